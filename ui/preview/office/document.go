package office

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"

	"attache/ui/preview"
)

// document is one that is being read: what is known of it so far is on its page.
type document struct {
	preview.Page

	ask   *preview.Ask
	parts *parts // of a document in a zip archive
	tell  func(preview.Page)
}

func (d *document) locked() {
	d.Problem = "The document is locked with a password. Save it to open it with that."
}

// fact adds a fact that is known.
func (d *document) fact(label, value string) {
	if value = strings.TrimSpace(value); value != "" && len(d.Facts) < preview.MaxFacts {
		d.Facts = append(d.Facts, preview.Fact{Label: label, Value: preview.Cut(value, 200)})
	}
}

// partial tells what is known so far.
func (d *document) partial() {
	p := d.Page
	p.Partial = true
	d.tell(p)
}

func (d *document) open() error {
	r, err := zip.NewReader(bytes.NewReader(d.ask.Data), int64(len(d.ask.Data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return errBroken
	}
	if len(r.File) > maxParts {
		return errBomb
	}
	p := &parts{files: map[string]*zip.File{}, left: maxInflow}
	for _, f := range r.File {
		if _, twice := p.files[f.Name]; !twice {
			p.files[f.Name] = f
			p.names = append(p.names, f.Name)
		}
	}
	d.parts = p
	return nil
}

// properties reads what the document says of itself.
func (d *document) properties(ctx context.Context) error {
	if !d.parts.has("docProps/core.xml") {
		return nil
	}
	found, err := d.parts.texts(ctx, "docProps/core.xml")
	if err != nil {
		return err
	}
	d.Title = preview.Cut(strings.TrimSpace(found["title"]), 200)
	d.fact("Author", found["creator"])
	d.fact("Subject", found["subject"])
	d.fact("Modified", day(found["modified"]))
	d.fact("Modified by", found["lastModifiedBy"])
	for _, name := range []string{"word/vbaProject.bin", "xl/vbaProject.bin", "ppt/vbaProject.bin"} {
		if d.parts.has(name) {
			d.Warnings = append(d.Warnings, "This document holds macros, which are programs.")
		}
	}
	return nil
}
