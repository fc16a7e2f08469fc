package tty

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// The marks around what is pasted, and the most that is passed on of one paste. What a person pastes is far shorter.
const (
	pasteBegins = "\x1b[200~"
	pasteEnds   = "\x1b[201~"
	maxPaste    = 1 << 20
)

// pastes makes what is pasted harmless: it is text, without control characters, and bounded. The framework reads
// sequences within a paste too, so that a byte that begins one would hide the paste's end, and every key after it.
// All else passes as it comes.
type pastes struct {
	begun  int    // how much of the mark has come, outside a paste
	within bool   // a paste has not ended yet
	size   int    // how much of it was passed on
	held   []byte // of a paste: what may be the beginning of its end, or of a character
}

// pass appends to out what is passed on of in.
func (p *pastes) pass(out, in []byte) []byte {
	for _, b := range in {
		if p.within {
			p.held = append(p.held, b)
			out = p.settle(out)
			continue
		}
		out = append(out, b)
		switch b {
		case pasteBegins[p.begun]:
			p.begun++
		case pasteBegins[0]:
			p.begun = 1
		default:
			p.begun = 0
		}
		if p.begun == len(pasteBegins) {
			p.begun, p.within, p.size = 0, true, 0
		}
	}
	return out
}

// settle decides on what is held, as far as that can be known.
func (p *pastes) settle(out []byte) []byte {
	for len(p.held) > 0 {
		if bytes.HasPrefix([]byte(pasteEnds), p.held) {
			if len(p.held) == len(pasteEnds) {
				p.held, p.within = p.held[:0], false
				out = append(out, pasteEnds...)
			}
			return out
		}
		if !utf8.FullRune(p.held) {
			return out
		}
		r, n := utf8.DecodeRune(p.held)
		broken := r == utf8.RuneError && n == 1
		control := unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r'
		if !broken && !control && p.size+n <= maxPaste {
			p.size += n
			out = append(out, p.held[:n]...)
		}
		p.held = append(p.held[:0], p.held[n:]...)
	}
	return out
}
