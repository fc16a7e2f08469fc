// Package office reads the documents of word processors, spreadsheets and presentations, new and old.
// It follows no reference out of a document, and refuses what unpacks to more than a document would.
package office

import (
	"bytes"
	"context"
	"errors"
	"path"
	"strings"

	"attache/ui/preview"
)

// format is one kind of document.
type format struct {
	kind string
	read func(context.Context, *document) error // nil: its facts only
}

// For returns the decoder of an office document, and nil for any other file.
func For(ask *preview.Ask) preview.Decoder {
	var found format
	switch {
	case bytes.HasPrefix(ask.Data, []byte(`{\rtf`)):
		found = format{"RTF document", readRTF}
	case bytes.HasPrefix(ask.Data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		found = format{"Office document (before 2007)", readCompound}
	case bytes.HasPrefix(ask.Data, []byte("PK\x03\x04")):
		found = zipped(ask)
	}
	if found.kind == "" {
		return nil
	}
	return func(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
		d := &document{Page: preview.Page{Kind: found.kind, More: !ask.Whole}, ask: ask, tell: tell}
		return d.decode(ctx, found)
	}
}

// zipped tells documents in a zip archive apart by the names of their parts, which stand in it as they are.
func zipped(ask *preview.Ask) format {
	has := func(name string) bool { return bytes.Contains(ask.Data, []byte(name)) }
	ext := strings.ToLower(path.Ext(ask.Name))
	odf := has("mimetypeapplication/vnd.oasis.opendocument.")
	switch {
	case odf && has("opendocument.text"):
		return format{"OpenDocument text", readODF}
	case odf && has("opendocument.spreadsheet"):
		return format{"OpenDocument spreadsheet", readODF}
	case odf && has("opendocument.presentation"):
		return format{"OpenDocument presentation", readODF}
	case has("word/document.xml"), !ask.Whole && ext == ".docx":
		return format{"Word document", readDocx}
	case has("xl/workbook.xml"), !ask.Whole && ext == ".xlsx":
		return format{"Excel spreadsheet", readXlsx}
	case has("xl/workbook.bin"):
		return format{"Excel spreadsheet (binary)", nil}
	case has("ppt/presentation.xml"), !ask.Whole && ext == ".pptx":
		return format{"PowerPoint presentation", readPptx}
	}
	return format{}
}

func (d *document) decode(ctx context.Context, f format) error {
	if !d.ask.Whole && f.kind != "RTF document" {
		d.Problem = "A document can be read only when it is whole. Save it to read it."
		d.tell(d.Page)
		return nil
	}
	if f.read == nil {
		d.tell(d.Page)
		return nil
	}
	err := f.read(ctx, d)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errBomb):
		d.Lines, d.Table = nil, nil
		d.Problem = "It unpacks to far more than a document would, so it was not read. Do not open it."
	case err != nil:
		d.Problem = "The document is broken: no more of it can be read."
	}
	d.tell(d.Page)
	return nil
}
