package office

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"attache/model"
	"attache/ui/preview"
)

const (
	maxParts  = 10_000
	maxInflow = 64 << 20 // bytes that a document may unpack to, in all
	maxToken  = 1 << 20  // bytes of a piece of XML
	maxRatio  = 300      // between the sizes of a part unpacked and packed, once it is large
	large     = 4 << 20
)

const (
	errBomb   = model.ConstError("unpacks to far more than a document would")
	errBroken = model.ConstError("is broken")
)

// parts are the files in a document. What it takes to read them is counted over all of them.
type parts struct {
	files map[string]*zip.File
	names []string
	left  int64
}

func (p *parts) has(name string) bool { return p.files[name] != nil }

// walk reads a part of XML token by token, as long as visit says so. Nothing that the part refers to is
// read, and no entity is known but those of XML itself.
func (p *parts) walk(ctx context.Context, name string, visit func(xml.Token) bool) error {
	f := p.files[name]
	if f == nil {
		return errBroken
	}
	if f.UncompressedSize64 > large && f.UncompressedSize64/max(1, f.CompressedSize64) > maxRatio {
		return errBomb
	}
	r, err := f.Open()
	if err != nil {
		return errBroken
	}
	defer r.Close()
	m := &meter{ctx: ctx, r: r, parts: p, packed: int64(min(f.CompressedSize64, preview.MaxFetch))}
	x := xml.NewDecoder(m)
	x.Strict = false
	for {
		m.token = 0
		t, err := x.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case m.err != nil:
			return m.err
		case err != nil:
			return errBroken
		}
		if !visit(t) {
			return nil
		}
	}
}

// meter counts what is read. It ends when the context does, and before anything grows out of bounds.
type meter struct {
	ctx                  context.Context // Read has no other way to learn of it
	r                    io.Reader
	parts                *parts
	packed, total, token int64
	err                  error
}

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	m.parts.left -= int64(n)
	m.total += int64(n)
	m.token += int64(n)
	switch {
	case m.ctx.Err() != nil:
		m.err = m.ctx.Err()
	case m.parts.left < 0, m.token > maxToken, m.total > large && m.total/max(1, m.packed) > maxRatio:
		m.err = errBomb
	}
	if m.err != nil {
		return 0, m.err
	}
	return n, err
}

// attr is the value of an attribute, whatever its namespace.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relations reads which part each ID of a part stands for. Those outside the document are left out.
func (p *parts) relations(ctx context.Context, name string) (map[string]string, error) {
	folder, file := path.Split(name)
	found := map[string]string{}
	rels := folder + "_rels/" + file + ".rels"
	if !p.has(rels) {
		return found, nil
	}
	err := p.walk(ctx, rels, func(t xml.Token) bool {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return true
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		found[attr(e, "Id")] = strings.TrimPrefix(target, "/")
		return len(found) < maxParts
	})
	return found, err
}

// texts reads the text in each element of a small part, by the element's name.
func (p *parts) texts(ctx context.Context, name string) (map[string]string, error) {
	found, at := map[string]string{}, ""
	err := p.walk(ctx, name, func(t xml.Token) bool {
		switch t := t.(type) {
		case xml.StartElement:
			at = t.Name.Local
		case xml.EndElement:
			at = ""
		case xml.CharData:
			if at != "" && len(found) < 100 {
				found[at] = preview.Cut(found[at]+string(t), 500)
			}
		}
		return true
	})
	return found, err
}

// day is a time of XML without its seconds, in the zone that it is written in.
func day(s string) string {
	if len(s) >= 16 && s[10] == 'T' {
		return s[:10] + " " + s[11:16]
	}
	return s
}
