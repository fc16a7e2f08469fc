package worker

import (
	"encoding/binary"
	"unicode/utf8"

	"attache/ui/preview"
)

// The limits of a page on its way: what its texts may weigh, of how many pieces they may be, and what its
// picture may measure. They hold what a child can make its parent allocate.
const (
	maxTexts  = 3 << 20
	maxPieces = 1 << 17
	maxPixels = 2 << 20
	maxPage   = maxTexts + 3*maxPixels + 1<<16
	maxName   = 4096
	maxAsk    = preview.MaxFetch + 4*maxName
)

// packer writes values one after the other.
type packer struct{ b []byte }

func (p *packer) number(n int64) { p.b = binary.AppendVarint(p.b, n) }

func (p *packer) text(s string) {
	p.number(int64(len(s)))
	p.b = append(p.b, s...)
}

func (p *packer) flags(flags ...bool) {
	n := int64(0)
	for i, f := range flags {
		if f {
			n |= 1 << i
		}
	}
	p.number(n)
}

// unpacker reads what a packer has written. What it reads may be anything: it never allocates more than
// the bytes at hand account for, and is bad from the first mistake on.
type unpacker struct {
	b      []byte
	pieces int
	bad    bool
}

func (u *unpacker) number() int64 {
	n, length := binary.Varint(u.b)
	if u.bad = u.bad || length <= 0; u.bad {
		return 0
	}
	u.b = u.b[length:]
	return n
}

// count reads how many pieces follow.
func (u *unpacker) count(most int) int {
	n := u.number()
	if u.bad = u.bad || n < 0 || n > int64(most) || n > int64(len(u.b)); u.bad {
		return 0
	}
	if u.pieces += int(n); u.pieces > maxPieces {
		u.bad = true
		return 0
	}
	return int(n)
}

func (u *unpacker) bytes(most int) []byte {
	n := u.number()
	if u.bad = u.bad || n < 0 || n > int64(most) || n > int64(len(u.b)); u.bad {
		return nil
	}
	b := u.b[:n:n]
	u.b = u.b[n:]
	return b
}

func (u *unpacker) text() string { return string(u.bytes(maxTexts)) }

func (u *unpacker) flags(flags ...*bool) {
	n := u.number()
	for i, f := range flags {
		*f = n&(1<<i) != 0
	}
}

// packAsk packs a question, all but the bytes of the file, which follow it.
func packAsk(a *preview.Ask) []byte {
	var p packer
	p.text(clip(a.Name))
	p.text(clip(a.Type))
	p.number(a.Size)
	p.flags(a.Whole, a.Tools)
	p.number(int64(a.Box.W))
	p.number(int64(a.Box.H))
	p.number(int64(len(a.Data)))
	return p.b
}

// clip cuts a name that nobody would give a file.
func clip(s string) string {
	if len(s) <= maxName {
		return s
	}
	s = s[:maxName]
	for !utf8.ValidString(s) && s != "" {
		s = s[:len(s)-1]
	}
	return s
}

func unpackAsk(b []byte) (*preview.Ask, bool) {
	u := unpacker{b: b}
	a := preview.Ask{Name: u.text(), Type: u.text(), Size: u.number()}
	u.flags(&a.Whole, &a.Tools)
	a.Box = preview.Box{W: int(u.number()), H: int(u.number())}
	a.Data = u.bytes(preview.MaxFetch)
	return &a, !u.bad && len(u.b) == 0
}
