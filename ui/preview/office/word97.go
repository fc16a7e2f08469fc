package office

import (
	"context"
	"strings"
)

// word97 reads the text of a document of Word 97: its pieces, in the order in which they are read.
func (d *document) word97(ctx context.Context, c *compound) error {
	text, err := c.read("WordDocument")
	if err != nil || len(text) < 0x1AA || le16(text) != 0xA5EC {
		return errBroken
	}
	flags := le16(text[0x0A:])
	if flags&0x0100 != 0 {
		d.locked()
		return nil
	}
	name := "0Table"
	if flags&0x0200 != 0 {
		name = "1Table"
	}
	table, err := c.read(name)
	if err != nil {
		return err
	}
	left := le32(text[0x4C:])
	pieces := pieceTable(upTo(from(table, le32(text[0x1A2:])), le32(text[0x1A6:])))
	n := (len(pieces) - 4) / 12
	w := &word97{}
	for i := 0; i < n && left > 0 && !w.full(); i++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		start, end := le32(pieces[4*i:]), le32(pieces[4*i+4:])
		if end < start {
			return errBroken
		}
		chars := min(end-start, left)
		left -= chars
		w.piece(text, le32(pieces[4*(n+1)+8*i+2:]), chars)
	}
	w.into(&d.Page)
	return nil
}

// pieceTable finds the table behind the changes of format that may stand before it.
func pieceTable(b []byte) []byte {
	for len(b) > 5 {
		switch b[0] {
		case 1:
			b = from(b, 3+uint32(le16(b[1:])))
		case 2:
			return upTo(b[5:], le32(b[1:]))
		default:
			return nil
		}
	}
	return nil
}

// word97 takes in the characters of a document, some of which are not text.
type word97 struct {
	flow

	fields int  // within each other, in the part that is not shown
	ended  bool // a cell has just ended
}

// piece takes characters of one byte or of two.
func (w *word97) piece(text []byte, at, chars uint32) {
	if at&0x40000000 == 0 {
		w.chars(wide(upTo(from(text, at), 2*min(chars, 1<<30))))
		return
	}
	b, err := codePage(1252).NewDecoder().Bytes(upTo(from(text, at&0x3FFFFFFF/2), chars))
	if err == nil {
		w.chars(string(b))
	}
}

func (w *word97) chars(s string) {
	var run strings.Builder
	flush := func() {
		w.write(run.String())
		run.Reset()
	}
	for _, c := range s {
		switch {
		case c == 0x13:
			w.fields++
		case c == 0x14, c == 0x15:
			w.fields = max(0, w.fields-1)
		case w.fields > 0:
		case c == '\r', c == '\v', c == '\f':
			flush()
			w.end()
		case c == 7 && w.ended: // of a row
			w.endRow()
		case c == 7:
			flush()
			w.cells = true
			w.cell()
		case c == '\t' || c >= ' ':
			run.WriteRune(c)
		}
		w.ended = c == 7 && !w.ended
		if w.full() {
			return
		}
	}
	flush()
}
