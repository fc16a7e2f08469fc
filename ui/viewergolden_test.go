package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/preview"
	"attache/ui/runner/fakechat"
)

// goldenPages are what there is to see of one file each.
func goldenPages() map[string]preview.Page {
	var levels []uint8
	for i := range 300 {
		levels = append(levels, uint8(i*i%251)) //nolint:gosec // below 251
	}
	return map[string]preview.Page{
		"picture": {
			Kind: "JPEG picture", Warnings: []string{"This photo says where it was taken."}, Picture: &preview.Picture{Box: preview.Box{W: 30, H: 24}, RGB: make([]byte, 3*30*24)},
			Facts: []preview.Fact{{Label: "Picture", Value: "4032 x 3024 pixels"}, {Label: "Camera", Value: "Pixel 9"}, {Label: "Taken", Value: "2026-01-03 14:22"}, {Label: "Lens", Value: "24 mm"}},
		},
		"text": {
			Kind: "Text", Facts: []preview.Fact{{Label: "Encoding", Value: "UTF-8"}, {Label: "Lines", Value: "3"}}, More: true,
			Lines: []preview.Line{{{Text: "func ", Role: preview.Keyword}, {Text: "main", Role: preview.Name}, {Text: "() {"}}, {{Text: "    return // "}, {Text: strings.Repeat("a long comment ", 9), Role: preview.Comment}}, {{Text: "}"}}},
		},
		"table": {
			Kind: "Spreadsheet", Title: "Estimate 5244", Facts: []preview.Fact{{Label: "Sheets", Value: "2"}},
			Table: &preview.Table{Name: "Parts", Header: true, Rows: [][]string{
				{"item", "quantity", "EUR", "note"}, {"Door panel, left front, without the handle", "1", "1,530.00", "in stock"}, {"Clip", "12", "2.00"}, {"Paint", "", "88.50", "2 litres"},
			}},
		},
		"sound": {
			Kind: "WAV sound", Facts: []preview.Fact{{Label: "Length", Value: "0:12"}, {Label: "Rate", Value: "8 kHz"}}, Levels: levels, Problem: "The file is cut short.",
		},
	}
}

// TestWhatIsSeenOfFiles draws the preview and the gallery at each size.
func TestWhatIsSeenOfFiles(t *testing.T) {
	for name, page := range goldenPages() {
		screenTest(t, func(t *testing.T) {
			l := lookerOf(t, &fakechat.Chat{Pages: pictures(1)}, func(o *Options) { o.Keys = labelledKeys() })
			l.page = &page
			l.press(l.m.opts.Keys.View.Preview)
			l.golden("preview-"+name, func() []string { return l.m.scene().previewLines() })
		})
	}
	screenTest(t, func(t *testing.T) {
		pages := pictures(9)
		as := pages[0].Attachments
		as[1].Status, as[2].Status, as[3].Name = model.StatusInProgress, model.StatusRejected, "事故現場の写真.jpg"
		l := lookerOf(t, &fakechat.Chat{Pages: pages}, func(o *Options) { o.Keys = labelledKeys() })
		l.press(l.m.opts.Keys.View.Gallery)
		l.golden("gallery", func() []string { return l.m.scene().galleryLines(l.m.lay.PaneH()) })
	})
}

// golden compares what is drawn at each size with what was drawn before.
func (l *looker) golden(name string, draw func() []string) {
	l.t.Helper()
	var got strings.Builder
	for _, size := range []tea.WindowSizeMsg{{Width: 200, Height: 60}, {Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
		l.send(size)
		l.rest()
		fmt.Fprintf(&got, "%dx%d\n", size.Width, size.Height)
		for _, line := range draw() {
			got.WriteString(strings.TrimRight(ansi.Strip(line), " ") + "\n")
		}
	}
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil { //nolint:gosec // a picture is for everybody
			l.t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != got.String() {
		l.t.Errorf("%s is drawn otherwise (%v); -update takes it over:\n%s", file, err, got.String())
	}
}
