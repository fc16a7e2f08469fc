package worker

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"attache/ui/preview"
)

func whole() preview.Page {
	return preview.Page{
		Kind: "k", Title: "t", Problem: "p", More: true, Partial: true,
		Facts: []preview.Fact{{Label: "a", Value: "b"}}, Warnings: []string{"w"},
		Lines:   []preview.Line{{{Text: "x", Role: preview.Keyword}, {Text: "y"}}, nil},
		Table:   &preview.Table{Name: "s", Header: true, Rows: [][]string{{"1", "2"}, nil}},
		Picture: &preview.Picture{Box: preview.Box{W: 1, H: 2}, RGB: []byte{1, 2, 3, 4, 5, 6}},
		Levels:  []uint8{0, 255},
	}
}

func TestAPageComesThroughAsItIs(t *testing.T) {
	t.Parallel()
	for _, want := range []preview.Page{whole(), {}} {
		head, picture := packPage(&want)
		got, ok := unpackPage(append(head, picture...), preview.Box{W: 9, H: 9})
		if !ok || len(want.Levels) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%v\n%+v\n%+v", ok, got, want)
		}
	}
}

func TestAQuestionComesThroughAsItIs(t *testing.T) {
	t.Parallel()
	want := preview.Ask{Name: "n", Type: "t", Size: -1, Data: []byte("data"), Whole: true, Box: preview.Box{W: 3, H: 4}, Tools: true}
	got, ok := unpackAsk(append(packAsk(&want), want.Data...))
	if !ok || !reflect.DeepEqual(*got, want) {
		t.Errorf("%v\n%+v\n%+v", ok, got, want)
	}
}

func TestTheLargestPagesComeThroughCutAndSaySo(t *testing.T) {
	t.Parallel()
	row := make([]string, preview.MaxCells)
	lines, rows := make([]preview.Line, preview.MaxLines), make([][]string, preview.MaxLines)
	for i := range lines {
		lines[i], rows[i] = preview.Line{{Text: strings.Repeat("é", preview.MaxLine)}}, row
	}
	for name, p := range map[string]preview.Page{
		"text": {Lines: lines}, "table": {Table: &preview.Table{Rows: rows}}, "both": {Lines: lines, Table: &preview.Table{Rows: rows}},
	} {
		head, _ := packPage(&p)
		got, ok := unpackPage(head, preview.Box{})
		if !ok || !got.More || len(head) > maxPage {
			t.Errorf("%s: %v, more %v, %d bytes", name, ok, got.More, len(head))
		}
	}
}

func FuzzWhatAChildSays(f *testing.F) {
	p := whole()
	head, picture := packPage(&p)
	f.Add(append(head, picture...))
	f.Fuzz(func(t *testing.T, b []byte) {
		page, ok := unpackPage(b, preview.Box{W: 64, H: 64})
		if ok && page.Weight() > 64*len(b)+4096 {
			t.Errorf("%d bytes became %d", len(b), page.Weight())
		}
		if c := page.Picture; c != nil && len(c.RGB) != 3*c.W*c.H {
			t.Errorf("a picture of %+v with %d bytes", c.Box, len(c.RGB))
		}
	})
}

func FuzzFrames(f *testing.F) {
	var b bytes.Buffer
	_ = writeFrame(&b, kindPage, 1, []byte("body"))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := readFrame(bytes.NewReader(b), 1<<16)
		if err != nil {
			return
		}
		var again bytes.Buffer
		_ = writeFrame(&again, got.kind, got.number, got.body)
		if !bytes.HasPrefix(b, again.Bytes()) {
			t.Errorf("%x became %x", b, again.Bytes())
		}
		_, _ = unpackAsk(got.body)
	})
}
