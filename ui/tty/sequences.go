package tty

import (
	"bytes"
	"time"
)

// An escape sequence that comes over a network may come in pieces. Within staleAfter the rest is taken as its end;
// the framework would wait 50 ms, and then take each character of the rest for a key. What is longer than
// longestSequence is none that a terminal sends.
const (
	staleAfter      = time.Second
	longestSequence = 1024
)

// sequences holds what has come of an escape sequence until all of it has. Escape alone, and escape with one character,
// are keys, and pass at once.
type sequences struct {
	held []byte
	at   time.Time // of what came last
}

// pass appends to out what is passed on of in, which came now.
func (s *sequences) pass(out, in []byte, now time.Time) []byte {
	if now.Sub(s.at) > staleAfter {
		s.held = s.held[:0] // the next key is not to wait for its end
	}
	s.at = now
	s.held = append(s.held, in...)
	whole := len(s.held) - unfinished(s.held)
	out = append(out, s.held[:whole]...)
	s.held = append(s.held[:0], s.held[whole:]...)
	return out
}

// unfinished is the length of the sequence at the end of b that has begun and not ended, 0 for none.
func unfinished(b []byte) int {
	for {
		i := bytes.IndexByte(b, '\x1b')
		if i < 0 || len(b)-i < 3 {
			return 0
		}
		b = b[i:]
		n := 1
		switch b[1] {
		case '[':
			n = 2 + parameters(b[2:])
		case ']', 'P', 'X', '^', '_':
			n = 2 + words(b[2:])
		}
		if n >= len(b) && len(b) <= longestSequence {
			return len(b)
		}
		b = b[min(n, len(b)):]
	}
}

// parameters is the length of the parameters of a control sequence.
func parameters(b []byte) int {
	for i, c := range b {
		if c < ' ' || c > '?' {
			return i
		}
	}
	return len(b)
}

// words is the length of a string that a bell or another sequence ends.
func words(b []byte) int {
	for i, c := range b {
		if c == '\a' || c == '\x18' || c == '\x1a' || c == '\x1b' && i+1 < len(b) {
			return i
		}
	}
	return len(b)
}
