package office

import (
	"bytes"
	"context"

	"github.com/richardlehane/mscfb"

	"attache/ui/preview"
)

// readCompound finds out what the file is by the names of its streams.
func readCompound(ctx context.Context, d *document) (err error) {
	defer func() {
		if recover() != nil { // the library trusts what files say of themselves
			err = errBroken
		}
	}()
	r, err := mscfb.New(&guarded{bytes.NewReader(d.ask.Data), ctx})
	if err != nil {
		return errBroken
	}
	c := &compound{map[string]*mscfb.File{}}
	for _, f := range r.File {
		if _, twice := c.streams[f.Name]; !twice && len(f.Path) == 0 {
			c.streams[f.Name] = f
		}
	}
	if err = d.summary(c); err != nil {
		return err
	}
	return d.legacy(ctx, c)
}

// legacy reads one of the kinds of documents.
func (d *document) legacy(ctx context.Context, c *compound) error {
	has := func(name string) bool { return c.streams[name] != nil }
	var read func(context.Context, *compound) error
	switch {
	case has("WordDocument"):
		d.Kind, read = "Word document (before 2007)", d.word97
	case has("Workbook"):
		d.Kind, read = "Excel spreadsheet (before 2007)", d.excel97
	case has("Book"):
		d.Kind = "Excel spreadsheet (before 1997)"
	case has("PowerPoint Document"):
		d.Kind, read = "PowerPoint presentation (before 2007)", d.slides97
	case has("EncryptedPackage"):
		d.Kind = "Office document"
		d.locked()
	case has("__properties_version1.0"):
		d.Kind, read = "Outlook message", d.message
	}
	if has("Macros") || has("_VBA_PROJECT_CUR") || has("VBA") {
		d.Warnings = append(d.Warnings, "This document holds macros, which are programs.")
	}
	if read == nil {
		return nil
	}
	d.partial()
	return read(ctx, c)
}

// message reads an e-mail that Outlook saved.
func (d *document) message(_ context.Context, c *compound) error {
	part := func(id string) string {
		b, err := c.read("__substg1.0_" + id + "001F")
		if err != nil {
			return ""
		}
		return wide(b)
	}
	d.Title = preview.Cut(part("0037"), 200)
	d.fact("From", part("0C1A"))
	d.fact("To", part("0E04"))
	f := &flow{}
	f.text(part("1000"))
	f.into(&d.Page)
	return nil
}
