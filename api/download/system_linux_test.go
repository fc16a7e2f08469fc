package download

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheSystemTellsWhereAMovedFolderIs(t *testing.T) {
	f := testFolder(t)
	to := filepath.Join(t.TempDir(), "else where")
	if err := os.Rename(f.dir, to); err != nil {
		t.Fatal(err)
	}
	if err := f.settle(); err != nil || f.dir != to || !f.moved {
		t.Errorf("%v, %s", err, f.dir)
	}
}
