package tty

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The marks around what is pasted, and the most that is passed on of one paste. What a person pastes is far shorter.
const (
	pasteBegins = "\x1b[200~"
	pasteEnds   = "\x1b[201~"
	pasteEnds8  = "\x9b201~" // of a terminal that writes controls in one byte
	maxPaste    = 1 << 20
)

// pastes makes what is pasted harmless: it is text, without control characters, and bounded. The framework reads
// sequences within a paste too, so that a byte that begins one would hide the paste's end, and every key after it.
// All else passes as it comes, but that a control in one byte becomes the same in two.
type pastes struct {
	begun []byte // what may be the mark, outside a paste
	raw   int    // bytes to come that are places of the mouse
	ends  string // the mark that ends the paste; empty: outside of one
	eight bool   // the sequence in begun came with a control in one byte
	size  int    // how much of the paste was passed on
	held  []byte // what may be the beginning of a character, or in a paste, of its end
}

// pass appends to out what is passed on of in.
func (p *pastes) pass(out, in []byte) []byte {
	for _, b := range in {
		p.held = append(p.held, b)
		if p.ends != "" {
			out = p.settle(out)
		} else {
			out = p.outside(out)
		}
	}
	return out
}

// outside passes on what has come whole of what is held.
func (p *pastes) outside(out []byte) []byte {
	for len(p.held) > 0 && (p.raw > 0 || utf8.FullRune(p.held)) {
		r, n := utf8.DecodeRune(p.held)
		b := p.held[0]
		switch {
		case p.raw > 0:
			n, p.raw = 1, p.raw-1
			out = append(out, b)
		case r == utf8.RuneError && n == 1 && strings.IndexByte("\x8f\x90\x98\x9b\x9c\x9d\x9e\x9f", b) >= 0:
			p.look('\x1b')
			p.look(b - 0x40)
			p.eight = true
			out = append(out, '\x1b', b-0x40)
		default:
			p.look(b)
			out = append(out, p.held[:n]...)
		}
		p.held = append(p.held[:0], p.held[n:]...)
	}
	return out
}

// look looks for a mark that begins a paste: the framework takes one with more parameters for one, too.
func (p *pastes) look(b byte) {
	const longest = 16 // far less than the parameters that the framework reads
	switch n := len(p.begun); {
	case b == '\x1b':
		p.begun, p.eight = append(p.begun[:0], b), false
	case n == 1 && b == '[', n > 1 && n < longest && b >= '0' && b <= ';':
		p.begun = append(p.begun, b)
	default:
		if n == 2 && b == 'M' {
			p.raw = 3
		}
		if n > 2 && b == '~' && isPaste(p.begun[2:]) {
			if p.ends, p.size = pasteEnds, 0; p.eight {
				p.ends = pasteEnds8
			}
		}
		p.begun = p.begun[:0]
	}
}

// isPaste reports whether the first parameter is that of a paste's beginning.
func isPaste(parameters []byte) bool {
	first := bytes.TrimLeft(parameters, "0")
	if i := bytes.IndexAny(first, ":;"); i >= 0 {
		first = first[:i]
	}
	return string(first) == "200"
}

// settle decides on what is held, as far as that can be known.
func (p *pastes) settle(out []byte) []byte {
	for len(p.held) > 0 {
		if strings.HasPrefix(p.ends, string(p.held)) {
			if len(p.held) == len(p.ends) {
				p.held, p.ends = p.held[:0], ""
				out = append(out, pasteEnds...)
			}
			return out
		}
		if !utf8.FullRune(p.held) {
			return out
		}
		r, n := utf8.DecodeRune(p.held)
		broken := r == utf8.RuneError && n == 1
		if !broken && !isControl(r) && p.size+n <= maxPaste {
			p.size += n
			out = append(out, p.held[:n]...)
		}
		p.held = append(p.held[:0], p.held[n:]...)
	}
	return out
}

func isControl(r rune) bool { return harms(r) && r != '\t' && r != '\n' && r != '\r' }

// harms reports whether a terminal obeys a character, or turns the text around it.
func harms(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }

// harmless is a paste that has not come through here, as from the console of Windows.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text[:min(len(text), maxPaste)], ""))
}
