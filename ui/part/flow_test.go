package part

import (
	"math/rand"
	"strings"
	"testing"

	"attache/ui/preview"
	"attache/ui/style"
)

func frame(ascii bool) *Frame {
	f := &Frame{Theme: &style.Theme{Glyphs: style.Fancy()}}
	if ascii {
		f.Glyphs = style.Plain()
	}
	return f
}

// Whatever is laid out, each row fits, and the rows of a line are the line again.
func TestRowsOfALineAreTheLineAgain(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	f := frame(false)
	words := []string{"a", " ", "  ", "word", "長い", "e\u0301", "👍🏽", "x-y", strings.Repeat("long", 9)}
	for range 3000 {
		var line preview.Line
		whole := ""
		for range r.Intn(6) {
			text := ""
			for range r.Intn(5) {
				text += words[r.Intn(len(words))]
			}
			line = append(line, preview.Span{Text: text, Role: preview.Role(r.Intn(3))})
			whole += text
		}
		w := 4 + r.Intn(20)
		again := ""
		for _, row := range wrapLine(f.Ruler, line, w) {
			text := ""
			for _, s := range row {
				text += s.Text
			}
			if n := f.Width(strings.TrimRight(text, " ")); n > w {
				t.Fatalf("a row of %d cells, want %d at most: %q", n, w, text)
			}
			again += text
		}
		if again != whole && !isHex(line) {
			t.Fatalf("%q became %q", whole, again)
		}
	}
}

func TestATextHasNoMoreRowsThanAnyoneScrolls(t *testing.T) {
	p := preview.Page{}
	for range preview.MaxLines {
		p.Lines = append(p.Lines, preview.Line{{Text: strings.Repeat("word ", 399)}})
	}
	var flow Flow
	if n := len(flow.layOut(frame(false), nil, &p, "The file goes on.", 40, 20)); n > mostRows+100 {
		t.Errorf("%d rows", n)
	}
}

func TestLevelsAreDrawnInPlainSignsToo(t *testing.T) {
	for ascii, want := range map[bool]string{false: " █▅█", true: " @+@"} {
		rows := frame(ascii).levelRows([]uint8{0, 255, 70, 130}, 4)
		if got := rows[1].line[0].Text; got != want {
			t.Errorf("ascii %v: %q, want %q", ascii, got, want)
		}
	}
}

func TestNumbersStandAtTheRightOfTheirColumn(t *testing.T) {
	f := frame(false)
	columns := columnsOf(f.Ruler, &preview.Table{Header: true, Rows: [][]string{{"item", "price", "date"}, {"a", "1,5", "2026-01-03"}, {"b", "-20 €", "x"}}})
	if columns[0].right || !columns[1].right || columns[2].right {
		t.Errorf("%+v", columns)
	}
}
