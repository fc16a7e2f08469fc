package model

import (
	"encoding/json"
	"strings"
	"time"
)

// Form is a way to write down an attachment or its link, to be pasted elsewhere.
type Form int

// The forms.
const (
	FormLink     Form = iota // the pre-signed URL
	FormID                   // the attachment's ID
	FormName                 // its name
	FormCurl                 // a command line that fetches it
	FormMarkdown             // a link, and when it dies
	FormJSON                 // what the link command prints
)

// HasLink reports whether what is written in the form holds a link, which must be good then.
func (f Form) HasLink() bool { return f != FormID && f != FormName }

// Linked is an attachment with the link to be written down.
type Linked struct {
	Attachment Attachment
	Link       Link
	Dies       time.Time // the end of the link on the clock, and in the zone, of whoever reads it
}

// Write returns the attachments in the form, one a line, in the order given. now is on the service's
// clock. Whoever holds the result can fetch the files, where the form has links.
func (f Form) Write(of []Linked, now time.Time) Secret {
	lines := make([]string, len(of))
	taken := map[string]bool{}
	for i, l := range of {
		switch f {
		case FormLink:
			lines[i] = plainURL(l.Link.URL, "")
		case FormID:
			lines[i] = l.Attachment.IDText
		case FormName:
			lines[i] = l.Attachment.Label()
		case FormCurl:
			lines[i] = curlLine(l.Link.URL, free(taken, l.Attachment.FileName))
		case FormMarkdown:
			lines[i] = markdownLine(l)
		case FormJSON:
			lines[i] = linkJSON(l, now)
		}
	}
	return NewSecret(strings.Join(lines, "\n"))
}

// free returns the name, or the first numbered one that no earlier line uses: two files of one name
// must not become one. Names that differ in case alone are one on Windows and macOS.
func free(taken map[string]bool, name string) string {
	numbered := name
	for n := 1; taken[strings.ToLower(numbered)]; n++ {
		numbered = Numbered(name, n)
	}
	taken[strings.ToLower(numbered)] = true
	return numbered
}

// curlLine is a command for a POSIX shell. The page that a dead link answers with must not become
// the file (-f), and nothing in the URL is a pattern (-g).
func curlLine(url Secret, name string) string {
	return "curl -fg -o " + ShellWord(name) + " " + ShellWord(plainURL(url, ""))
}

// ShellWord quotes s for a POSIX shell where it needs quotes.
func ShellWord(s string) string {
	plain := func(r rune) bool { return isASCIIAlnum(r) || strings.ContainsRune("-_./:@+,=", r) }
	if s != "" && s[0] != '=' && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// markdownLine is a link as Markdown with the minute in which it dies, so that whoever reads the note
// later knows. The minute is rounded down.
func markdownLine(l Linked) string {
	return "[" + markdownText(l.Attachment.Label()) + "](" + plainURL(l.Link.URL, `()<>\`) + ") (dies at " + l.Dies.Format("15:04") + ")"
}

// markdownText keeps Markdown, and what chat programs make of names and numbers, out of s.
func markdownText(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>#!|~&$@:^=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plainURL returns the URL in printable ASCII without a space, without the given characters and
// without an entity of HTML. For a URL as the service gives them, that is the URL itself.
func plainURL(url Secret, without string) string {
	const hex = "0123456789ABCDEF"
	if without != "" {
		without += ";"
	}
	var b strings.Builder
	s := url.Reveal()
	for i := range len(s) {
		c := s[i]
		if c > ' ' && c < 0x7F && strings.IndexByte(without, c) < 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&0xF])
	}
	return b.String()
}

// linkJSON returns a link as the link command prints it.
func linkJSON(l Linked, now time.Time) string {
	record := NewLinkRecord(l.Attachment.ID, l.Link, now)
	record.URL = plainURL(l.Link.URL, "")
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // a URL is full of ampersands
	if err := e.Encode(record); err != nil {
		return "" // a year beyond 9999
	}
	return strings.TrimSuffix(b.String(), "\n")
}
