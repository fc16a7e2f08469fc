package office

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"attache/ui/preview"
)

// readDocx reads the text of a document of Word.
func readDocx(ctx context.Context, d *document) error {
	if err := d.open(); err != nil {
		return err
	}
	if err := d.properties(ctx); err != nil {
		return err
	}
	if d.parts.has("docProps/app.xml") {
		found, err := d.parts.texts(ctx, "docProps/app.xml")
		if err != nil {
			return err
		}
		d.fact("Pages", found["Pages"])
		if found["Words"] != "0" { // nobody counted
			d.fact("Words", found["Words"])
		}
	}
	d.partial()
	w := &prose{}
	err := d.parts.walk(ctx, "word/document.xml", w.visit)
	if err == nil && d.parts.has("word/footnotes.xml") {
		err = w.notes(ctx, d)
	}
	w.into(&d.Page)
	return err
}

// prose follows the XML of a text by Word, and of what is written in a presentation by PowerPoint.
type prose struct {
	flow

	taking bool // in a text
	skip   int  // in what repeats a text for older programs, or was taken out
	noted  []string
}

// notes adds the footnotes that the text refers to.
func (w *prose) notes(ctx context.Context, d *document) error {
	of := map[string]string{}
	n := &prose{}
	id := ""
	err := d.parts.walk(ctx, "word/footnotes.xml", func(t xml.Token) bool {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "footnote" {
			n, id = &prose{}, attr(e, "id")
		}
		goesOn := n.visit(t)
		if e, ok := t.(xml.EndElement); ok && e.Name.Local == "footnote" && len(of) < maxParts {
			n.end()
			var p preview.Page
			n.into(&p)
			for _, l := range p.Lines {
				for _, s := range l {
					of[id] += s.Text + " "
				}
			}
		}
		return goesOn
	})
	for i, id := range w.noted {
		if text := strings.TrimSpace(of[id]); text != "" {
			w.write("[" + strconv.Itoa(i+1) + "] " + text)
			w.end()
		}
	}
	return err
}

func (w *prose) visit(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		w.begin(t)
	case xml.EndElement:
		w.finish(t.Name.Local)
	case xml.CharData:
		if w.taking && w.skip == 0 {
			w.write(string(t))
		}
	}
	return !w.full()
}

func (w *prose) begin(e xml.StartElement) {
	switch e.Name.Local {
	case "Fallback", "moveFrom":
		w.skip++
	case "footnoteReference":
		if len(w.noted) < maxParts {
			w.noted = append(w.noted, attr(e, "id"))
			w.write("[" + strconv.Itoa(len(w.noted)) + "]")
		}
	case "noBreakHyphen":
		w.write("-")
	case "t":
		w.taking = true
	case "tab":
		if attr(e, "val") == "" { // else it says where tabs stop
			w.write("\t")
		}
	case "br", "cr":
		w.paragraph()
	case "tbl":
		w.tables++
	case "tc":
		w.cell()
	case "numPr":
		w.item()
	case "pStyle":
		if style := strings.ToLower(attr(e, "val")); strings.HasPrefix(style, "heading") || style == "title" {
			w.role = preview.Heading
		} else if strings.HasPrefix(style, "listbullet") || strings.HasPrefix(style, "listnumber") {
			w.item()
		}
	}
}

// item begins an item of a list, which its style and itself may say.
func (w *prose) item() {
	if !strings.HasSuffix(w.line.String(), "• ") {
		w.write("• ")
	}
}

func (w *prose) finish(name string) {
	switch name {
	case "Fallback", "moveFrom":
		w.skip = max(0, w.skip-1)
	case "t":
		w.taking = false
	case "p":
		w.paragraph()
	case "tr":
		w.endRow()
	case "tbl":
		w.tables = max(0, w.tables-1)
	}
}

// readPptx reads the text of each slide.
func readPptx(ctx context.Context, d *document) error {
	const main = "ppt/presentation.xml"
	if err := d.open(); err != nil {
		return err
	}
	if err := d.properties(ctx); err != nil {
		return err
	}
	targets, err := d.parts.relations(ctx, main)
	if err != nil {
		return err
	}
	slides, err := slideParts(ctx, d, main, targets)
	if err != nil {
		return err
	}
	d.fact("Slides", strconv.Itoa(len(slides)))
	d.partial()
	w := &prose{}
	for i, name := range slides {
		w.end()
		w.heading("Slide " + strconv.Itoa(i+1))
		if err = d.parts.walk(ctx, name, w.visit); err == nil {
			err = w.speaker(ctx, d, name)
		}
		if err != nil || w.full() {
			break
		}
	}
	w.into(&d.Page)
	return err
}

// slideParts are the parts of the slides, in the order in which they are shown.
func slideParts(ctx context.Context, d *document, main string, targets map[string]string) (slides []string, err error) {
	err = d.parts.walk(ctx, main, func(t xml.Token) bool {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "sldId" {
			for _, a := range e.Attr {
				if a.Name.Space != "" && a.Name.Local == "id" && targets[a.Value] != "" {
					slides = append(slides, targets[a.Value])
				}
			}
		}
		return len(slides) < maxParts
	})
	return slides, err
}

// speaker adds what the speaker has noted for a slide.
func (w *prose) speaker(ctx context.Context, d *document, slide string) error {
	targets, err := d.parts.relations(ctx, slide)
	if err != nil {
		return err
	}
	for _, name := range targets {
		if !strings.Contains(name, "notesSlide") || !d.parts.has(name) {
			continue
		}
		n, depth := &prose{}, 0
		err := d.parts.walk(ctx, name, func(t xml.Token) bool {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "fld" { // the number of the slide
				depth++
			}
			if e, ok := t.(xml.EndElement); ok && e.Name.Local == "fld" {
				depth--
			}
			return depth > 0 || n.visit(t)
		})
		n.end()
		w.spoken(n)
		return err
	}
	return nil
}

// spoken adds the text of a speaker's notes, if there is any.
func (w *prose) spoken(n *prose) {
	var p preview.Page
	n.into(&p)
	if len(p.Lines) == 0 {
		return
	}
	w.end()
	w.heading("Notes")
	for _, l := range p.Lines {
		for _, s := range l {
			w.write(s.Text)
		}
		w.end()
	}
}
