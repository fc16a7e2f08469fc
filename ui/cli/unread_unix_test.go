//go:build !windows

package cli

import (
	"bytes"
	"os"
	"testing"
	"time"
)

func TestAPipeTellsWhenItsReaderGoes(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	gone := unread(w)
	select {
	case <-gone:
		t.Fatal("it is still there")
	default:
	}
	_ = r.Close()
	select {
	case <-gone:
	case <-time.After(soon):
		t.Error("it was not told")
	}
	f, err := os.Create(file(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if unread(f) != nil || unread(&bytes.Buffer{}) != nil {
		t.Error("what is no pipe has no reader")
	}
}
