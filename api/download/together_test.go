package download

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// TestOneSyncServesAllWhoAskedBeforeItBegan lets nine ask while a folder is being synced for another.
func TestOneSyncServesAllWhoAskedBeforeItBegan(t *testing.T) {
	var all together
	var syncs atomic.Int64
	stat := func() fs.FileInfo {
		info, err := os.Stat(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	folder, other := stat(), stat()
	ask := func(of fs.FileInfo, ends error) error {
		return all.sync(of, func() error { syncs.Add(1); return ends })
	}
	var done sync.WaitGroup
	begun, end := make(chan struct{}), make(chan struct{})
	done.Go(func() { _ = all.sync(folder, func() error { close(begun); <-end; return nil }) })
	<-begun
	asked := all.ask(0)
	for range 9 {
		done.Go(func() {
			if err := ask(folder, syscall.EIO); !errors.Is(err, syscall.EIO) {
				t.Errorf("it ended %v", err)
			}
		})
	}
	for all.ask(0) < asked+9 {
		runtime.Gosched()
	}
	close(end)
	done.Wait()
	if n := syncs.Load(); n != 1 {
		t.Errorf("%d syncs for nine who asked meanwhile", n)
	}
	for _, of := range []fs.FileInfo{folder, other, folder} {
		if err := ask(of, nil); err != nil {
			t.Error(err)
		}
	}
	if n := syncs.Load(); n != 4 {
		t.Errorf("%d syncs: one served who asked later, or another folder", n)
	}
}
