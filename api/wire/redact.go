package wire

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Redacted stands in the place of a secret.
const Redacted = "[redacted]"

const (
	// telling is from how many bytes on a secret is one wherever it stands. A shorter one is part of
	// words that have nothing to do with it.
	telling = 8
	// tellingPart is how many bytes of a long secret in a row give it away.
	tellingPart = 12
)

// redact takes a secret out of a text: as it is, in the forms that a far side may give it, and what
// there is of it where it was cut.
func redact(s, secret string) string {
	whole, values := parts(secret)
	all := slices.Concat(whole, values)
	pieced := len(whole) // from which of all on pieces tell, too
	if len(values) == 0 {
		pieced = 0
	}
	read, longest := readings(s), 0
	for i := range read {
		read[i].text = lower(read[i].text)
		longest = max(longest, len(read[i].text))
	}
	var found []span
	for i, part := range all {
		pieces := i >= pieced
		if !pieces && len(part) > longest {
			continue // no form is shorter than the part: it is not there whole
		}
		for _, form := range forms(part) {
			found = findForm(found, read, form, pieces)
		}
	}
	s = without(s, found, Redacted)
	for _, part := range all {
		if part != "" && len(part) < telling {
			s = replaceWord(s, part)
		}
	}
	return s
}

// findForm adds where a form stands in any reading of the text, and with its pieces where those stand.
func findForm(found []span, read []reading, form string, withPieces bool) []span {
	for _, r := range read {
		if len(form) >= telling {
			found = r.add(found, occurrences(r.text, form))
		}
		if withPieces {
			found = r.add(found, pieces(r.text, form, tellingPart))
		}
	}
	return found
}

// parts lists what must not be seen of a secret: all of it, and for a URL its query and the long
// values in it, escaped or not. A piece of a URL may be harmless, and a word of S3's sentences.
func parts(secret string) (whole, values []string) {
	if secret == "" {
		return nil, nil
	}
	whole = []string{secret}
	u, err := url.Parse(secret)
	if err != nil || u.RawQuery == "" {
		return whole, nil
	}
	for _, pair := range strings.Split(u.RawQuery, "&") {
		_, value, _ := strings.Cut(pair, "=")
		if len(value) < telling {
			continue
		}
		values = append(values, value)
		if plain, err := url.QueryUnescape(value); err == nil && plain != value {
			values = append(values, plain)
		}
	}
	return append(whole, u.RawQuery), values
}

// forms lists what a text becomes that is encoded whole, all in small letters: host names and headers come back so. Base64
// depends on how much stands before the text.
func forms(s string) []string {
	padded := append([]byte{0, 0}, s...)
	list := []string{lower(s), hex.EncodeToString(padded[2:])}
	for before, skip := range [...]int{0, 2, 3} { // in the first letters it has a say
		from := padded[len(padded)-len(s)-before:]
		for _, way := range [...]*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			text := make([]byte, way.EncodedLen(len(from)))
			way.Encode(text, from)
			if form := string(lowered(text[min(len(text), skip):])); form != list[len(list)-1] { // most are the same in both
				list = append(list, form)
			}
		}
	}
	return list
}

// lower writes the letters of ASCII small, so that every byte keeps its place.
func lower(s string) string { return string(lowered([]byte(s))) }

func lowered(b []byte) []byte {
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return b
}

// replaceWord takes a word out where it stands by itself.
func replaceWord(s, word string) string {
	inWord := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	var out strings.Builder
	for rest := s; ; {
		i := strings.Index(rest, word)
		if i < 0 {
			return out.String() + rest
		}
		before, _ := utf8.DecodeLastRuneInString(s[:len(s)-len(rest)+i])
		after, _ := utf8.DecodeRuneInString(rest[i+len(word):])
		out.WriteString(rest[:i])
		if inWord(before) || inWord(after) {
			out.WriteString(word)
		} else {
			out.WriteString(Redacted)
		}
		rest = rest[i+len(word):]
	}
}
