// Package pdf reads the facts and the text of the first pages of a PDF document, and the picture of one
// that was scanned. The reader is its own: those of ledongthuc/pdf and rsc.io/pdf run in circles or ask for
// any amount of memory when a file of a few bytes says so, cannot be stopped, and refuse what is cut.
package pdf

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"

	"attache/ui/preview"
)

// For returns the decoder of a PDF document, and nil for any other file.
func For(ask *preview.Ask) preview.Decoder {
	if !bytes.Contains(ask.Data[:min(len(ask.Data), 1024)], []byte("%PDF-")) {
		return nil
	}
	return decode
}

func decode(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	f, err := open(ctx, ask.Data)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	p := preview.Page{Kind: "PDF document", More: !ask.Whole}
	if err != nil {
		p.Problem = "The document is broken: nothing of it can be read."
		tell(p)
		return nil //nolint:nilerr // it is told
	}
	if f.locked {
		p.Problem = "The document is locked with a password. Save it to open it with that."
		tell(p)
		return nil
	}
	root := f.dict(f.trailer["Root"])
	pages := f.pages(root)
	f.facts(&p, root, pages)
	p.Partial = len(pages) > 0
	tell(p)
	p.Partial = false
	f.read(ask, &p, pages)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	tell(p)
	return nil
}

// read takes in the text of the pages, or the picture of the first where there is none.
func (f *file) read(ask *preview.Ask, p *preview.Page, pages []page) {
	g, fonts := newGlyphs(), map[any]*font{}
	var scan *scanned
	for i, d := range pages {
		c := f.content(d.dict, d.resources, g, fonts)
		if f.ctx.Err() != nil {
			return
		}
		if i == 0 {
			scan = f.scan(c, d)
		}
		if strings.TrimSpace(c.text.String()) == "" {
			continue
		}
		if len(pages) > 1 && len(p.Lines) < preview.MaxLines {
			if len(p.Lines) > 0 && len(p.Lines) < preview.MaxLines-1 {
				p.Lines = append(p.Lines, nil)
			}
			p.Lines = append(p.Lines, preview.Line{{Text: "Page " + strconv.Itoa(i+1), Role: preview.Heading}})
		}
		c.into(p)
	}
	if scan != nil {
		f.picture(ask, p, scan)
	}
	f.fields(p)
	switch {
	case p.Picture != nil, p.Problem != "", len(p.Lines) > 0:
	case len(pages) == 0 && ask.Whole:
		p.Problem = "The document is broken: its pages cannot be found."
	case len(pages) > 0:
		p.Problem = "Its pages hold no text that can be read here."
	}
}

// facts reads what the document says of itself.
func (f *file) facts(p *preview.Page, root dict, pages []page) {
	fact := func(label, value string) {
		if value = strings.TrimSpace(value); value != "" {
			p.Facts = append(p.Facts, preview.Fact{Label: label, Value: preview.Cut(value, 200)})
		}
	}
	count := f.count(root, len(pages))
	if count > 0 && (root != nil || !p.More) {
		fact("Pages", strconv.Itoa(count))
	}
	p.More = p.More || count > len(pages)
	if len(pages) > 0 {
		w, h := f.extents(pages[0])
		if pages[0].turned%180 != 0 {
			w, h = h, w
		}
		if w > 0 && h > 0 && w < 1e5 && h < 1e5 {
			fact("Page size", fmt.Sprintf("%.0f × %.0f mm", w/72*25.4, h/72*25.4))
		}
	}
	info, id := f.dict(f.trailer["Info"]), ref(-1)
	if r, ok := f.trailer["Info"].(ref); ok && f.packed[r] == nil {
		id = r
	}
	text := func(key name) string {
		switch s := f.said(info[key], id); s {
		case "untitled", "anonymous", "unspecified": // so says a library where nobody said anything
			return ""
		default:
			return s
		}
	}
	p.Title = preview.Cut(text("Title"), 200)
	fact("Author", text("Author"))
	fact("Subject", text("Subject"))
	fact("Created", day(text("CreationDate")))
	fact("Made with", text("Creator"))
	action := f.dict(root["OpenAction"])
	if f.dict(root["Names"])["JavaScript"] != nil || f.name(action["S"]) == "JavaScript" || f.name(action["S"]) == "Launch" {
		p.Warnings = append(p.Warnings, "This document holds a program that runs when it is opened.")
	}
}

// said is a text of the document itself, which is encrypted with the number of its object.
func (f *file) said(v any, id ref) string {
	s, _ := f.get(v).(string)
	s = string(f.decrypt(id, []byte(s[:min(len(s), 2000)])))
	switch {
	case strings.HasPrefix(s, "\xFE\xFF"):
		return utf16BE(s[2:])
	case strings.HasPrefix(s, "\xEF\xBB\xBF"):
		return strings.ToValidUTF8(s[3:], "")
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteString(byEncoding("", s[i]))
	}
	return b.String()
}

// day is a time such as D:20260301093000Z as people write it.
func day(s string) string {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 || strings.Trim(s[:8], "0123456789") != "" {
		return ""
	}
	d := s[:4] + "-" + s[4:6] + "-" + s[6:8]
	if len(s) >= 12 && strings.Trim(s[8:12], "0123456789") == "" {
		d += " " + s[8:10] + ":" + s[10:12]
	}
	return d
}
