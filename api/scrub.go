package api

import (
	"bytes"
	"net/url"
	"strings"
	"unicode/utf8"

	"attache/model"
)

// maxDetail bounds what is kept of a far side's words, in runes.
const maxDetail = 300

// safeText makes words of the far side fit for an error: one safe line, short, and without the
// secrets that were sent to it. A server may echo what it was given.
func safeText(s string, sent ...model.Secret) string {
	const longest = 4 * maxDetail * utf8.UTFMax
	for _, secret := range sent {
		for _, part := range parts(secret.Reveal()) {
			s = strings.ReplaceAll(s, part, "[redacted]")
		}
	}
	// What is left of a pre-signed query, whoever's it is, is kept out whole.
	for _, mark := range []string{"X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "AWSAccessKeyId=", "Signature="} {
		if i := strings.Index(s, mark); i >= 0 {
			s = s[:i] + "[redacted]"
		}
	}
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "")
	}
	s = model.Text(s)
	if runes := []rune(s); len(runes) > maxDetail {
		s = string(runes[:maxDetail-1]) + "…"
	}
	return s
}

// parts lists what must not be seen of a secret: all of it, and for a URL its query and the long
// values in it, escaped or not.
func parts(secret string) []string {
	const telling = 8 // shorter values are words that may stand anywhere
	if secret == "" {
		return nil
	}
	list := []string{secret}
	u, err := url.Parse(secret)
	if err != nil || u.RawQuery == "" {
		return list
	}
	list = append(list, u.RawQuery)
	for _, pair := range strings.Split(u.RawQuery, "&") {
		_, value, _ := strings.Cut(pair, "=")
		if len(value) < telling {
			continue
		}
		list = append(list, value)
		if plain, err := url.QueryUnescape(value); err == nil && plain != value {
			list = append(list, plain)
		}
	}
	return list
}

// trim takes white space and a byte order mark off an answer.
func trim(data []byte) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(data), []byte("\ufeff")))
}

// htmlPage is what a page is called that came in place of an answer.
const htmlPage = "HTML page"

// notJSON names what data is when it is not a JSON object; it returns "" when it may be one.
func notJSON(data []byte) string {
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
		return htmlPage
	}
	return "XML document"
}
