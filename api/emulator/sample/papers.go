package sample

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// Invoice is the repair shop's estimate: one page of PDF, written by hand.
func Invoice(f Facts) []byte {
	var p strings.Builder
	line := func(font string, size, x, y int, text string) {
		fmt.Fprintf(&p, "BT /%s %d Tf %d %d Td (%s) Tj ET\n", font, size, x, y, pdfText(text))
	}
	p.WriteString("0.16 0.23 0.36 rg 0 772 595 70 re f 1 1 1 rg\n")
	line("B", 22, 50, 800, "Estimate "+f.Claim)
	line("R", 10, 50, 782, "Northgate Body & Paint, 14 Harbour Road")
	p.WriteString("0 0 0 rg\n")
	line("R", 11, 50, 730, "For: "+f.Customer)
	line("R", 11, 50, 714, "Vehicle: "+f.Plate+", dent in the left front door")
	p.WriteString("0.5 w 50 690 m 545 690 l S\n")
	line("B", 11, 50, 674, "Work")
	line("B", 11, 470, 674, "EUR")
	rows := []struct {
		text string
		eur  int
	}{
		{"Door panel, left front, replacement", f.Parts},
		{"Seals, clips and trim", f.Parts / 10},
		{"Fitting and aligning", f.Labour},
		{"Paint, two layers and clear coat", f.Labour + 120},
		{"Courtesy car, three days", 96},
	}
	y, sum := 650, 0
	for _, row := range rows {
		line("R", 11, 50, y, row.text)
		line("R", 11, 470, y, fmt.Sprintf("%8d.00", row.eur))
		y, sum = y-18, sum+row.eur
	}
	fmt.Fprintf(&p, "50 %d m 545 %d l S\n", y+6, y+6)
	line("B", 12, 50, y-12, "Total, VAT included")
	line("B", 12, 470, y-12, fmt.Sprintf("%8d.00", sum))
	line("R", 10, 50, y-48, "Valid for 30 days. Work begins when the insurer agrees.")
	return pdf(p.String())
}

// pdf wraps the content of one A4 page into a whole document.
func pdf(page string) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " +
			"/Resources << /Font << /R 5 0 R /B 6 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", len(page), page),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// pdfText writes a string of the page in WinAnsi, which is Latin-1 as far as these papers go.
func pdfText(text string) string {
	var b []byte
	for _, r := range text {
		switch {
		case r > 0xff:
			r = '?'
		case strings.ContainsRune(`\()`, r):
			b = append(b, '\\')
		}
		b = append(b, byte(r))
	}
	return string(b)
}

// Leaflet is a PDF of a heading and some lines.
func Leaflet(title string, text ...string) []byte {
	var p strings.Builder
	fmt.Fprintf(&p, "BT /B 20 Tf 50 780 Td (%s) Tj ET\n", pdfText(title))
	for i, t := range text {
		fmt.Fprintf(&p, "BT /R 11 Tf 50 %d Td (%s) Tj ET\n", 740-18*i, pdfText(t))
	}
	return pdf(p.String())
}

// Document is a word processor's file of the given paragraphs, the first a heading.
func Document(paragraphs ...string) []byte {
	const xmlns = `http://schemas.openxmlformats.org/`
	var body strings.Builder
	for i, text := range paragraphs {
		var escaped bytes.Buffer
		if xml.EscapeText(&escaped, []byte(text)) != nil {
			return nil // a buffer takes everything
		}
		style := ""
		if i == 0 {
			style = `<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>`
		}
		fmt.Fprintf(&body, `<w:p><w:r>%s<w:t xml:space="preserve">%s</w:t></w:r></w:p>`, style, escaped.String())
	}
	parts := []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="` + xmlns + `package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` +
			`application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + xmlns + `package/2006/relationships"><Relationship Id="rId1" Type="` +
			xmlns + `officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="` + xmlns + `wordprocessingml/2006/main"><w:body>` +
			body.String() + `</w:body></w:document>`},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range parts {
		w, err := z.Create(part.name)
		if err != nil {
			return nil // a buffer takes everything
		}
		_, _ = w.Write([]byte(xml.Header + part.text))
	}
	if z.Close() != nil {
		return nil
	}
	return b.Bytes()
}

// ItemTable is the spreadsheet's export of the work.
func ItemTable(f Facts) []byte {
	var b strings.Builder
	b.WriteString("position,item,quantity,unit price EUR,total EUR\n")
	rows := []struct {
		item     string
		quantity int
		price    int
	}{
		{"Door panel, left front", 1, f.Parts},
		{"Seal set", 1, f.Parts / 10},
		{"Clip, plastic", 12, 2},
		{"Fitting (hours)", 4, f.Labour / 4},
		{`Paint "Glacier", litres`, 2, 88},
		{"Courtesy car (days)", 3, 32},
	}
	for i, r := range rows {
		fmt.Fprintf(&b, "%d,\"%s\",%d,%d.00,%d.00\n",
			i+1, strings.ReplaceAll(r.item, `"`, `""`), r.quantity, r.price, r.quantity*r.price)
	}
	return []byte(b.String())
}

// Greetings is a text in many scripts.
func Greetings(f Facts) []byte {
	return []byte("Claim " + f.Claim + " – what to do after an accident\n\n" +
		"English   Stay calm. Take photographs. Do not admit fault.\n" +
		"Français  Restez calme. Prenez des photos. N'admettez aucune faute.\n" +
		"Ελληνικά  Μείνετε ψύχραιμοι. Τραβήξτε φωτογραφίες.\n" +
		"Русский   Сохраняйте спокойствие. Сделайте фотографии.\n" +
		"العربية   حافظ على هدوئك. التقط صوراً.\n" +
		"עברית     הישארו רגועים. צלמו תמונות.\n" +
		"日本語    落ち着いてください。写真を撮ってください。\n" +
		"中文      保持冷静。请拍照。\n" +
		"한국어    침착하세요. 사진을 찍으세요.\n" +
		"हिन्दी      शांत रहें। तस्वीरें लें।\n" +
		"ไทย       ตั้งสติ ถ่ายรูปไว้\n\n" +
		"🚗 💥 📷 👍🏽 👩‍🔧 🇪🇺\n")
}

// Telemetry is the car's log: it appends row n to b. Every row is 64 bytes, so that any part of it can be made without
// the rest.
func Telemetry(f Facts) func(b []byte, n int64) []byte {
	latitude := 300000 + int64(f.Seed%500000)
	return func(b []byte, n int64) []byte {
		if n == 0 {
			return fmt.Appendf(b, "%-63s\n", "sample,millis,speed_kmh,rpm,brake,steer_deg,lat,lon")
		}
		speed := 48 + n%17 - n%5
		return fmt.Appendf(b, "%08d,%013d,%05d,%06d,%d,%+05d,51.%06d,-2.%06d\n",
			n, n*20, speed, 900+speed*31+n%41, n/700%2, n%91-45, latitude+n%99991, 580000+n%90001)
	}
}
