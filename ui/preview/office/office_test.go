package office

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"attache/ui/preview"
	"attache/ui/preview/trial"
)

// sample reads a file of the corpus, which may be packed.
func sample(t testing.TB, name string) *preview.Ask {
	t.Helper()
	ask := trial.Sample(t, name)
	if !strings.HasSuffix(name, ".gz") {
		return ask
	}
	r, err := gzip.NewReader(bytes.NewReader(ask.Data))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return trial.Whole(name, b)
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
		p := trial.Page(t, For, sample(t, c.name))
		rest := trial.Text(p.Lines)
		if p.Kind != c.kind || p.Title != c.title || p.Problem != "" || p.More {
			t.Errorf("%s: %q %q %q %v", c.name, p.Kind, p.Title, p.Problem, p.More)
		}
		for _, want := range c.want {
			_, after, found := strings.Cut(rest, want)
			if !found {
				t.Errorf("%s: no %q in what is left of\n%s", c.name, want, trial.Text(p.Lines))
				break
			}
			rest = after
		}
	}
}

// Words that nobody counted are no fact beside a text that has some.
func TestACountOfNoWordsIsNotTold(t *testing.T) {
	p := trial.Page(t, For, sample(t, "../../../../api/emulator/sample/files/contract.docx"))
	text := trial.Text(p.Lines)
	if told := fmt.Sprint(p.Facts); strings.Contains(told, "Words") || !strings.Contains(told, "Pages") || text == "" {
		t.Errorf("%v of %q", told, text)
	}
}

func TestTheFirstSheetIsATable(t *testing.T) {
	const want = "[[Item Price Date Sent] [Lamp 12.5 2026-03-01 TRUE] [Bulb 3.2 2026-03-02 FALSE] [Shade, red 7 2026-03-05 TRUE]]"
	for _, name := range []string{"orders.xlsx", "orders.xls", "orders.ods"} {
		p := trial.Page(t, For, sample(t, name))
		if p.Table == nil || fmt.Sprint(p.Table.Rows) != want || p.Table.Name != "orders" || !p.Table.Header || trial.Fact(p, "Rows") != "3" {
			t.Errorf("%s: %+v", name, p.Table)
		}
	}
}

func TestADocumentThatIsCutTellsWhatItIs(t *testing.T) {
	for _, name := range []string{"letter.docx", "letter.doc", "letter.odt", "slides.pptx", "orders.xlsx", "orders.xls"} {
		ask := sample(t, name)
		ask.Data, ask.Whole = ask.Data[:len(ask.Data)/2], false
		p := trial.Page(t, For, ask)
		if p.Kind == "" || len(p.Lines) > 0 || p.Table != nil || !strings.Contains(p.Problem, "Save it") {
			t.Errorf("%s: %+v", name, p)
		}
	}
	ask := sample(t, "letter.rtf")
	ask.Data, ask.Whole = ask.Data[:len(ask.Data)-50], false
	if p := trial.Page(t, For, ask); !p.More || !strings.Contains(trial.Text(p.Lines), "order 4711 arrived") {
		t.Errorf("RTF: %+v", p)
	}
}

func TestABrokenDocumentSaysSo(t *testing.T) {
	for _, name := range []string{"letter.docx", "letter.doc", "orders.xls", "orders.xlsx", "slides.pptx", "slides.odp"} {
		ask := sample(t, name)
		said := 0
		for n := len(ask.Data) - 1; n > 600; n = n * 9 / 10 {
			if cut := trial.Whole(name, ask.Data[:n]); For(cut) != nil && trial.Page(t, For, cut).Problem != "" {
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
		if got := trial.Text(trial.Page(t, For, trial.Whole("a.rtf", []byte(c.data))).Lines); got != c.want {
			t.Errorf("%s: %q", c.data, got)
		}
	}
	trial.Page(t, For, trial.Whole("a.rtf", []byte(`{\rtf1 `+strings.Repeat("{", 1<<20))))
	if p := trial.Page(t, For, trial.Whole("a.rtf", []byte(`{\rtf1 `+strings.Repeat(`x\par y\par`, 1<<17)+"}"))); len(p.Lines) != preview.MaxLines || !p.More {
		t.Error(len(p.Lines), p.More)
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
		ask := trial.Whole("a.docx", data)
		ask.Whole = all
		if _, _, breach := trial.Run(t.Context(), For, ask); breach != nil {
			t.Error(breach)
		}
	})
}

func TestAnRTFIsReadInTheLettersOfItsFonts(t *testing.T) {
	for in, want := range map[string]string{
		`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204{\*\falt B} C;}{\f2\fcharset128 D;}}\f0 Gr\'fc\'dfe {\f1 \'cf\'f0\'e8} \f2 \'83v\'83\'89 \f0\'fc}`: "Grüße При プラ ü",
		`{\rtf1\ansi\ansicpg932 \'83\'89\'83v ok}`:                  "ラプ ok",
		`{\rtf1\mac Gr\'9f\'a7e}`:                                   "Grüße",
		`{\rtf1\pca Gr\'81\'e1e}`:                                   "Grüße",
		`{\rtf1 kept {\deleted gone}on{\footnote see {\b there}}.}`: "kept on [see there].",
	} {
		if p := trial.Page(t, For, trial.Whole("a.rtf", []byte(in))); strings.TrimSpace(trial.Text(p.Lines)) != want {
			t.Errorf("%s: %q", in, trial.Text(p.Lines))
		}
	}
	if p := trial.Page(t, For, trial.Whole("a.rtf", []byte(`{\rtf1 {\fonttbl`))); p.Problem == "" {
		t.Error("nothing is said of an empty document")
	}
}
