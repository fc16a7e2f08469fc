package model

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
)

// wide writes s as Windows does: two bytes a letter, the small one first or last.
func wide(s string, bigEnd bool) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if bigEnd {
			b = binary.BigEndian.AppendUint16(b, u)
		} else {
			b = binary.LittleEndian.AppendUint16(b, u)
		}
	}
	return string(b)
}

func TestATextIsReadInEveryEncodingThatWindowsWrites(t *testing.T) {
	const text = "[profile agent]\r\nregion = eu-west-2 # Zürich 😀\r\n"
	for name, b := range map[string]string{
		"plain": text, "marked": "\ufeff" + text,
		"UTF-16": wide("\ufeff"+text, false), "UTF-16, the large byte first": wide("\ufeff"+text, true),
		"UTF-16 without a mark": wide(text, false), "the other without a mark": wide(text, true),
	} {
		if got := DecodeText([]byte(b)); got != text {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, other := range []string{"", "a", "Z\xfcrich", "\x00", "\xff", "a\x00b"} {
		if got := DecodeText([]byte(other)); got != other {
			t.Errorf("%q became %q", other, got)
		}
	}
}
