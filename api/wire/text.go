package wire

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"attache/model"
)

// Bounds of what is kept of a far side's words, in runes.
const (
	maxDetail = 300  // where it stands in a sentence of the program's own
	maxSaid   = 1000 // where it stands by itself
)

// Text makes words of the far side fit for an error: one safe line, short, and without the
// secrets that were sent to it. A server may echo what it was given.
func Text(s string, sent ...model.Secret) string { return scrub(s, maxDetail, sent) }

// Said is safeText for a sentence that is kept whole.
func Said(s string, sent ...model.Secret) string { return scrub(s, maxSaid, sent) }

func scrub(s string, most int, sent []model.Secret) string {
	const longest = 4 * maxSaid * utf8.UTFMax
	if len(s) > longest {
		s = s[:longest]
	}
	for _, secret := range sent {
		s = redact(s, secret.Reveal())
	}
	// What is left of a pre-signed query, whoever's it is, is kept out whole.
	for _, mark := range []string{"X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "AWSAccessKeyId=", "Signature="} {
		if i := strings.Index(s, mark); i >= 0 {
			s = s[:i] + Redacted
		}
	}
	s = model.Text(strings.ToValidUTF8(s, ""))
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most-1]) + "…"
	}
	return s
}

// Trim takes white space and a byte order mark off an answer.
func Trim(data []byte) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(data), []byte("\ufeff")))
}

// HTMLPage is what a page is called that came in place of an answer.
const HTMLPage = "HTML page"

// NotJSON names what data is when it is not a JSON object; it returns "" when it may be one.
func NotJSON(data []byte) string {
	const head = 512
	switch {
	case len(data) == 0:
		return "empty body"
	case data[0] == '{':
		return ""
	case data[0] != '<':
		return "not JSON"
	}
	start := bytes.ToLower(data[:min(len(data), head)])
	if bytes.Contains(start, []byte("<html")) || bytes.Contains(start, []byte("<!doctype html")) {
		return HTMLPage
	}
	return "XML document"
}
