package office

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attache/ui/preview"
	"attache/ui/preview/trial"
)

// sample reads a file of the corpus, which may be packed.
func sample(t testing.TB, name string) *preview.Ask {
	t.Helper()
	b, err := os.ReadFile("../testdata/corpus/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		r, err := gzip.NewReader(bytes.NewReader(b))
		if err == nil {
			b, err = io.ReadAll(r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return whole(name, b)
}

func whole(name string, b []byte) *preview.Ask {
	return &preview.Ask{Name: name, Data: b, Size: int64(len(b)), Whole: true}
}

func page(t *testing.T, ask *preview.Ask) preview.Page {
	t.Helper()
	p, failed, breach := trial.Run(t.Context(), For, ask)
	if failed != nil || breach != nil {
		t.Fatal(ask.Name, failed, breach)
	}
	return p
}

func text(p preview.Page) string {
	var b strings.Builder
	for _, l := range p.Lines {
		for _, s := range l {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestTheTextOfADocumentIsRead(t *testing.T) {
	letter := []string{"Complaint", "Dear team, the lamp from order 4711 arrived broken. Größe: 40 cm.", "Lamp", "Item │ Price", "Lamp │ 12.50", "Kind regards, Ana"}
	slides := []string{"Slide 1", "Returns in March", "Twelve lamps came back", "Größe: 40 cm", "Slide 2", "What we do next"}
	for _, c := range []struct {
		name, kind, title string
		want              []string
	}{
		{"letter.docx", "Word document", "Complaint about order 4711", letter},
		{"letter.doc", "Word document (before 2007)", "Complaint about order 4711", letter},
		{"letter.odt", "OpenDocument text", "Complaint about order 4711", letter},
		{"letter.rtf", "RTF document", "Complaint about order 4711", letter},
		{"slides.pptx", "PowerPoint presentation", "", slides},
		{"slides.ppt.gz", "PowerPoint presentation (before 2007)", "", slides},
		{"slides.odp", "OpenDocument presentation", "", slides},
	} {
		p := page(t, sample(t, c.name))
		rest := text(p)
		if p.Kind != c.kind || p.Title != c.title || p.Problem != "" || p.More {
			t.Errorf("%s: %q %q %q %v", c.name, p.Kind, p.Title, p.Problem, p.More)
		}
		for _, want := range c.want {
			_, after, found := strings.Cut(rest, want)
			if !found {
				t.Errorf("%s: no %q in what is left of\n%s", c.name, want, text(p))
				break
			}
			rest = after
		}
	}
}

func TestTheFirstSheetIsATable(t *testing.T) {
	const want = "[[Item Price Date Sent] [Lamp 12.5 2026-03-01 TRUE] [Bulb 3.2 2026-03-02 FALSE] [Shade, red 7 2026-03-05 TRUE]]"
	for _, name := range []string{"orders.xlsx", "orders.xls", "orders.ods"} {
		p := page(t, sample(t, name))
		if p.Table == nil || fmt.Sprint(p.Table.Rows) != want || p.Table.Name != "orders" || !p.Table.Header {
			t.Errorf("%s: %+v", name, p.Table)
		}
	}
}

func TestADocumentThatIsCutTellsWhatItIs(t *testing.T) {
	for _, name := range []string{"letter.docx", "letter.doc", "letter.odt", "slides.pptx", "orders.xlsx", "orders.xls"} {
		ask := sample(t, name)
		ask.Data, ask.Whole = ask.Data[:len(ask.Data)/2], false
		p := page(t, ask)
		if p.Kind == "" || len(p.Lines) > 0 || p.Table != nil || !strings.Contains(p.Problem, "Save it") {
			t.Errorf("%s: %+v", name, p)
		}
	}
	ask := sample(t, "letter.rtf")
	ask.Data, ask.Whole = ask.Data[:len(ask.Data)-50], false
	if p := page(t, ask); !p.More || !strings.Contains(text(p), "order 4711 arrived") {
		t.Errorf("RTF: %+v", p)
	}
}

func TestABrokenDocumentSaysSo(t *testing.T) {
	for _, name := range []string{"letter.docx", "letter.doc", "orders.xls", "orders.xlsx", "slides.pptx", "slides.odp"} {
		ask := sample(t, name)
		said := 0
		for n := len(ask.Data) - 1; n > 600; n = n * 9 / 10 {
			if cut := whole(name, ask.Data[:n]); For(cut) != nil && page(t, cut).Problem != "" {
				said++
			}
		}
		if said == 0 {
			t.Errorf("%s: cut anywhere, and no word of it", name)
		}
	}
}

func TestRTFIsReadInItsCodePageAndInUnicode(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{`{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2\par}`, "Привет\n"},
		{`{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b\par}`, "日本\n"},
		{`{\rtf1\uc1 Gr\u246?\u223?e\par\u-10179?\u-8704?}`, "Größe\n😀\n"},
		{`{\rtf1 a{\*\secret b}{\info{\title T}{\author A}}{\pict 0102}c\tab d\line e}`, "ac\td\ne\n"},
		{`{\rtf1 a\bin5 {{{{{b}`, "ab\n"},
	} {
		if got := text(page(t, whole("a.rtf", []byte(c.data)))); got != c.want {
			t.Errorf("%s: %q", c.data, got)
		}
	}
	page(t, whole("a.rtf", []byte(`{\rtf1 `+strings.Repeat("{", 1<<20))))
	if p := page(t, whole("a.rtf", []byte(`{\rtf1 `+strings.Repeat(`x\par y\par`, 1<<17)+"}"))); len(p.Lines) != preview.MaxLines || !p.More {
		t.Error(len(p.Lines), p.More)
	}
}

// endsSoon cancels a decoder in the middle of its work.
func endsSoon(t *testing.T, ask *preview.Ask) {
	t.Helper()
	took, limit := time.Hour, 400*time.Millisecond
	for range 20 { // a busy machine may be late, but not always
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		start := time.Now()
		if _, _, breach := trial.Run(ctx, For, ask); breach != nil {
			t.Fatal(breach)
		}
		took = min(took, time.Since(start))
		cancel()
		if took < limit {
			break
		}
	}
	if took >= limit {
		t.Errorf("%s ends after %v", ask.Name, took)
	}
}

func FuzzOffice(f *testing.F) {
	all, err := filepath.Glob("../testdata/corpus/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range all {
		if ask := sample(f, filepath.Base(name)); For(ask) != nil && len(ask.Data) < 20<<10 {
			f.Add(ask.Data, true)
		}
	}
	f.Add([]byte(`{\rtf1\ansi{\fonttbl\f0 A;}\f0\u8364?\'80 {\field{\*\fldinst X}{\fldrslt y}}\par}`), false)
	f.Add(packed(f, map[string]string{"[Content_Types].xml": "", "xl/workbook.xml": "<workbook><sheet name='a' r:id='1'/></workbook>"}), true)
	f.Fuzz(func(t *testing.T, data []byte, all bool) {
		ask := whole("a.docx", data)
		ask.Whole = all
		if _, _, breach := trial.Run(t.Context(), For, ask); breach != nil {
			t.Error(breach)
		}
	})
}
