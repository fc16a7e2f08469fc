package vt

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

// pictureOf is the picture of what a program wrote.
func pictureOf(t *testing.T, w, h int, out string) string {
	t.Helper()
	term := New(w, h)
	if _, err := term.Write([]byte(out)); err != nil {
		t.Fatal(err)
	}
	return string(term.Screen().SVG("a <test> & more"))
}

func TestAPictureHoldsWhatTheScreenShows(t *testing.T) {
	svg := pictureOf(t, 20, 2, "a<b \x1b[1;31mred\x1b[0m\r\n\x1b[7mback\x1b[0m \x1b[38;5;196mcube\x1b[0m")
	for _, want := range []string{
		`<title>a &lt;test&gt; &amp; more</title>`,
		`x="12" y="25" textLength="24" fill="` + pictureInk + `">a&lt;b</text>`,
		`fill="#cc6666" class="b">red</text>`,
		`<rect x="12" y="30" width="32" height="18" fill="` + pictureInk + `"/>`,
		`fill="` + picturePaper + `">back</text>`,
		`fill="#ff0000">cube</text>`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("the picture lacks %s:\n%s", want, svg)
		}
	}
}

func TestAWordStandsInItsCells(t *testing.T) {
	svg := pictureOf(t, 20, 1, "\u65e5x  e\u0301b")
	for _, want := range []string{`x="12" y="25" textLength="24" fill="#d8dee9">\u65e5x<`, `x="52" y="25" textLength="16" fill="#d8dee9">e\u0301b<`} {
		if want = strings.NewReplacer(`\u65e5`, "\u65e5", `\u0301`, "\u0301").Replace(want); !strings.Contains(svg, want) {
			t.Errorf("the picture lacks %s:\n%s", want, svg)
		}
	}
}

func FuzzAPictureIsWellFormed(f *testing.F) {
	f.Add([]byte("plain"))
	f.Add([]byte("\x1b[38;5;300m\x00<&\"\xff\x1b]8;;http://x\x1b\\"))
	f.Fuzz(func(t *testing.T, out []byte) {
		term := New(12, 3)
		_, _ = term.Write(out)
		d := xml.NewDecoder(bytes.NewReader(term.Screen().SVG(string(out))))
		for {
			_, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
