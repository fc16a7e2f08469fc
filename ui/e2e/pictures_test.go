//go:build unix

package e2e_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"attache/ui/vt"
)

// picturesTo is where `go test ./ui/e2e -run TestPictures -pictures FOLDER` puts the pictures of the
// README. Without it they are drawn and looked at, and not kept.
var picturesTo = flag.String("pictures", "", "write the pictures of the README into this folder") //nolint:gochecknoglobals // the flag package wants it so

// picture is one picture of the README, made from the emulator alone.
type picture struct {
	name  string // of the file, without its ending
	title string // what it shows, for those who cannot see it
	w, h  int
	args  []string
	steps func(p *program) // until the screen shows it
}

func pictures() []picture {
	live := func(p *program) {
		p.until("links", func(s vt.Screen) bool { return !s.Contains("queued") && strings.Count(s.Text(), "●") > 5 })
	}
	return []picture{
		{
			name: "list", w: 120, h: 40,
			title: "attache shows a chat: files with their size, sender and the time their link has left, the details of the selected one, and the downloads",
			steps: func(p *program) {
				live(p)
				p.moveTo("IMG_2041")
				p.press("s", "Saved as")
				p.moveTo("estimate")
				p.press("y", "sent to the terminal")
			},
		},
		{
			name: "panel", w: 120, h: 32,
			title: "The emulator's panel beside a chat: new files are marked, one is being scanned, and the panel lists the trouble that can be brought",
			steps: func(p *program) {
				live(p)
				p.act("customer sends a file")
				p.act("customer sends one to scan")
				p.until("two new files", func(s vt.Screen) bool { return strings.Count(s.Text(), "✦") >= 2 })
				p.press("\x05", "deny the next 2 calls")
			},
		},
		{
			name: "narrow", w: 40, h: 10,
			title: "attache at 40 columns and 10 lines: each file with its sign, name, size and the time its link has left",
			steps: func(p *program) {
				p.until("links", func(s vt.Screen) bool { return strings.Count(s.Text(), "●") > 3 })
			},
		},
	}
}

func TestPictures(t *testing.T) {
	for _, pic := range pictures() {
		t.Run(pic.name, func(t *testing.T) {
			if *picturesTo == "" {
				t.Parallel()
			}
			in := terminal{w: pic.w, h: pic.h, args: slices.Concat([]string{"demo", "--scenario", "still"}, pic.args)}
			if *picturesTo != "" { // the folder is in the picture: let it be one that means something
				in.dir = filepath.Join(os.TempDir(), "chat")
				if err := os.Mkdir(in.dir, 0o700); err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = os.RemoveAll(in.dir) })
			}
			p := start(t, in)
			pic.steps(p)
			s := p.term.Screen()
			svg := s.SVG(pic.title)
			if !s.Contains("EMU") || strings.Contains(string(svg), "X-Amz-") {
				t.Errorf("not a picture to show:\n%s", s.Text())
			}
			if *picturesTo != "" {
				if err := os.WriteFile(filepath.Join(*picturesTo, pic.name+".svg"), svg, 0o644); err != nil { //nolint:gosec // a picture is for everybody
					t.Fatal(err)
				}
			}
		})
	}
}

// TestTheReadmeShowsThePicturesThatAreMade holds the pages and the pictures together: each picture shown is
// made here, is there, and says in words what it shows.
func TestTheReadmeShowsThePicturesThatAreMade(t *testing.T) {
	t.Parallel()
	shown := regexp.MustCompile(`!\[([^\]]*)\]\(([^)]*)\)`).FindAllStringSubmatch(pages(t), -1)
	if len(shown) == 0 {
		t.Fatal("the pages show no picture")
	}
	made := map[string]bool{".github/" + movie + ".svg": true}
	for _, pic := range pictures() {
		made[".github/"+pic.name+".svg"] = true
	}
	for _, m := range shown {
		words, path := m[1], ".github/"+strings.TrimPrefix(m[2], ".github/") // the guide lies beside them
		if !made[path] {
			t.Errorf("%s is made by no script", path)
		}
		delete(made, path)
		if _, err := os.Stat("../../" + path); err != nil {
			t.Errorf("%s is not there", path)
		}
		if len(words) < 20 {
			t.Errorf("%s has no words for those who cannot see it", path)
		}
	}
	for path := range made {
		t.Errorf("%s is made and not shown", path)
	}
}
