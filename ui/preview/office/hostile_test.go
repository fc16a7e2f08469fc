package office

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"attache/ui/preview"
	"attache/ui/preview/trial"
)

// packed is a zip archive of some files.
func packed(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		method := zip.Deflate
		if name == "mimetype" { // which stands as it is
			method = zip.Store
		}
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = f.Write([]byte(files[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func docx(t testing.TB, body string) *preview.Ask {
	t.Helper()
	return trial.Whole("a.docx", packed(t, map[string]string{"[Content_Types].xml": "<Types/>", "word/document.xml": body}))
}

// xlsx is a spreadsheet of one sheet.
func xlsx(t testing.TB, sheet string, more map[string]string) *preview.Ask {
	t.Helper()
	files := map[string]string{
		"[Content_Types].xml":        "<Types/>",
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="hid" state="hidden" r:id="r9"/><sheet name="One" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/one.xml"/><Relationship Id="r9" Target="/xl/worksheets/hidden.xml"/></Relationships>`,
		"xl/worksheets/one.xml":      sheet,
		"xl/worksheets/hidden.xml":   "<sheetData/>",
	}
	maps.Copy(files, more)
	return trial.Whole("a.xlsx", packed(t, files))
}

func TestABombIsRefused(t *testing.T) {
	for name, ask := range map[string]*preview.Ask{
		"ratio": docx(t, "<document>"+strings.Repeat(" ", 6<<20)+"</document>"),
		"token": docx(t, "<document>"+strings.Repeat("<p><t>"+strings.Repeat("0123456789abcdef!?", 80000)+"</t></p>", 3)),
		"cells": xlsx(t, "<sheetData>"+strings.Repeat(" ", 6<<20), nil),
	} {
		p := trial.Page(t, For, ask)
		if !strings.Contains(p.Problem, "unpacks to far more") || len(p.Lines) > 0 || p.Table != nil {
			t.Errorf("%s: %q, %d lines", name, p.Problem, len(p.Lines))
		}
	}
	many := map[string]string{"[Content_Types].xml": "", "word/document.xml": "<p/>"}
	for i := range maxParts + 1 {
		many[fmt.Sprint("a", i)] = ""
	}
	if p := trial.Page(t, For, trial.Whole("a.docx", packed(t, many))); !strings.Contains(p.Problem, "unpacks") {
		t.Error(p.Problem)
	}
}

func TestAPartThatLiesAboutItsSizeIsRefused(t *testing.T) {
	ask := docx(t, "<document>"+strings.Repeat("<p><t>a</t></p>", 1<<18)+"</document>")
	// Its size unpacked, in the header at the end, is said to be 100.
	at := bytes.LastIndex(ask.Data, []byte("PK\x01\x02"))
	copy(ask.Data[at+24:], []byte{100, 0, 0, 0})
	p := trial.Page(t, For, ask)
	if len(p.Lines) > preview.MaxLines {
		t.Error(len(p.Lines))
	}
}

func TestNoEntityAndNoReferenceIsFollowed(t *testing.T) {
	p := trial.Page(t, For, docx(t, `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]><d><p><t>one &b; &x; two</t></p></d>`))
	if got := trial.Text(p.Lines); strings.Contains(got, "aaaa") || strings.Contains(got, "root:") {
		t.Errorf("%q", got)
	}
	ask := trial.Whole("a.xlsx", packed(t, map[string]string{
		"[Content_Types].xml":        "",
		"xl/workbook.xml":            `<workbook><sheet name="One" r:id="r1"/></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="http://example.com/a.xml" TargetMode="External"/></Relationships>`,
	}))
	if p := trial.Page(t, For, ask); p.Table != nil {
		t.Error(p.Table)
	}
}

func TestCellsAreWrittenAsTheSheetWritesThem(t *testing.T) {
	sheet := `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>in</t><t>line</t></is></c></row>
<row r="7"><c r="A7" s="1"><v>46082</v></c><c s="1"><v>46082.75</v></c><c s="2"><v>0.5</v></c><c><v>3.2000000000000002</v></c></row>
<row><c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="str"><f>A1</f><v>told</v></c><c t="s"><v>99</v></c><c><v>1E+20</v></c><c><v>-1234567.5</v></c></row>
</sheetData></worksheet>`
	p := trial.Page(t, For, xlsx(t, sheet, map[string]string{
		"xl/sharedStrings.xml": `<sst><si><r><t>sh</t></r><r><t>ared</t></r><rPh><t>no</t></rPh></si></sst>`,
		"xl/styles.xml":        `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="&quot;day&quot; [Red]hh:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
	}))
	const want = "[[shared  inline] [2026-03-01 2026-03-01 18:00:00 12:00:00 3.2] [TRUE #DIV/0! told  1e+20 -1234567.5]]"
	if got := fmt.Sprint(p.Table.Rows); got != want || p.Table.Name != "One" {
		t.Errorf("%s %s", p.Table.Name, got)
	}
	if fmt.Sprint(p.Facts[0]) != "{Sheets One, hid}" {
		t.Error(p.Facts)
	}
}

func TestLargeSheetsStayWithinTheLimitsAndEndSoon(t *testing.T) {
	// Rows that differ, so that they do not pack like a bomb.
	var b strings.Builder
	b.WriteString("<sheetData>")
	for i := range 10_000 {
		fmt.Fprintf(&b, `<row><c r="IV%d"><v>%d.%d</v></c></row>`, i, i*7919, i*104729)
	}
	b.WriteString("</sheetData>")
	p := trial.Page(t, For, xlsx(t, b.String(), nil))
	if !p.More || p.Table == nil || len(p.Table.Rows) == 0 || p.Weight() > preview.MaxWeight {
		t.Error(p.More, p.Weight())
	}
	var texts strings.Builder
	for i := range 80_000 {
		fmt.Fprintf(&texts, "<si><t>%d %d</t></si>", i*7919, i*104729)
	}
	ask := xlsx(t, b.String(), map[string]string{"xl/sharedStrings.xml": texts.String()})
	trial.Page(t, For, ask)
	trial.EndsSoon(t, For, ask)
}

func TestLongTextsEndSoon(t *testing.T) {
	var b strings.Builder
	for i := range 80_000 {
		fmt.Fprintf(&b, "<x a='%d'>%d</x>", i*7919, i*104729)
	}
	trial.EndsSoon(t, For, docx(t, b.String()))
	trial.EndsSoon(t, For, trial.Whole("a.rtf", []byte(`{\rtf1 `+strings.Repeat(`{\b \u-3? }`, 400_000))))
}

func TestMacrosAreToldOf(t *testing.T) {
	p := trial.Page(t, For, trial.Whole("a.docm", packed(t, map[string]string{
		"[Content_Types].xml": "", "docProps/core.xml": "<c/>", "word/document.xml": "<p/>", "word/vbaProject.bin": "x",
	})))
	if len(p.Warnings) != 1 || !strings.Contains(p.Warnings[0], "macros") {
		t.Error(p.Warnings)
	}
}

func FuzzParts(f *testing.F) {
	f.Add(`<sheetData><row><c r="B1" t="s" s="1"><v>0</v></c></row></sheetData>`, `<si><t>a</t></si>`, `<cellXfs><xf numFmtId="14"/></cellXfs>`)
	f.Add(`<w:p><w:tbl><w:tr><w:tc><w:t>a</w:t><w:tab/></w:tc></w:tr></w:tbl></w:p>`, ``, ``)
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		trial.Page(t, For, xlsx(t, sheet, map[string]string{"xl/sharedStrings.xml": shared, "xl/styles.xml": styles}))
		trial.Page(t, For, docx(t, sheet))
		trial.Page(t, For, trial.Whole("a.ods", packed(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": sheet})))
	})
}

// renamed is an old document with a stream under another name.
func renamed(t *testing.T, name, from, to string) *preview.Ask {
	t.Helper()
	wideName := func(s string) []byte {
		b := make([]byte, 64)
		for i := range len(s) {
			b[2*i] = s[i]
		}
		return b
	}
	ask := sample(t, name)
	at := bytes.Index(ask.Data, wideName(from))
	if at < 0 {
		t.Fatal(name, "has no", from)
	}
	copy(ask.Data[at:], wideName(to))
	ask.Data[at+64] = byte(2*len(to) + 2)
	return ask
}

func TestADocumentThatIsLockedSaysSo(t *testing.T) {
	word := sample(t, "letter.doc")
	at := bytes.Index(word.Data, []byte("\xEC\xA5"))
	word.Data[at+0x0B] |= 1
	excel := sample(t, "orders.xls")
	at = bytes.Index(excel.Data, []byte("\xE1\x00\x02\x00")) // a record that says little
	copy(excel.Data[at:], "\x2F\x00\x02\x00")
	for name, ask := range map[string]*preview.Ask{"new": renamed(t, "letter.doc", "WordDocument", "EncryptedPackage"), "word": word, "excel": excel} {
		if p := trial.Page(t, For, ask); !strings.Contains(p.Problem, "locked with a password") || len(p.Lines) > 0 || p.Table != nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestAnUnknownCompoundFileTellsWhatItIs(t *testing.T) {
	p := trial.Page(t, For, renamed(t, "orders.xls", "Workbook", "Book"))
	if p.Kind != "Excel spreadsheet (before 1997)" || p.Table != nil {
		t.Errorf("%+v", p)
	}
}
