package office

import (
	"fmt"
	"strings"
	"testing"

	"attache/ui/preview/trial"
)

func TestSharesLengthsOfTimeAndFormulasAreShown(t *testing.T) {
	p := trial.Page(t, For, xlsx(t, `<sheetData><row><c s="1"><v>0.07</v></c><c s="2"><v>1.25</v></c><c s="3"><v>2</v></c><c><f>A1*2</f></c><c r="KA1"><v>9</v></c></row></sheetData>`,
		map[string]string{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[h]:mm"/><numFmt numFmtId="171" formatCode="[Magenta]0"/></numFmts>` +
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`}))
	if got := fmt.Sprint(p.Table.Rows); got != "[[7% 30:00:00 2 =A1*2]]" || trial.Fact(p, "Columns") != "287" {
		t.Errorf("%s %v", got, p.Facts)
	}
}

func TestTheFirstSheetThatHoldsAnythingIsShown(t *testing.T) {
	p := trial.Page(t, For, xlsx(t, `<chartsheet/>`, map[string]string{"xl/worksheets/hidden.xml": `<sheetData><row><c><v>5</v></c></row></sheetData>`}))
	if p.Table.Name != "hid" || trial.Fact(p, "Shown") != "hid" || fmt.Sprint(p.Table.Rows) != "[[5]]" {
		t.Errorf("%q %v %v", p.Table.Name, p.Table.Rows, p.Facts)
	}
}

func TestWhatWasTakenOutOfATextIsNotShownAndItsNotesAre(t *testing.T) {
	ask := trial.Whole("a.docx", packed(t, map[string]string{
		"[Content_Types].xml": "<Types/>",
		"word/document.xml": `<body><p><r><t>kept</t><footnoteReference id="2"/></r><ins><r><t> added</t></r></ins><del><r><delText> gone</delText></r></del>` +
			`<moveFrom><r><t> away</t></r></moveFrom></p><p><pPr><pStyle val="ListBullet"/><numPr/></pPr><r><t>item</t></r></p></body>`,
		"word/footnotes.xml": `<footnotes><footnote id="0"><p/></footnote><footnote id="2"><p><r><t>a note</t></r></p></footnote></footnotes>`,
	}))
	if got := trial.Text(trial.Page(t, For, ask).Lines); strings.TrimSpace(got) != "kept[1] added\n• item\n[1] a note" {
		t.Errorf("%q", got)
	}
}

func TestTheNotesOfASpeakerFollowTheSlide(t *testing.T) {
	ask := trial.Whole("a.pptx", packed(t, map[string]string{
		"[Content_Types].xml":              "<Types/>",
		"ppt/presentation.xml":             `<p xmlns:r="r"><sldId r:id="r1"/></p>`,
		"ppt/_rels/presentation.xml.rels":  `<R><Relationship Id="r1" Target="slides/slide1.xml"/></R>`,
		"ppt/slides/slide1.xml":            `<s><p><t>shown</t></p></s>`,
		"ppt/slides/_rels/slide1.xml.rels": `<R><Relationship Id="r1" Target="../notesSlides/notesSlide1.xml"/></R>`,
		"ppt/notesSlides/notesSlide1.xml":  `<s><p><t>said</t></p><p><fld><t>1</t></fld></p></s>`,
	}))
	if got := trial.Text(trial.Page(t, For, ask).Lines); strings.TrimSpace(got) != "Slide 1\nshown\n\nNotes\nsaid" {
		t.Errorf("%q", got)
	}
}
