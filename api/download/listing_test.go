package download

import (
	"fmt"
	"os"
	"testing"
	"time"

	"attache/model"
)

// countingRoot counts how often the names in a folder are read.
type countingRoot struct {
	root
	reads *int
}

func (r countingRoot) Open(name string) (*os.File, error) {
	*r.reads++
	return r.root.Open(name)
}

// TestALongFolderIsNotReadAgainForEachFile: a second must pass, or many files come into it.
func TestALongFolderIsNotReadAgainForEachFile(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		const there, saves = 4000, 20
		a := newArena(t)
		for i := range there {
			a.write(fmt.Sprintf("there-%d", i), "")
		}
		reads := 0
		open := a.saver.disk.open
		a.saver.disk.open = func(dir string) (root, error) {
			r, err := open(dir)
			return countingRoot{r, &reads}, err
		}
		a.far.steps = []step{whole}
		save := func(i int) model.Saved {
			a.request.Attachment = model.NewAttachment(fmt.Sprintf("a-%d", i), fmt.Sprintf("A-%d.bin", i), "application/octet-stream", model.StatusApproved)
			saved, err := a.saver.Save(t.Context(), a.request, nil)
			if err != nil {
				t.Fatal(err)
			}
			return saved
		}
		for i := range saves {
			save(i)
		}
		if others := reads - saves; others != 1 { // each opens the folder once
			t.Errorf("it is read %d times for %d files", others, saves)
		}
		// What it held is looked at before it is believed, and what others put there is seen after a second.
		if err := os.Rename(a.path("there-0"), a.path("a-100.BIN")); err != nil {
			t.Fatal(err)
		}
		time.Sleep(listedFor + 1)
		if saved := save(100); !saved.Renamed && !saved.Same {
			t.Errorf("saved beside a-100.BIN as %+v", saved)
		}
		if err := os.Remove(a.path("there-1")); err != nil {
			t.Fatal(err)
		}
		a.request.Name = "THERE-1"
		if saved := save(101); saved.Renamed {
			t.Errorf("the name of a file that is gone is taken: %+v", saved)
		}
	})
}
