package ui

import (
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// drawn compares what was drawn with a file of testdata.
func drawn(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil { //nolint:gosec // a picture is for everybody
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != got {
		t.Errorf("%s is drawn otherwise (%v); -update takes it over:\n%s", file, err, got)
	}
}

func looked(t *testing.T, opts ...func(*Options)) *driver {
	t.Helper()
	pages := named("IMG_2041 dented door.jpg", "A photo of the left mirror, again.jpg", strings.Repeat("a very long name ", 12)+".txt", "x.pdf", "notes.txt")
	pages[0].Attachments[3].Status = model.StatusRejected
	pages[0].Attachments[4].Status = model.StatusInProgress
	opts = append(opts, func(o *Options) { o.Keys = labelledKeys() })
	d := newDriver(t, &fakechat.Chat{Pages: pages}, opts...)
	d.link("5ab455e6-fc06-476c-817c-1ef677de0000", model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(model.DefaultLife), Asked: model.DefaultLife, Size: 83_600}, nil)
	return d
}

func TestTheListAtEverySize(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		var got strings.Builder
		for _, columns := range [][]string{nil, {"sender", "age", "name", "link"}} {
			d := looked(t, func(o *Options) { o.Columns = columns })
			for _, size := range []tea.WindowSizeMsg{{Width: 200, Height: 60}, {Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
				d.send(size)
				fmt.Fprintf(&got, "%dx%d %s\n", size.Width, size.Height, strings.Join(columns, ","))
				for _, l := range drawnList(d)[:7] { // what is beside it depends on the zone of this machine
					got.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
				}
				fmt.Fprintf(&got, "%d cells beside\n", d.m.lay.SideW)
			}
		}
		drawn(t, "list.txt", got.String())
	})
}

func TestTheListInEveryTheme(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		var got strings.Builder
		for _, theme := range append(style.Themes(), "own") {
			d := looked(t, func(o *Options) {
				o.Scheme.Name = theme
				if theme == "own" {
					o.Scheme = style.Scheme{Colors: []model.Coloring{{Role: "good", Color: "#0f0"}, {Role: "selection", Color: "#002200"}}}
				}
			})
			for _, ground := range []color.Color{color.Black, color.White} {
				d.send(tea.BackgroundColorMsg{Color: ground})
				d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
				lines := strings.Split(d.m.View().Content, "\n")
				fmt.Fprintf(&got, "%s on %v\n%q\n%q\n", theme, ground, lines[3], lines[6])
			}
		}
		drawn(t, "themes.txt", got.String())
	})
}
