package model

import (
	"bytes"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// DecodeText returns what a text file, a pipe or a paste holds. Windows programs write UTF-16 and
// marks of the byte order where others write plain UTF-8; bytes of any other encoding stay as they are.
func DecodeText(b []byte) string {
	decoder := unicode.BOMOverride(encoding.Nop.NewDecoder())
	switch {
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}), bytes.HasPrefix(b, []byte{0xfe, 0xff}):
	case isWide(b, 1):
		decoder = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case isWide(b, 0):
		decoder = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	}
	text, _, err := transform.Bytes(decoder, b)
	if err != nil { // it replaces what it cannot read, so this is for safety alone
		return string(b)
	}
	return string(text)
}

// isWide reports whether b begins with an ASCII letter of two bytes, the empty one of them at zero,
// and is nothing but such pairs or others.
func isWide(b []byte, zero int) bool {
	return len(b) >= 2 && len(b)%2 == 0 && b[zero] == 0 && b[1-zero] != 0 && b[1-zero] < 0x80
}
