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
