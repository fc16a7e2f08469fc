package wire

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
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
	for _, part := range append(whole, values...) {
		if len(part) > len(s) {
			continue // no form of it is shorter
		}
		for _, form := range forms(part) {
			switch {
			case len(form) >= telling:
				s = strings.ReplaceAll(s, form, Redacted)
			case form == part:
				s = replaceWord(s, form)
			}
		}
	}
	if len(values) == 0 {
		values = whole
	}
	for _, part := range values {
		s = replacePieces(s, part)
	}
	return s
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

// forms lists how a text may come back: as it is, and escaped or encoded.
func forms(s string) []string {
	list := []string{s}
	for _, escaped := range []string{url.QueryEscape(s), url.PathEscape(s), html.EscapeString(s)} {
		list = append(list, escaped, lowerEscapes(escaped))
	}
	if quoted, err := json.Marshal(s); err == nil {
		list = append(list, strings.Trim(string(quoted), `"`), strings.ReplaceAll(s, "/", `\/`))
	}
	return append(list,
		base64.RawStdEncoding.EncodeToString([]byte(s)), base64.RawURLEncoding.EncodeToString([]byte(s)),
		hex.EncodeToString([]byte(s)), strings.ToUpper(hex.EncodeToString([]byte(s))))
}

// lowerEscapes writes what is escaped by percent signs in lower case.
func lowerEscapes(s string) string {
	const hexes = "0123456789ABCDEF"
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' && strings.IndexByte(hexes, b[i+1]) >= 0 && strings.IndexByte(hexes, b[i+2]) >= 0 {
			copy(b[i:], bytes.ToLower(b[i:i+3]))
		}
	}
	return string(b)
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

// replacePieces takes out what is a piece of a long secret.
func replacePieces(s, secret string) string {
	if len(secret) <= tellingPart {
		return s
	}
	var out strings.Builder
	from := 0
	for i := 0; i+tellingPart <= len(s); {
		end := i + tellingPart
		if !strings.Contains(secret, s[i:end]) {
			i++
			continue
		}
		for end < len(s) && strings.Contains(secret, s[i:end+1]) {
			end++
		}
		out.WriteString(s[from:i] + Redacted)
		i, from = end, end
	}
	return out.String() + s[from:]
}
