package download

import (
	"io/fs"
	"os"
	"sync"
)

// together makes the names in a folder last for several transfers at once: a sync serves everyone who asked before
// it began.
type together struct {
	turn   sync.Mutex // held while a folder is synced
	served uint64     // who is served by the last sync; guarded by turn
	dir    fs.FileInfo
	err    error

	mu    sync.Mutex
	asked uint64
	could fs.FileInfo // the folder of the last sync, if that ended well
}

// sync returns how a sync of the folder has ended that began after the call.
func (t *together) sync(dir fs.FileInfo, do func() error) error {
	mine := t.ask(1)
	t.turn.Lock()
	defer t.turn.Unlock()
	if t.dir != nil && t.served >= mine && os.SameFile(t.dir, dir) {
		return t.err
	}
	t.served, t.dir = t.ask(0), dir
	t.err = do()
	t.note(dir)
	return t.err
}

// note remembers how the last sync has ended, for those who do not wait for the next.
func (t *together) note(dir fs.FileInfo) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.could = dir; t.err != nil {
		t.could = nil
	}
}

// couldSync reports whether the last sync was of that folder, and ended well.
func (t *together) couldSync(dir fs.FileInfo) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.could != nil && os.SameFile(t.could, dir)
}

// ask counts those who ask, and returns how many have.
func (t *together) ask(more uint64) uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asked += more
	return t.asked
}

// canSync fails where the names in the folder cannot be made to last. That they once could, is enough.
func (f *folder) canSync() error {
	if info, err := f.self.Stat(); f.together != nil && err == nil && f.together.couldSync(info) {
		return nil
	}
	return f.sync()
}
