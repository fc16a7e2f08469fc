package model

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// inUTF16 is a text as Windows saves it.
func inUTF16(text string) string {
	b := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// TestAPageIsRiskyByItsNameAndByItsContent is about all that a browser opens with the scripts within.
func TestAPageIsRiskyByItsNameAndByItsContent(t *testing.T) {
	names := []string{
		"a.html", "A.HTM", "a.xhtml", "a.xht", "a.shtml", "a.mht", "a.mhtml", "a.svg", "a.svgz", "a.xsl", "a.xslt", "a.webarchive",
	}
	for _, name := range names {
		for _, head := range []string{"", headText, "\x1f\x8b\x08\x00"} {
			if got := Warnings(NewAttachment("7f", name, "", StatusApproved), []byte(head)); !slices.Contains(got, WarningPage) || !Risky(got) {
				t.Errorf("%s from %.20q: %q", name, head, got)
			}
		}
	}
	for _, head := range []string{
		headHTML, "<!-- saved -->\n<HTML>", "\xef\xbb\xbf<script>x</script>", "<h1>Sign in</h1>", "  <iframe src=x>", "<a href=x>", "<br/>", "<meta charset=utf-8>",
		"<svg xmlns='http://www.w3.org/2000/svg'>", "<svg>", "<?xml version='1.0'?>\n<!-- x --><svg:svg xmlns:svg='http://www.w3.org/2000/svg'>",
		"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'><svg>", "<!DOCTYPE svg [<!ENTITY a 'b'>]> <svg>",
		"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "<?xml version='1.0'?><?xml-stylesheet href='x.xsl' type='text/xsl'?><a/>",
		"<?xml version='1.0'?><a xmlns:h='http://www.w3.org/1999/xhtml'><h:script>", "<x xmlns='http://www.w3.org/2000/svg'>",
		"<?xml version='1.0'?><!--" + strings.Repeat("x", 4096), inUTF16("<html><script>"), inUTF16("<?xml version='1.0'?><svg>"),
	} {
		for _, name := range []string{"a", "a.xml", "a.txt", "a.pdf", "report"} {
			if got := Warnings(NewAttachment("7f", name, "", StatusApproved), []byte(head)); !slices.Contains(got, WarningPage) || !Risky(got) {
				t.Errorf("%s from %.60q: %q", name, head, got)
			}
		}
	}
}

func TestAShortcutIsRiskyByItsNameAndByItsContent(t *testing.T) {
	for _, name := range []string{
		"a.hta", "a.wsf", "a.url", "a.webloc", "a.inetloc", "a.fileloc", "a.desktop", "a.lnk", "a.website", "a.iso", "a.IMG", "a.vhd", "a.vhdx", "a.dmg",
		"a.scf", "a.library-ms", "a.search-ms", "a.application", "a.jnlp", "a.wsb", "a.msu",
	} {
		if got := Warnings(NewAttachment("7f", name, "", StatusApproved), []byte(headText)); !slices.Contains(got, WarningExecutable) || !Risky(got) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, head := range []string{
		"[Desktop Entry]\nExec=sh", "#!/usr/bin/env xdg-open\n[Desktop Entry]\n", "# x\n\n[Desktop Entry]\n", "[InternetShortcut]\r\nURL=x",
		"\xef\xbb\xbf[InternetShortcut]\r\n", inUTF16("[InternetShortcut]\r\n"),
	} {
		if got := Warnings(NewAttachment("7f", "report", "", StatusApproved), []byte(head)); !Risky(got) {
			t.Errorf("%.40q: %q", head, got)
		}
	}
}
