//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package download

import (
	"syscall"
	"testing"
	"time"
)

func TestAPipeInTheFolderHoldsNobodyUp(t *testing.T) {
	a := newArena(t)
	for _, name := range []string{"a.bin", "a.bin.part", "a.bin.part.json", "x.part.json"} {
		if err := syscall.Mkfifo(a.path(name), 0o600); err != nil {
			t.Skipf("no pipes here: %v", err)
		}
	}
	a.far.steps = []step{whole}
	done := make(chan error, 1)
	go func() {
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err == nil {
			a.checkFile(saved)
		}
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("it waits for the other end of a pipe")
	}
}
