package preview_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"attache/ui/preview"
)

func TestTidyKeepsIndentationAndShowsWhatATerminalWouldObey(t *testing.T) {
	t.Parallel()
	p := preview.Page{
		Kind: "text\x1b[31m", Facts: []preview.Fact{{"Camera\x07", "a\nb"}},
		Lines: []preview.Line{{{Text: "\tif x \u202e{ ", Role: 99}, {Text: "\x1b]52;c;x\x07"}}},
		Table: &preview.Table{Rows: [][]string{{"\x9b2J"}}},
	}
	p.Tidy(preview.Box{})
	if got := p.Lines[0][0].Text; got != "    if x <U+202E>{ " {
		t.Errorf("line: %q", got)
	}
	if p.Lines[0][0].Role != preview.Plain {
		t.Errorf("role: %v", p.Lines[0][0].Role)
	}
	for _, s := range []string{p.Kind, p.Facts[0].Label, p.Facts[0].Value, p.Lines[0][1].Text, p.Table.Rows[0][0]} {
		if strings.ContainsAny(s, "\x1b\x07\n\u009b") || !utf8.ValidString(s) {
			t.Errorf("not safe: %q", s)
		}
	}
}

func TestTidyDropsAPictureThatIsNotAsLargeAsItSays(t *testing.T) {
	t.Parallel()
	box := preview.Box{W: 4, H: 4}
	for _, c := range []struct {
		picture preview.Picture
		kept    bool
	}{
		{preview.Picture{Box: preview.Box{W: 2, H: 2}, RGB: make([]byte, 12)}, true},
		{preview.Picture{Box: preview.Box{W: 2, H: 2}, RGB: make([]byte, 11)}, false},
		{preview.Picture{Box: preview.Box{W: 5, H: 1}, RGB: make([]byte, 15)}, false},
		{preview.Picture{Box: preview.Box{W: -1, H: -1}, RGB: make([]byte, 3)}, false},
	} {
		p := preview.Page{Picture: &c.picture}
		p.Tidy(box)
		if kept := p.Picture != nil; kept != c.kept {
			t.Errorf("%+v: kept %v", c.picture.Box, kept)
		}
	}
}

func TestTidyCutsWhatIsTooMuch(t *testing.T) {
	t.Parallel()
	p := preview.Page{Lines: make([]preview.Line, preview.MaxLines+1), Facts: make([]preview.Fact, preview.MaxFacts+1)}
	p.Lines[0] = preview.Line{{Text: strings.Repeat("é", 3*preview.MaxLine)}, {Text: "more"}}
	p.Tidy(preview.Box{})
	if len(p.Lines) != preview.MaxLines || len(p.Facts) != preview.MaxFacts {
		t.Errorf("%d lines, %d facts", len(p.Lines), len(p.Facts))
	}
	if n := utf8.RuneCountInString(p.Lines[0][0].Text) + utf8.RuneCountInString(p.Lines[0][1].Text); n > preview.MaxLine {
		t.Errorf("a line of %d characters", n)
	}
}

func TestTheMarksOfAListAreSeen(t *testing.T) {
	t.Parallel()
	p := preview.Page{Lines: []preview.Line{{{Text: "\uF0B7 one \uF0FC \uF123"}}}}
	p.Tidy(preview.Box{})
	if got := p.Lines[0][0].Text; !strings.HasPrefix(got, "• one ✓ ") {
		t.Errorf("%q", got)
	}
}
