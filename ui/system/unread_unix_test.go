//go:build !windows

package system

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestAPipeTellsWhenItsReaderGoes(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	gone := Unread(w)
	select {
	case <-gone:
		t.Fatal("it is still there")
	default:
	}
	_ = r.Close()
	select {
	case <-gone:
	case <-time.After(time.Minute):
		t.Error("it was not told")
	}
	f, err := os.Create(filepath.Join(t.TempDir(), "f"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if Unread(f) != nil || Unread(&bytes.Buffer{}) != nil {
		t.Error("what is no pipe has no reader")
	}
}
