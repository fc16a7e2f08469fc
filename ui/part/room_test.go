package part

import (
	"strings"
	"testing"

	"attache/model/session"
	"attache/ui/keys"
	"attache/ui/layout"
	"attache/ui/preview"
)

// lined draws a picture as lines of one mark, as many as it may take.
type lined struct{}

func (lined) Box(w, h int) preview.Box { return preview.Box{W: w, H: h} }

func (lined) Lines(_ *preview.Picture, w, h int) []string {
	lines := make([]string, h)
	for i := range lines {
		lines[i] = strings.Repeat("#", w)
	}
	return lines
}

// The facts of a picture stand together above it where there is room, and never push it out of sight.
func TestAPictureIsWholeAndItsFactsStandAboveItWhereThereIsRoom(t *testing.T) {
	page := &preview.Page{
		Warnings: []string{"where"}, Picture: &preview.Picture{},
		Facts: []preview.Fact{{Label: "Camera", Value: "one"}, {Label: "Taken", Value: "two"}, {Label: "Lens", Value: "three"}},
	}
	for h := 4; h < 60; h++ {
		var f Flow
		rows := f.layOut(frame(false), lined{}, page, "", 12, h)
		shown := rows[:min(h-1, len(rows))]
		drawn := 0
		for _, r := range shown {
			if r.drawn != "" {
				drawn++
			}
		}
		if want := PictureH(h); drawn < want && h > 4 {
			t.Errorf("%d lines show %d of the %d lines of the picture", h, drawn, want)
		}
	}
	f := Flow{}
	small := f.layOut(frame(false), short{}, page, "", 12, 20)
	if small[len(small)-1].drawn == "" {
		t.Error("facts stand below a picture that leaves room above it")
	}
}

// short draws a picture in two lines.
type short struct{ lined }

func (short) Lines(p *preview.Picture, w, _ int) []string { return lined{}.Lines(p, w, 2) }

// Above a preview each fact has one line, so that a long one hides no other; a cut one says so.
func TestAboveAPreviewEachFactHasOneLine(t *testing.T) {
	f := frame(false)
	f.Keys = &keys.Map{}
	f.Layout = layout.New(120, 40, layout.Wants{Preview: true})
	row := session.Row{}
	row.Attachment.ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	row.Attachment.IDText = strings.Repeat("0123456789", 6)
	row.Size = 35046
	d := Details{Frame: f, Row: row}
	text := strings.Join(d.Lines(f.Layout.SideW-3, f.Layout.H), "\n")
	for _, label := range []string{"from", "sent", "size", "link", "saved", "id"} {
		if n := strings.Count("\n"+text, "\n"+label); n != 1 {
			t.Errorf("%q stands %d times in\n%s", label, n, text)
		}
	}
	if lines := strings.Split(text, "\n"); strings.HasPrefix(lines[3], " ") || strings.Count(text, f.Glyphs.Cut) < 2 {
		t.Errorf("a fact takes more than a line, or is cut unsaid:\n%s", text)
	}
}
