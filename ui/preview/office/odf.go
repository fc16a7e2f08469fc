package office

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"attache/ui/preview"
)

// readODF reads a text, a presentation or the first table of LibreOffice.
func readODF(ctx context.Context, d *document) error {
	if err := d.open(); err != nil {
		return err
	}
	if d.parts.has("meta.xml") {
		found, err := d.parts.texts(ctx, "meta.xml")
		if err != nil {
			return err
		}
		d.Title = preview.Cut(found["title"], 200)
		d.fact("Author", found["creator"])
		d.fact("Modified", day(found["date"]))
	}
	d.partial()
	w := &openProse{}
	w.sheet = strings.HasSuffix(d.Kind, "spreadsheet")
	err := d.parts.walk(ctx, "content.xml", w.visit)
	if w.sheet {
		w.grid.into(&d.Page)
		return err
	}
	w.into(&d.Page)
	return err
}

// openProse follows the XML of an OpenDocument file.
type openProse struct {
	flow

	sheet  bool
	grid   grid
	inText int
	slide  int
	value  strings.Builder
	column int
	repeat int
	done   bool // the first table has ended
}

func (w *openProse) visit(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		w.begin(t)
	case xml.EndElement:
		w.finish(t.Name.Local)
	case xml.CharData:
		switch {
		case w.inText == 0:
		case w.sheet:
			if w.value.Len() < preview.MaxLine {
				w.value.Write(t[:min(len(t), preview.MaxLine)])
			}
		default:
			w.write(string(t))
		}
	}
	return !w.full() && !w.grid.full() && !w.done
}

func (w *openProse) begin(e xml.StartElement) {
	switch e.Name.Local {
	case "p", "h":
		w.inText++
		if e.Name.Local == "h" {
			w.role = preview.Heading
		}
	case "tab", "s":
		w.write(" ")
	case "line-break":
		w.paragraph()
	case "list-item":
		w.write("• ")
	case "page":
		if e.Name.Space == "draw" {
			w.slide++
			w.heading("Slide " + strconv.Itoa(w.slide))
		}
	case "table":
		w.tables++
		if w.grid.name == "" {
			w.grid.name = attr(e, "name")
		}
	case "table-row":
		w.column = 0
	case "table-cell", "covered-table-cell":
		w.cell()
		w.repeat, _ = strconv.Atoi(attr(e, "number-columns-repeated"))
		w.repeat = min(max(w.repeat, 1), preview.MaxCells)
	}
}

func (w *openProse) finish(name string) {
	switch name {
	case "p", "h":
		w.inText = max(0, w.inText-1)
		w.paragraph()
	case "table-cell", "covered-table-cell":
		s := w.value.String()
		w.value.Reset()
		for range w.repeat {
			if s != "" {
				w.grid.set(w.column, s)
			}
			w.column++
		}
	case "table-row":
		w.grid.endRow()
		w.endRow()
	case "table":
		w.tables = max(0, w.tables-1)
		w.done = w.sheet
	}
}
