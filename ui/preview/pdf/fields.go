package pdf

import (
	"strings"

	"attache/ui/preview"
)

const maxFields = 500

// fields adds what was filled in to a form, which does not stand in the text of its pages.
func (f *file) fields(p *preview.Page) {
	w := &filled{f: f, seen: map[ref]bool{}}
	for _, v := range f.array(f.dict(f.dict(f.trailer["Root"])["AcroForm"])["Fields"]) {
		w.down(v, "", 0)
	}
	if len(w.lines) == 0 || len(p.Lines)+len(w.lines)+2 > preview.MaxLines {
		return
	}
	if len(p.Lines) > 0 {
		p.Lines = append(p.Lines, nil)
	}
	p.Lines = append(append(p.Lines, preview.Line{{Text: "Filled in", Role: preview.Heading}}), w.lines...)
}

// filled goes down the tree of fields, no branch of it twice.
type filled struct {
	f     *file
	seen  map[ref]bool
	lines []preview.Line
}

func (w *filled) down(v any, above string, depth int) {
	id, _ := v.(ref)
	if w.seen[id] || depth > 8 || len(w.lines) >= maxFields || w.f.ctx.Err() != nil {
		return
	}
	w.seen[id] = id != 0
	d := w.f.dict(v)
	title := w.f.said(d["T"], id)
	if title != "" && above != "" {
		title = above + "." + title
	} else if title == "" {
		title = above
	}
	if value := w.value(d["V"], id); value != "" && title != "" {
		w.lines = append(w.lines, preview.Line{{Text: title + ": ", Role: preview.Dim}, {Text: preview.Cut(value, 400)}})
	}
	for _, kid := range w.f.array(d["Kids"]) {
		w.down(kid, title, depth+1)
	}
}

// value is what a field holds: a text, or the name of what was chosen.
func (w *filled) value(v any, id ref) string {
	switch v := w.f.get(v).(type) {
	case string:
		return strings.Join(strings.Fields(w.f.said(v, id)), " ")
	case name:
		if v != "Off" {
			return string(v)
		}
	}
	return ""
}
