//go:build unix

package e2e_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"attache/ui/vt"
)

// A person looks into a picture, a text and all pictures, and saves none: nothing of them is on the disk.
func TestWhoLooksIntoFilesLeavesNothingOnTheDisk(t *testing.T) {
	t.Parallel()
	home := shortDir(t)
	p := start(t, terminal{dir: home, args: []string{"demo", "--scenario", "still"}})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.moveTo("IMG_2041")
	p.press("p", "JPEG picture", "Taken")
	p.moveTo("items.csv")
	p.press("", "Table in text", "Door panel")
	p.press("\t/glacier\r", "Paint")
	p.press("P", "Pictures", "sketch.png")
	p.keys("Q")
	p.exits(patience)
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			t.Errorf("%s is left", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
