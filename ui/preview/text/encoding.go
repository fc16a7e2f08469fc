package text

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decoded is the text of the bytes, and the name of its encoding. A text that goes on may end within a
// character.
func decoded(b []byte, more bool) (text, name string) {
	if name = marked32(b); name != "" {
		return through(utf32.UTF32(utf32.Endianness(name == "UTF-32LE"), utf32.ExpectBOM), b), name
	}
	if bytes.Contains(b, []byte("\x1B$B")) && bytes.Contains(b, []byte("\x1B(")) {
		return through(japanese.ISO2022JP, b), "ISO-2022-JP"
	}
	if name = wide(b); name != "" {
		return through(unicode.UTF16(endian(name), unicode.UseBOM), b), name
	}
	if t, marked := bytes.CutPrefix(b, []byte("\xEF\xBB\xBF")); marked {
		return strings.ToValidUTF8(string(t), "\uFFFD"), "UTF-8"
	}
	whole := b
	if more {
		whole = trimmed(b)
	}
	if utf8.Valid(whole) {
		return string(whole), "UTF-8"
	}
	if mostlyUTF8(whole) {
		return strings.ToValidUTF8(string(whole), "\uFFFD"), "UTF-8"
	}
	name = likelier(b, guessed(b))
	return through(byEncoding(name), b), name
}

// wide names the encoding of a text in 16 bits: by its mark, or by the zeros of its Latin letters.
func wide(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return "UTF-16LE"
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return "UTF-16BE"
	}
	b = head(b, 4<<10)
	var zeros [2]int
	for i, c := range b {
		if c == 0 {
			zeros[i&1]++
		}
		if c < '\t' && c != 0 {
			return ""
		}
	}
	switch pairs := len(b) / 2; {
	case pairs < 4:
		return ""
	case zeros[1]*10 >= pairs*6 && zeros[0] == 0:
		return "UTF-16LE"
	case zeros[0]*10 >= pairs*6 && zeros[1] == 0:
		return "UTF-16BE"
	}
	return ""
}

func endian(name string) unicode.Endianness {
	if name == "UTF-16BE" {
		return unicode.BigEndian
	}
	return unicode.LittleEndian
}

// trimmed leaves out a character of UTF-8 that is cut at the end.
func trimmed(b []byte) []byte {
	for i := 1; i <= min(3, len(b)); i++ {
		if c := b[len(b)-i]; c >= 0xC0 && !utf8.FullRune(b[len(b)-i:]) {
			return b[:len(b)-i]
		}
	}
	return b
}

// guessed is the encoding that is most likely by how often letters follow each other. Of equals the first
// by name is taken, so that the same file always looks the same.
func guessed(b []byte) string {
	found, err := chardet.NewTextDetector().DetectAll(head(b, 16<<10))
	if err != nil {
		return "windows-1252"
	}
	slices.SortStableFunc(found, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset))
	})
	for _, f := range found {
		if name := modern(f.Charset); byEncoding(name) != nil && f.Confidence > 9 {
			return name
		}
	}
	return "windows-1252"
}

// modern names the encoding of Windows that holds all of an older one.
func modern(name string) string {
	switch name {
	case "ISO-8859-1":
		return "windows-1252"
	case "ISO-8859-9":
		return "windows-1254"
	case "GB-18030":
		return "GB18030"
	}
	return name
}
