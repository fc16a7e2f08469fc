package text

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"attache/ui/preview"
	"attache/ui/preview/trial"
)

func page(t *testing.T, name, data string, whole bool) preview.Page {
	t.Helper()
	return trial.Page(t, For, &preview.Ask{Name: name, Data: []byte(data), Size: int64(len(data)), Whole: whole})
}

func TestTheEncodingOfATextIsFound(t *testing.T) {
	const german = "Sehr geehrte Damen und Herren, die Tür schließt nicht mehr richtig, und für das Auto brauche ich eine Lösung. " +
		"Können Sie mir bitte sagen, wann ich die Werkstatt erreichen kann? Die Maße habe ich überprüft."
	const russian = "Здравствуйте, мой заказ не пришёл вовремя, и я хотел бы узнать, когда он будет доставлен. Спасибо за помощь."
	const japaneseText = "お世話になっております。注文した商品がまだ届いていません。配送状況を教えていただけますか。よろしくお願いいたします。"
	const chinese = "您好，我订购的商品还没有收到，请问什么时候可以送到？谢谢您的帮助，我们等待您的回复。"
	for _, c := range []struct {
		text, want string
		by         encoding.Encoding
	}{
		{german, "UTF-8", encoding.Nop},
		{german, "windows-1252", charmap.Windows1252},
		{russian, "windows-1251", charmap.Windows1251},
		{russian, "KOI8-R", charmap.KOI8R},
		{japaneseText, "Shift_JIS", japanese.ShiftJIS},
		{japaneseText, "EUC-JP", japanese.EUCJP},
		{chinese, "GB18030", simplifiedchinese.GB18030},
		{german, "UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{german, "UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)},
		{russian, "UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{"\uFEFF" + german, "UTF-8", encoding.Nop},
	} {
		data, err := c.by.NewEncoder().String(c.text)
		if err != nil {
			t.Fatal(err)
		}
		p := page(t, "letter.txt", data, true)
		if got := trial.Fact(p, "Encoding"); got != c.want || strings.TrimSpace(trial.Text(p.Lines)) != strings.TrimPrefix(c.text, "\uFEFF") {
			t.Errorf("%s: found %s: %q", c.want, got, trial.Text(p.Lines))
		}
	}
}

func TestATextThatIsCutWithinACharacterIsStillUTF8(t *testing.T) {
	p := page(t, "a.txt", "größer und größer\nf\xc3", false)
	if trial.Fact(p, "Encoding") != "UTF-8" || !p.More || trial.Text(p.Lines) != "größer und größer\nf\n" {
		t.Error(p)
	}
}

func TestLongTextsAndLinesAreCut(t *testing.T) {
	p := page(t, "a.txt", strings.Repeat("x", 3*preview.MaxLine)+"\n"+strings.Repeat("y\n", 2*preview.MaxLines), true)
	if len(p.Lines) != preview.MaxLines || len(p.Lines[0][0].Text) != preview.MaxLine || !p.More || trial.Fact(p, "Lines") != "" {
		t.Error(len(p.Lines), len(p.Lines[0][0].Text), p.More)
	}
}

func TestWhatIsNoTextIsLeftToOthers(t *testing.T) {
	for _, data := range []string{"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "\x1f\x8b\x08\x00\x01\x02", strings.Repeat("\x01\x02\x03ab", 40)} {
		if For(&preview.Ask{Name: "a.txt", Data: []byte(data), Whole: true}) != nil {
			t.Errorf("%q is taken for text", data)
		}
	}
	if p := page(t, "a.txt", "", true); p.Kind != "Empty file" {
		t.Error(p)
	}
}

func TestJSONIsIndentedAndColoured(t *testing.T) {
	p := page(t, "", `{"order":{"id":12,"ok":true,"lines":[],"tags":["a\"b",{}]}}`, true)
	want := "{\n  \"order\": {\n    \"id\": 12,\n    \"ok\": true,\n    \"lines\": [],\n    \"tags\": [\n      \"a\\\"b\",\n      {}\n    ]\n  }\n}\n"
	if got := trial.Text(p.Lines); got != want || p.Kind != "JSON" {
		t.Errorf("%s:\n%s", p.Kind, got)
	}
	roles := map[string]preview.Role{}
	for _, l := range p.Lines {
		for _, s := range l {
			roles[s.Text] = s.Role
		}
	}
	if roles[`"id"`] != preview.Name || roles["12"] != preview.Number || roles["true"] != preview.Keyword || roles[`"a\"b"`] != preview.String {
		t.Error(roles)
	}
}

func TestDeepOrLongJSONStaysWithinTheLimits(t *testing.T) {
	for _, data := range []string{
		strings.Repeat("[", 9000) + strings.Repeat("]", 9000),
		"[" + strings.Repeat(`{"a":1},`, 30000) + "1]",
		`{"a":"` + strings.Repeat("x", 200000) + `"}`,
	} {
		page(t, "a.json", data, true)
		page(t, "a.json", data[:len(data)/2], false)
	}
	if p := page(t, "a.json", `{"a": 1, "b" 2}`, true); trial.Text(p.Lines) != "{\"a\": 1, \"b\" 2}\n" {
		t.Error("broken JSON is not shown as it is:", trial.Text(p.Lines))
	}
}

func TestSourceIsColouredByTypeAndKeepsItsText(t *testing.T) {
	definitions, err := filepath.Glob("lexers/*.xml")
	if err != nil || len(definitions) < 15 {
		t.Fatal(definitions, err)
	}
	const text = "<a href=\"b\">c</a>\n# note\nx = \"y\" + 12 // z\n\n\tif (x) { return null; }\n"
	list, _ := preview.LinesOf(text)
	for _, file := range definitions {
		name := strings.TrimSuffix(filepath.Base(file), ".xml")
		lines := colour(t.Context(), name, list)
		if got := trial.Text(lines); got != text {
			t.Errorf("%s writes %q", name, got)
		}
	}
	p := page(t, "query.sql", "-- all\nSELECT name FROM t WHERE a = 'b' AND c = 12;\n", true)
	found := map[preview.Role]bool{}
	for _, l := range p.Lines {
		for _, s := range l {
			found[s.Role] = true
		}
	}
	if !found[preview.Keyword] || !found[preview.String] || !found[preview.Number] || !found[preview.Comment] {
		t.Error(found)
	}
}

func TestEveryKindOfSourceHasItsDefinition(t *testing.T) {
	for _, ext := range strings.Fields("sh cs cpp c diff html xml js ps1 py yaml ini css java php sql toml properties json") {
		look := byName(ext, "")
		if _, err := os.Stat("lexers/" + look.lexer + ".xml"); err != nil || look.lexer == "" {
			t.Errorf("%s: %v", ext, err)
		}
	}
}

func TestColouringEndsSoonAfterItIsCancelled(t *testing.T) {
	hard := strings.Repeat(strings.Repeat("((((\"'<!-- ", 180)+"\n", 130)
	for _, name := range []string{"html", "python", "cpp", "php", "sql", "powershell"} {
		list, _ := preview.LinesOf(hard)
		took, limit := time.Hour, 400*time.Millisecond
		for range 20 { // a busy machine may be late, but not always
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			start := time.Now()
			colour(ctx, name, list)
			took = min(took, time.Since(start))
			cancel()
			if took < limit {
				break
			}
		}
		if took >= limit {
			t.Errorf("%s ends after %v", name, took)
		}
	}
}

func TestATableIsFoundByItsDelimiter(t *testing.T) {
	for _, c := range []struct{ name, data, delimiter, want string }{
		{"a.csv", "Name,Price\n\"Lamp, red\",12\nBulb,3\n", "comma", "[[Name Price] [Lamp, red 12] [Bulb 3]]"},
		{"a.csv", "Name;Preis\nLampe;12,50\nBirne;3,20\n", "semicolon", "[[Name Preis] [Lampe 12,50] [Birne 3,20]]"},
		{"a.tsv", "Name\tPrice\nLamp\t12\n", "tab", "[[Name Price] [Lamp 12]]"},
		{"a.csv", "sep=|\r\nName|Price\r\nLamp|1;2;3\r\n", "bar", "[[Name Price] [Lamp 1;2;3]]"},
		{"a.csv", "Name\nLamp\n", "comma", "[[Name] [Lamp]]"},
		{"a.csv", "a,b\n\"two\nlines\",2\n", "comma", "[[a b] [two\nlines 2]]"},
	} {
		p := page(t, c.name, c.data, true)
		if p.Table != nil && trial.Fact(p, "Rows") != strconv.Itoa(len(p.Table.Rows)-1) {
			t.Errorf("%q: the headings are counted: %s rows", c.data, trial.Fact(p, "Rows"))
		}
		if p.Table == nil || fmt.Sprint(p.Table.Rows) != c.want || trial.Fact(p, "Delimiter") != c.delimiter || !p.Table.Header {
			t.Errorf("%q: %+v %+v", c.data, p, p.Table)
		}
	}
	if p := page(t, "a.csv", "1,2\n3,4\n", true); p.Table.Header || trial.Fact(p, "Rows") != "2" {
		t.Error("numbers name columns")
	}
	if p := page(t, "a.csv", "a,b\n1,2\n3", false); len(p.Table.Rows) != 2 || !p.More {
		t.Error("a row that is cut is shown", p.Table.Rows)
	}
	p := page(t, "a.csv", strings.Repeat(strings.Repeat("a,", 9)+"\n", 9000)+strings.Repeat(",", 3000)+"\n", true)
	if len(p.Table.Rows) != preview.MaxLines || !p.More {
		t.Error(len(p.Table.Rows), p.More)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"a,b\n1,2", `{"a":[1,{}]}`, "<?xml version='1.0'?><a/>", "\xff\xfea\x00", "#!/bin/sh\nif", "Tür", "\x81\x40\xe0\x80"} {
		for i := range 5 {
			f.Add(s, uint8(i), true)
		}
	}
	names := []string{"a.csv", "a.json", "a.html", "a.txt", "a.yaml"}
	f.Fuzz(func(t *testing.T, data string, name uint8, whole bool) {
		ask := &preview.Ask{Name: names[int(name)%len(names)], Data: []byte(data), Whole: whole}
		if _, _, breach := trial.Run(t.Context(), For, ask); breach != nil {
			t.Error(breach)
		}
	})
}

func TestTextOfOldSystemsIsRead(t *testing.T) {
	for _, c := range []struct{ data, encoding, want string }{
		{"Gr\x81\xe1e aus K\x94ln, 5 St\x81ck", "IBM850", "Grüße aus Köln, 5 Stück"},
		{"Gr\x9f\xa7e aus K\x9aln, 5 St\x9fck", "Macintosh", "Grüße aus Köln, 5 Stück"},
		{"\xff\xfe\x00\x00G\x00\x00\x00\xfc\x00\x00\x00", "UTF-32LE", "Gü"},
		{"\x1b$B$*5RMM$X\x1b(B ok", "ISO-2022-JP", "お客様へ ok"},
		{strings.Repeat("Größe ", 9) + "\xff ok", "UTF-8", strings.Repeat("Größe ", 9) + "\uFFFD ok"},
		{"Szanowni Pa\xf1stwo, \xbfar\xf3wka si\xea st\xb3uk\xb3a. Prosz\xea o now\xb9, \xa3\xf3d\x9f", "windows-1250", "Szanowni Państwo, żarówka się stłukła. Proszę o nową, Łódź"},
	} {
		p := page(t, "a.txt", c.data, true)
		if got := strings.TrimSpace(trial.Text(p.Lines)); got != c.want || trial.Fact(p, "Encoding") != c.encoding {
			t.Errorf("%s: %q", trial.Fact(p, "Encoding"), got)
		}
	}
	for data, want := range map[string]string{"1,5;2,5\n3,5;4,5\n": "[[1,5 2,5] [3,5 4,5]]", "a,b\r1,2\r": "[[a b] [1 2]]"} {
		if p := page(t, "a.csv", data, true); fmt.Sprint(p.Table.Rows) != want {
			t.Errorf("%q: %v", data, p.Table.Rows)
		}
	}
}
