package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attache/ui/preview"
	"attache/ui/preview/picture"
	"attache/ui/preview/trial"
)

func whole(name string, b []byte) *preview.Ask {
	ask := trial.Whole(name, b)
	ask.Box = preview.Box{W: 80, H: 60}
	return ask
}

func sample(t testing.TB, name string) *preview.Ask {
	t.Helper()
	return whole(name, trial.Sample(t, name).Data)
}

// made is a document of some objects, of which the first is its root. It has no table of them.
func made(objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer <</Root 1 0 R/Info <</Title(Made) /CreationDate(D:20260301093000Z)>>>>\n")
	return []byte(b.String())
}

// paged is a document of one page that draws something, with more objects from 6 on.
func paged(draws, more string, objects ...string) []byte {
	return made(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R" + more + ">>",
		streamOf("", draws),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	}, objects...)...)
}

func streamOf(more, data string) string {
	return fmt.Sprintf("<</Length %d%s>>\nstream\n%s\nendstream", len(data), more, data)
}

func TestTheTextOfAPDFIsRead(t *testing.T) {
	want := []string{"Complaint", "Dear team, the lamp from order 4711 arrived broken. Größe: 40 cm.", "• Lamp", "Item Price", "Kind regards, Ana"}
	for _, name := range []string{"letter.pdf", "packed.pdf", "rc4.pdf", "aes128.pdf", "aes256.pdf"} {
		p := trial.Page(t, For, sample(t, name))
		rest := trial.Text(p.Lines)
		if p.Title != "Complaint about order 4711" || trial.Fact(p, "Pages") != "1" || trial.Fact(p, "Page size") != "210 × 297 mm" || trial.Fact(p, "Made with") != "Writer" {
			t.Errorf("%s: %q %v %s", name, p.Title, p.Facts, p.Problem)
		}
		for _, w := range want {
			_, after, found := strings.Cut(rest, w)
			if !found {
				t.Errorf("%s: no %q in\n%s", name, w, trial.Text(p.Lines))
				break
			}
			rest = after
		}
	}
	if p := trial.Page(t, For, sample(t, "locked.pdf")); !strings.Contains(p.Problem, "password") || len(p.Lines) > 0 {
		t.Error(p.Problem)
	}
}

func TestTextIsSpacedAsItStands(t *testing.T) {
	for _, c := range []struct{ draws, want string }{
		{"BT /F 10 Tf 10 700 Td (One) Tj 0 -12 Td (two) Tj ET", "One\ntwo\n"},
		{"BT /F 10 Tf 10 700 Td (One) Tj 300 0 Td (right) Tj ET", "One   right\n"},
		{"BT /F 10 Tf 10 700 Td [(O) 20 (ne) -400 (two)] TJ ET", "One two\n"},
		{"BT /F 10 Tf 12 TL 10 700 Td (One) ' (two) ' ET", "One\ntwo\n"},
		{"BT /F 10 Tf 1 0 0 1 10 700 Tm (One) Tj ET BT 1 0 0 1 10 600 Tm (two) Tj ET", "One\n\ntwo\n"},
		{"BT /F 10 Tf 10 700 Td (\\(a\\)\\\\ \\344 <) Tj <C4> Tj ET", "(a)\\ ä <Ä\n"},
		{"q BI /W 1 /H 1 ID \xFFEI\x00\xFF EI Q BT /F 10 Tf (after) Tj ET", "after\n"},
	} {
		if got := trial.Text(trial.Page(t, For, whole("a.pdf", paged(c.draws, ""))).Lines); got != c.want {
			t.Errorf("%s: %q, want %q", c.draws, got, c.want)
		}
	}
}

func TestGlyphsAreKnownByTheirNames(t *testing.T) {
	g := newGlyphs()
	for n, want := range map[string]string{
		"a": "a", "Adieresis": "Ä", "ccaron": "č", "Euro": "€", "zero": "0", "at": "@", "space": " ", "uni20AC": "€", "u1F600": "😀",
		"fi": "fi", "a.alt": "a", "bracketleft": "[", "quotesingle": "'", "Aring": "Å", "nothing": "",
	} {
		if got := g.text(n); got != want {
			t.Errorf("%s: %q, want %q", n, got, want)
		}
	}
}

func TestAScanIsShownAsItsPicture(t *testing.T) {
	p := trial.Page(t, For, sample(t, "scan.pdf"))
	if p.Picture == nil || p.Picture.W != 80 || p.Picture.H != 60 || len(p.Lines) > 0 || p.Problem != "" {
		t.Fatalf("%+v", p)
	}
	turned := sample(t, "scan.pdf")
	turned.Data = bytes.Replace(turned.Data, []byte("/Type/Page/Parent"), []byte("/Type/Page/Rotate 90/Parent"), 1)
	if p := trial.Page(t, For, turned); p.Picture == nil || p.Picture.W != 45 || p.Picture.H != 60 {
		t.Errorf("%+v", p.Picture)
	}
	none := sample(t, "scan.pdf")
	none.Box = preview.Box{}
	if p := trial.Page(t, For, none); p.Picture != nil {
		t.Error("a picture that nobody asked for")
	}
	fax := whole("a.pdf", paged("q 595 0 0 842 0 0 cm /X Do Q", "", "", streamOf("/Type/XObject/Subtype/Image/Width 9/Height 9/Filter/JBIG2Decode", "xx")))
	fax.Data = bytes.Replace(fax.Data, []byte("/X 6 0 R"), []byte("/X 7 0 R"), 1)
	if p := trial.Page(t, For, fax); !strings.Contains(p.Problem, "scan") {
		t.Errorf("%+v", p)
	}
}

func TestAScanThatIsNoJPEGIsShownToo(t *testing.T) {
	fax, err := os.ReadFile("../testdata/corpus/fax.tif")
	if err != nil {
		t.Fatal(err)
	}
	at := binary.LittleEndian.Uint32(fax[4:])
	tags := map[uint16]uint32{}
	for i := range int(binary.LittleEndian.Uint16(fax[at:])) {
		e := fax[int(at)+2+12*i:]
		tags[binary.LittleEndian.Uint16(e)] = binary.LittleEndian.Uint32(e[8:])
		if e[2] == 3 {
			tags[binary.LittleEndian.Uint16(e)] &= 0xFFFF
		}
	}
	g4 := string(fax[tags[tagStart] : tags[tagStart]+tags[tagBytes]])
	red := strings.Repeat("\xFF\x00\x00", 20*10)
	for name, c := range map[string]struct {
		more, data string
		want       [3]byte
	}{
		"colours":       {"/Width 20/Height 10/BitsPerComponent 8/ColorSpace[/ICCBased 7 0 R]/Filter/FlateDecode", deflated(red), [3]byte{255, 0, 0}},
		"grey":          {"/Width 20/Height 10/BitsPerComponent 8/ColorSpace/DeviceGray", strings.Repeat("\x40", 200), [3]byte{64, 64, 64}},
		"black, white":  {"/Width 20/Height 10/BitsPerComponent 1/ColorSpace/DeviceGray", strings.Repeat("\xFF", 30), [3]byte{255, 255, 255}},
		"white, black":  {"/Width 20/Height 10/BitsPerComponent 1/ColorSpace/DeviceGray/Decode[1 0]", strings.Repeat("\xFF", 30), [3]byte{}},
		"a mask":        {"/Width 20/Height 10/ImageMask true", strings.Repeat("\x00", 30), [3]byte{}},
		"a fax":         {fmt.Sprintf("/Width %d/Height %d/Filter/CCITTFaxDecode/DecodeParms<</K -1>>", tags[tagWidth], tags[tagHeight]), g4, [3]byte{1}},
		"too few bytes": {"/Width 20/Height 10/BitsPerComponent 8/ColorSpace/DeviceRGB", "abc", [3]byte{2}},
	} {
		b := paged("/X Do", "", streamOf("/Type/XObject/Subtype/Image"+c.more, c.data), "<</N 3>>")
		p := trial.Page(t, For, whole(name, b))
		switch {
		case c.want[0] == 2:
			if p.Picture != nil || p.Problem == "" {
				t.Errorf("%s: %+v", name, p)
			}
		case p.Picture == nil:
			t.Errorf("%s: %+v", name, p)
		case c.want[0] == 1:
			want := decodedBy(t, fax)
			if !bytes.Equal(p.Picture.RGB, want.RGB) {
				t.Errorf("%s: another picture than of the TIFF", name)
			}
		case [3]byte(p.Picture.RGB[300:303]) != c.want:
			t.Errorf("%s: %v", name, p.Picture.RGB[300:303])
		}
	}
}

// decodedBy is what the decoder of pictures makes of a file.
func decodedBy(t *testing.T, b []byte) *preview.Picture {
	t.Helper()
	p, failed, breach := trial.Run(t.Context(), new(picture.Decoders).For, whole("a.tif", b))
	if failed != nil || breach != nil || p.Picture == nil {
		t.Fatal(failed, breach)
	}
	return p.Picture
}

func TestAPDFThatIsCutShowsThePagesThatAreHere(t *testing.T) {
	ask := whole("a.pdf", paged("BT /F 10 Tf 10 700 Td (Hello) Tj ET", "/Resources<</Font<</F 5 0 R>>>>"))
	ask.Data, ask.Whole = ask.Data[:bytes.Index(ask.Data, []byte("trailer"))], false
	if p := trial.Page(t, For, ask); !p.More || trial.Text(p.Lines) != "Hello\n" {
		t.Errorf("%+v", p)
	}
	for _, b := range []string{"%PDF-1.4\n", "%PDF-2.0\n1 0 obj<</Type/Catalog>>"} {
		p := trial.Page(t, For, whole("a.pdf", []byte(b)))
		if p.Kind != "PDF document" || len(p.Lines) > 0 {
			t.Errorf("%+v", p)
		}
	}
}

func TestWhatALibrarySaysWhereNobodyDidIsLeftOut(t *testing.T) {
	b := bytes.Replace(paged("", ""), []byte("/Title(Made)"), []byte("/Title(untitled)/Subject(unspecified)/Author(Ana)"), 1)
	if p := trial.Page(t, For, whole("a.pdf", b)); p.Title != "" || trial.Fact(p, "Subject") != "" || trial.Fact(p, "Author") != "Ana" {
		t.Errorf("%q %v", p.Title, p.Facts)
	}
}

func TestAProgramInAPDFIsToldOf(t *testing.T) {
	p := trial.Page(t, For, whole("a.pdf", made("<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>", "<</Type/Pages>>")))
	if len(p.Warnings) != 1 || p.Title != "Made" || trial.Fact(p, "Created") != "2026-03-01 09:30" {
		t.Errorf("%+v", p)
	}
}

func deflated(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// hostile are documents that send a reader in circles, or ask for more than there is.
func hostile() map[string][]byte {
	bomb := deflated(strings.Repeat("(a) Tj ", 2<<20))
	twice := deflated(deflated(strings.Repeat("\x00", 40<<20)))
	forms := make([]string, 0, 40)
	for i := range 40 {
		forms = append(forms, streamOf("/Subtype/Form/Resources<</XObject<</X "+fmt.Sprint(6+(i+1)%40)+" 0 R>>>>", strings.Repeat("/X Do ", 200)))
	}
	return map[string][]byte{
		"kids in a circle":     made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 999999999>>", "<</Type/Pages/Kids[2 0 R]>>"),
		"forms in a circle":    paged("/X Do", "", forms...),
		"references in circle": made("2 0 R", "3 0 R", "2 0 R"),
		"text without end":     paged("BT /F 10 Tf <41", ""),
		"text that nests":      paged("BT /F 10 Tf "+strings.Repeat("(", 1<<20), ""),
		"arrays":               paged(strings.Repeat("[", 1<<20), ""),
		"dictionaries":         paged(strings.Repeat("<<", 1<<20), ""),
		"trailers":             bytes.Repeat([]byte("trailer <</Root ["), 80_000),
		"objects":              append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("1 0 obj<</Type/XRef/ObjStm[ "), 50_000)...),
		"streams":              append([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>trailer<</Root 1 0 R>>"), bytes.Repeat([]byte("3 0 obj<</Type/ObjStm/First 5/N 999999999>>stream\n"), 30_000)...),
		"pages":                append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("1 0 obj<</Type/Page>>"), 80_000)...),
		"huge numbers":         paged("9e99 99999999999999999999999999 cm BT /F 1e300 Tf 1e300 0 Td (a) Tj ET", "/MediaBox[0 0 1e300 1e300]/Rotate 1e300"),
		"a bomb":               paged("", "/Contents 6 0 R", streamOf("/Filter/FlateDecode", bomb)),
		"a bomb in a bomb":     paged("", "/Contents 6 0 R", streamOf("/Filter[/FlateDecode/FlateDecode]", twice)),
		"columns":              paged("", "/Contents 6 0 R", streamOf("/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 999999999/Colors 99999>>", bomb)),
		"characters": paged("BT /F 10 Tf (ab) Tj ET", "/Resources<</Font<</F 6 0 R>>>>", "<</Subtype/Type0/ToUnicode 7 0 R/DescendantFonts[<</W[0 999999999 5 0 999999999 6]>>]>>",
			streamOf("", strings.Repeat("99999 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange ", 1000))),
		"an object's width":  append([]byte("%PDF-1.5\n"), "1 0 obj<</Type/XRef/Size 9999999999/W[0 0 0]/Index[0 9999999999]/Root 2 0 R/Length 0>>stream\nendstream endobj"...),
		"marks of a comment": append([]byte("%PDF-1.4\n1 0 obj "), bytes.Repeat([]byte("%"), 1<<20)...),
	}
}

func TestAHostilePDFStaysWithinTheLimits(t *testing.T) {
	for name, b := range hostile() {
		ask := whole(name, b)
		trial.EndsSoon(t, For, ask)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		if _, _, breach := trial.Run(ctx, For, ask); breach != nil || ctx.Err() != nil {
			t.Error(name, breach, ctx.Err())
		}
		cancel()
	}
}

func FuzzPDF(f *testing.F) {
	all, err := filepath.Glob("../testdata/corpus/*.pdf")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range all {
		f.Add(sample(f, filepath.Base(name)).Data, true)
	}
	for _, b := range hostile() {
		if len(b) < 4000 {
			f.Add(b, false)
		}
	}
	f.Add(paged("q BT /F 9 Tf [(a) 2 <41>] TJ T* ET Q", "/Rotate 90"), true)
	f.Fuzz(func(t *testing.T, data []byte, all bool) {
		ask := whole("a.pdf", append([]byte("%PDF-1.4\n"), data...))
		ask.Whole = all
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if _, _, breach := trial.Run(ctx, For, ask); breach != nil {
			t.Error(breach)
		}
	})
}

func TestAnEscapedZeroIsAByteOfItsText(t *testing.T) {
	for in, want := range map[string]string{`a\000b)`: "a\x00b", "a\\\nb)": "ab", "a\\\r\nb)": "ab", `\(\)\\)`: `()\`} {
		if got := (&lexer{ctx: t.Context(), b: []byte(in)}).text(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAFormThatDrawsItselfIsDrawnOnce(t *testing.T) {
	form := streamOf("/Subtype/Form/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>", "BT /F 9 Tf 0 20 Td (inner) Tj ET /X Do /X Do")
	p := trial.Page(t, For, whole("a.pdf", paged("/X Do BT /F 9 Tf 0 5 Td (outer) Tj ET", "", form)))
	if got := trial.Text(p.Lines); got != "inner\nouter\n" {
		t.Errorf("%q", got)
	}
}

func TestWhatIsFilledInToAFormIsShown(t *testing.T) {
	p := trial.Page(t, For, whole("a.pdf", made(
		"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 6 0 R]>>>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", streamOf("", ""),
		"<</T(claim)/Kids[7 0 R 5 0 R]>>", "<</T(agreed)/V/Yes/FT/Btn>>", "<</T(damage)/V(broken  lamp)/Parent 5 0 R>>",
	)))
	if got := trial.Text(p.Lines); got != "Filled in\nclaim.damage: broken lamp\nagreed: Yes\n" || p.Problem != "" {
		t.Errorf("%q %q", got, p.Problem)
	}
}

func TestOnlyAPictureThatFillsThePageIsAScan(t *testing.T) {
	image := streamOf("/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "\x10\x80\xF0\xFF")
	words := " BT 3 Tr /F 9 Tf (what a machine has read on this page, and nobody sees) Tj ET"
	for draws, want := range map[string]string{
		"595 0 0 842 0 0 cm /X Do": "a scan", "q 595 0 0 842 0 0 cm /X Do Q" + words: "a scan", "q 300 0 0 200 0 0 cm /X Do Q": "a picture",
		"q 595 0 0 842 0 0 cm /X Do Q" + strings.Replace(words, "3 Tr", "0 Tr", 1): "",
	} {
		p := trial.Page(t, For, whole("a.pdf", paged(draws, "", image)))
		if got := trial.Fact(p, "First page"); got != want || (p.Picture != nil) != (want != "") {
			t.Errorf("%s: %q %q", draws, got, p.Problem)
		}
	}
}

func TestATreeOfPagesThatRunsInCirclesIsToldOf(t *testing.T) {
	p := trial.Page(t, For, whole("a.pdf", made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", "<</Type/Pages/Kids[2 0 R]>>")))
	if !strings.Contains(p.Problem, "cannot be found") {
		t.Errorf("%+v", p)
	}
}
