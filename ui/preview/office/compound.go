package office

import (
	"bytes"
	"context"
	"io"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"

	"attache/ui/preview"
)

// compound is a file system within a file, in which Office kept documents before 2007.
type compound struct {
	streams map[string]*mscfb.File
}

// guarded reads the bytes of the file for as long as the context goes on, so that no loop outlasts it.
type guarded struct {
	*bytes.Reader

	ctx context.Context // ReadAt has no other way to learn of it
}

func (g *guarded) ReadAt(b []byte, at int64) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, err
	}
	return g.Reader.ReadAt(b, at)
}

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

func (d *document) locked() {
	d.Problem = "The document is locked with a password. Save it to open it with that."
}

// read reads a stream, or its start where it is longer than a document has.
func (c *compound) read(name string) ([]byte, error) {
	f := c.streams[name]
	if f == nil {
		return nil, errBroken
	}
	b, err := io.ReadAll(io.LimitReader(f, preview.MaxFetch))
	if err != nil && len(b) == 0 {
		return nil, errBroken
	}
	return b, nil
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

// wide is text in UTF-16, little end first.
func wide(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = le16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

func le16(b []byte) uint16 {
	if len(b) < 2 {
		return 0
	}
	return uint16(b[0]) | uint16(b[1])<<8
}

func le32(b []byte) uint32 {
	if len(b) < 4 {
		return 0
	}
	return uint32(le16(b)) | uint32(le16(b[2:]))<<16
}

// from is the bytes from an offset, none where it lies outside.
func from(b []byte, at uint32) []byte {
	if uint64(at) > uint64(len(b)) {
		return nil
	}
	return b[at:]
}

// upTo is at most n of the bytes.
func upTo(b []byte, n uint32) []byte { return b[:min(uint64(n), uint64(len(b)))] }
