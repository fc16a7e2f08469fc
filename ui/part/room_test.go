package part

import (
	"strings"
	"testing"

	"attache/model"
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
		rows := f.layOut(frame(false), lined{}, page, "", 12, h, WholeFlow)
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
	small := f.layOut(frame(false), short{}, page, "", 12, 20, WholeFlow)
	if small[len(small)-1].drawn == "" {
		t.Error("facts stand below a picture that leaves room above it")
	}
}

// short draws a picture in two lines.
type short struct{ lined }

func (short) Lines(p *preview.Picture, w, _ int) []string { return lined{}.Lines(p, w, 2) }

// Where lines are few, one long fact after the other is cut to one line, so that the ID stays in sight; where there are
// enough, nothing is cut.
func TestALongFactBesideTheListNeverPushesTheIDOutOfSight(t *testing.T) {
	f := frame(false)
	f.Keys = &keys.Map{}
	row := session.Row{}
	row.Attachment = model.Attachment{Name: strings.Repeat("a name ", 30), ContentType: "application/vnd.a-media-type-of-many-words", Sender: strings.Repeat("Rosa ", 20)}
	row.Attachment.IDText = strings.Repeat("0123456789", 6)
	row.Size = 35046
	for _, preview := range []bool{false, true} {
		for screen := 16; screen < 80; screen++ {
			f.Layout = layout.New(120, screen, layout.Wants{Preview: preview})
			d, h := Details{Frame: f, Row: row}, f.Layout.SideH()-1 // below the tabs
			lines := d.Headed(f.Layout.SideW-3, h)
			text := strings.Join(lines[:min(h, len(lines))], "\n")
			if f.Layout.SideH() > 8 && !strings.Contains(text, "\nid") {
				t.Errorf("preview %v, %d lines do not show the ID:\n%s", preview, h, text)
			}
			if h > 30 && strings.Contains(text, f.Glyphs.Cut) {
				t.Errorf("%d lines cut something:\n%s", h, text)
			}
		}
	}
}
