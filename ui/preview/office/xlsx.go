package office

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"attache/ui/preview"
)

// sheet names a sheet and the part that it is in.
type sheet struct{ name, part string }

// readXlsx reads the first sheet that holds anything, and is not hidden where another is not.
func readXlsx(ctx context.Context, d *document) error {
	if err := d.open(); err != nil {
		return err
	}
	if err := d.properties(ctx); err != nil {
		return err
	}
	b := &book{}
	sheets, err := b.sheets(ctx, d.parts)
	if err != nil {
		return err
	}
	var names []string
	for _, s := range sheets {
		names = append(names, s.name)
	}
	d.fact("Sheets", strings.Join(names, ", "))
	d.partial()
	if len(sheets) == 0 {
		return nil
	}
	if err = b.strings(ctx, d.parts); err != nil {
		return err
	}
	if err = b.styles(ctx, d.parts); err != nil {
		return err
	}
	var c *cells
	for _, s := range sheets { // charts and empty sheets are passed over
		c = &cells{book: b, grid: grid{name: s.name}}
		if err = d.parts.walk(ctx, s.part, c.visit); err != nil || len(c.grid.rows) > 0 {
			break
		}
	}
	if len(sheets) > 1 && len(c.grid.rows) > 0 {
		d.fact("Shown", c.grid.name)
	}
	c.grid.into(&d.Page)
	return err
}

// sheets lists the sheets, the hidden ones last.
func (b *book) sheets(ctx context.Context, p *parts) (seen []sheet, err error) {
	const main = "xl/workbook.xml"
	targets, err := p.relations(ctx, main)
	if err != nil {
		return nil, err
	}
	var hidden []sheet
	err = p.walk(ctx, main, func(t xml.Token) bool {
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr":
			b.late = attr(e, "date1904") == "1" || attr(e, "date1904") == "true"
		case e.Name.Local == "sheet" && targets[attr(e, "id")] != "":
			s := sheet{preview.Cut(attr(e, "name"), 100), targets[attr(e, "id")]}
			if state := attr(e, "state"); state == "hidden" || state == "veryHidden" {
				hidden = append(hidden, s)
				break
			}
			seen = append(seen, s)
		}
		return len(seen)+len(hidden) < 1000
	})
	return append(seen, hidden...), err
}

// strings reads the texts that cells refer to by number. Those beyond the limits stay empty.
func (b *book) strings(ctx context.Context, p *parts) error {
	const name = "xl/sharedStrings.xml"
	if !p.has(name) {
		return nil
	}
	var text strings.Builder
	taking, phonetic := false, 0
	return p.walk(ctx, name, func(t xml.Token) bool {
		switch t := t.(type) {
		case xml.StartElement:
			taking = t.Name.Local == "t"
			if t.Name.Local == "rPh" {
				phonetic++
			}
		case xml.EndElement:
			taking = false
			switch t.Name.Local {
			case "rPh":
				phonetic--
			case "si":
				b.shared = append(b.shared, text.String())
				b.weight += 16 + text.Len()
				text.Reset()
			}
		case xml.CharData:
			if taking && phonetic <= 0 && text.Len() < preview.MaxLine {
				text.Write(t[:min(len(t), preview.MaxLine)])
			}
		}
		return b.weight < 4*preview.MaxWeight
	})
}

// styles finds out which styles write a number as a date, a share or a length of time.
func (b *book) styles(ctx context.Context, p *parts) error {
	const name = "xl/styles.xml"
	if !p.has(name) {
		return nil
	}
	own, within := map[string]written{}, false
	return p.walk(ctx, name, func(t xml.Token) bool {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				own[attr(t, "numFmtId")] = writtenBy(attr(t, "formatCode"))
			case "cellXfs":
				within = true
			case "xf":
				if within {
					id := attr(t, "numFmtId")
					n, _ := strconv.Atoi(id)
					if as, known := own[id]; known {
						b.styled = append(b.styled, as)
					} else {
						b.styled = append(b.styled, builtIn(n))
					}
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				return false
			}
		}
		return len(own) < maxParts && len(b.styled) < 1<<16
	})
}
