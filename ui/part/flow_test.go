package part

import (
	"math/rand"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"attache/ui/keys"

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
	if n := len(flow.layOut(frame(false), nil, &p, "The file goes on.", 40, 20, WholeFlow)); n > mostRows+100 {
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

// A key that moves to a long file waits for no more of it than shows.
func TestALongPageIsLaidOutOnlyAsFarAsItIsSeen(t *testing.T) {
	long := &preview.Page{Table: &preview.Table{}, Lines: make([]preview.Line, 5000)}
	for i := range 5000 {
		long.Table.Rows = append(long.Table.Rows, []string{strconv.Itoa(i)})
		long.Lines[i] = preview.Line{{Text: strings.Repeat("word ", 30)}}
	}
	p := Preview{Frame: frame(false), Flow: new(Flow), Page: long}
	p.Keys = &keys.Map{}
	first := p.Lines(40, 20)
	if n := len(p.Flow.made); n > 20+countedRows+10 {
		t.Errorf("%d rows are laid out for 20", n)
	}
	if !strings.Contains(first[0], "↓9") || !strings.HasSuffix(first[0], "+") {
		t.Errorf("nothing says how much there is: %s", first[0])
	}
	whole := new(Flow)
	want := whole.layOut(p.Frame, nil, long, "note", 40, 20, WholeFlow)
	piecemeal, n := new(Flow), 0
	for got := -1; got < n; {
		got, n = n, len(piecemeal.layOut(p.Frame, nil, long, "note", 40, 20, n+7))
	}
	if n != len(want) || !reflect.DeepEqual(piecemeal.made, want) {
		t.Errorf("%d rows in pieces, %d at once", n, len(want))
	}
	if p.Top = len(want); !strings.Contains(strings.Join(p.Lines(40, 20), "\n"), "word") {
		t.Error("its end does not show")
	}
}

// The latest pictures are drawn once, however often the selection comes back to them.
func TestAPictureIsNotDrawnAgainWhenTheSelectionComesBack(t *testing.T) {
	drawn, f := 0, new(Flow)
	for range 3 {
		for i := range 4 {
			f.layOut(frame(false), counted{&drawn}, pictured()[i], "", 12, 20, WholeFlow)
		}
	}
	if drawn != 12 { // each time another page
		t.Errorf("%d pictures were drawn of 12 pages", drawn)
	}
	drawn, f = 0, new(Flow)
	pages := pictured()
	for range 3 {
		for _, p := range pages {
			f.layOut(frame(false), counted{&drawn}, p, "", 12, 20, WholeFlow)
		}
	}
	if drawn != 4 {
		t.Errorf("4 pictures were drawn %d times", drawn)
	}
	f.Forget() // the terminal draws otherwise
	f.layOut(frame(false), counted{&drawn}, pages[0], "", 12, 20, WholeFlow)
	if drawn != 5 {
		t.Error("a picture that was forgotten is not drawn anew")
	}
}

func pictured() (pages [4]*preview.Page) {
	for i := range pages {
		pages[i] = &preview.Page{Picture: &preview.Picture{}}
	}
	return pages
}

// counted counts what is drawn.
type counted struct{ n *int }

func (counted) Box(w, h int) preview.Box { return preview.Box{W: w, H: h} }

func (c counted) Lines(*preview.Picture, int, int) []string {
	*c.n++
	return []string{"#"}
}
