package model

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
)

// linked is an attachment with a link that has 4:59 left at now.
func linked(name, url string, now time.Time) Linked {
	ends := now.Add(5 * time.Minute)
	return Linked{
		Attachment: NewAttachment("id-1", name, "", StatusApproved), Dies: ends.In(time.FixedZone("", 3600)),
		Link: Link{URL: NewSecret(url), Issued: now, Expires: ends, Asked: 5 * time.Minute, Size: 7},
	}
}

func TestEachFormIsWrittenAsItIsUsed(t *testing.T) {
	now := time.Date(2026, 1, 5, 9, 8, 59, 500, time.UTC)
	const url = "https://b.s3.eu-west-2.amazonaws.com/k%20ey?X-Amz-Expires=300&X-Amz-Signature=ab"
	for _, tt := range []struct {
		form Form
		name string
		want string
	}{
		{FormLink, "a.pdf", url},
		{FormID, "a.pdf", "id-1"},
		{FormName, "it's 1.pdf", "it's 1.pdf"},
		{FormName, "", "id-1"},
		{FormName, "a\x1b[2J\u202e.pdf", "a<ESC>[2J<U+202E>.pdf"},
		{FormCurl, "a.pdf", "curl -fg -o a.pdf '" + url + "'"},
		{FormCurl, "it's $(rm) .pdf", `curl -fg -o 'it'\''s $(rm) .pdf' '` + url + "'"},
		{FormCurl, "../../-rf", "curl -fg -o _-rf '" + url + "'"},
		{FormMarkdown, "a.pdf", "[a.pdf](" + url + ") (dies at 10:13)"},
		{FormMarkdown, "](https://evil.example)[_x_`<b>", `[\](https\://evil.example)\[\_x\_\` + "`" + `\<b\>](` + url + ") (dies at 10:13)"},
		{FormJSON, "a.pdf", `{"id":"id-1","url":"` + url + `","expires_at":"2026-01-05T09:13:59.0000005Z","seconds_left":299,"size":7}`},
	} {
		if got := tt.form.Write([]Linked{linked(tt.name, url, now)}, now).Reveal(); got != tt.want {
			t.Errorf("form %d of %q:\n got %s\nwant %s", tt.form, tt.name, got, tt.want)
		}
	}
}

func TestSeveralAreWrittenOneALineInOrder(t *testing.T) {
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	of := []Linked{linked("b", "https://h/1", now), linked("a", "https://h/2", now)}
	if got, want := FormLink.Write(of, now).Reveal(), "https://h/1\nhttps://h/2"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTwoFilesOfOneNameAreFetchedAsTwo(t *testing.T) {
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	var of []Linked
	for _, name := range []string{"photo.jpg", "PHOTO.JPG", "photo (1).jpg", "photo.jpg"} {
		of = append(of, linked(name, "https://h/x", now))
	}
	want := []string{"photo.jpg", "'PHOTO (1).JPG'", "'photo (1) (1).jpg'", "'photo (2).jpg'"}
	var got []string
	for line := range strings.SplitSeq(FormCurl.Write(of, now).Reveal(), "\n") {
		line = strings.TrimPrefix(line, "curl -fg -o ")
		got = append(got, line[:strings.LastIndex(line, " ")])
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAFormWithALinkIsASecret(t *testing.T) {
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for f := FormLink; f <= FormJSON; f++ {
		text := f.Write([]Linked{linked("a", "https://h/?sig", now)}, now).Reveal()
		if strings.Contains(text, "sig") != f.HasLink() {
			t.Errorf("form %d is %q, HasLink is %v", f, text, f.HasLink())
		}
	}
}

func FuzzFormsHoldTheirShape(f *testing.F) {
	for _, s := range []string{"a.pdf", "](https://evil)\n# h", "'; rm -rf ~ #", "\\](x)", "![a](b)", "&lt;", "a\x00b", "`", "\xff\u202e"} {
		f.Add(s, "https://h.example/k?a=1&b="+s)
	}
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, name, url string) {
		l := linked(name, url, now)
		for form := FormLink; form <= FormJSON; form++ {
			got := form.Write([]Linked{l}, now).Reveal()
			if strings.ContainsAny(got, "\n\r\x1b\x00\u202e") {
				t.Fatalf("form %d breaks its line: %q", form, got)
			}
		}
		label, rest, ok := cutLabel(FormMarkdown.Write([]Linked{l}, now).Reveal())
		if !ok || label != l.Attachment.Label() {
			t.Fatalf("Markdown shows %q, want %q", label, l.Attachment.Label())
		}
		if target, ok := strings.CutSuffix(rest, ") (dies at 10:05)"); !ok || strings.ContainsAny(target, "() <>\\;") {
			t.Fatalf("Markdown goes on with %q", rest)
		}
		var record struct{ ID, URL string }
		if err := json.Unmarshal([]byte(FormJSON.Write([]Linked{l}, now).Reveal()), &record); err != nil || record.ID != "id-1" {
			t.Fatalf("JSON: %v, %+v", err, record)
		}
	})
}

// cutLabel reads the text of a Markdown link up to the bracket that ends it, as CommonMark does, and
// returns what follows its opening parenthesis. Something that would be markup fails.
func cutLabel(s string) (label, rest string, ok bool) {
	var b strings.Builder
	s, ok = strings.CutPrefix(s, "[")
	for i := 0; ok && i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case c == ']':
			rest, ok = strings.CutPrefix(s[i+1:], "(")
			return b.String(), rest, ok
		case strings.IndexByte("*_`<[&!~", c) >= 0:
			return "", "", false
		default:
			b.WriteByte(c)
		}
	}
	return "", "", false
}
