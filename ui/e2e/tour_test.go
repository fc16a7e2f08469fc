//go:build unix

package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attache/ui/tour"
	"attache/ui/vt"
)

// movie is the README's moving picture.
const movie, movieTitle = "tour", "A minute with attache: a chat's files and their links counting down, a file saved when its scan has passed, a link copied and renewed, a preview, a download, a search"

// movieLimit is the most that it may weigh, in bytes.
const movieLimit = 2_000_000

// TestTheTour plays it in a terminal until a key ends it, or makes the moving picture of all of it.
func TestTheTour(t *testing.T) {
	in := terminal{w: 110, h: 30, args: []string{"demo", "--tour"}}
	if *picturesTo == "" {
		t.Parallel()
		p := start(t, in)
		first, second := p.term.Watch(), p.term.Watch()
		p.saw(first, "any key ends the tour", tour.Story()[0].Caption)
		p.saw(second, tour.Story()[1].Caption)
		p.press("j", "The tour is over")
		p.keys("q")
		if code := p.exits(patience); code != 0 {
			t.Errorf("exit code %d", code)
		}
		return
	}
	in.dir = filepath.Join(os.TempDir(), "chat") // it is in the picture: let it be one that means something
	if err := os.Mkdir(in.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(in.dir) })
	in.args = append(in.args, "--dir", in.dir)
	p := start(t, in)
	p.sees(tour.Story()[0].Caption)
	const each = 250 * time.Millisecond
	film := vt.NewMovie(each)
	look := time.NewTicker(each)
	defer look.Stop()
	for begun := time.Now(); time.Since(begun) < tour.Length; <-look.C {
		film.Add(p.term.Screen())
	}
	svg := film.SVG(movieTitle, 28*time.Second)
	if len(svg) > movieLimit || strings.Contains(string(svg), "X-Amz-") {
		t.Errorf("%d bytes, or not to show", len(svg))
	}
	if err := os.WriteFile(filepath.Join(*picturesTo, movie+".svg"), svg, 0o644); err != nil { //nolint:gosec // a picture is for everybody
		t.Fatal(err)
	}
}
