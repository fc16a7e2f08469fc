package model

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFileNameIsOneSafeComponent(t *testing.T) {
	long := strings.Repeat("ü", 200)
	for in, want := range map[string]string{
		"invoice-0042.pdf":          "invoice-0042.pdf",
		"../../etc/passwd":          "passwd",
		`C:\Windows\system32\x.dll`: "x.dll",
		"dir/":                      "dir",
		"C:x.txt":                   "C_x.txt",
		`a<b>c"d|e?f*g:h`:           "a_b_c_d_e_f_g_h",
		"tool.exe\x1b[2J":           "tool.exe[2J",
		"photo\u202egpj.exe":        "photogpj.exe",
		"a\r\nb\tc.txt":             "a  b c.txt",
		".bashrc":                   "_.bashrc",
		"-rf":                       "_-rf",
		"  x.pdf . .":               "x.pdf",
		"CON":                       "_CON",
		"nul.txt":                   "_nul.txt",
		"Aux .tar.gz":               "_Aux .tar.gz",
		"COM¹.log":                  "_COM¹.log",
		"lpt9":                      "_lpt9",
		"COM10":                     "COM10",
		"conin$":                    "_conin$",
		"console.log":               "console.log",
		"":                          "attachment-7f-3a",
		"...":                       "attachment-7f-3a",
		"?*?":                       "attachment-7f-3a",
		"\u200b\u202e":              "attachment-7f-3a",
		"\u0301x":                   "_\u0301x",
		"e\u0301.txt":               "é.txt",
		long + ".tar.gz":            strings.Repeat("ü", 96) + ".tar.gz",
		long:                        strings.Repeat("ü", 100),
		"." + long:                  "_." + strings.Repeat("ü", 99),
		"CON" + strings.Repeat(" ", 300) + "x.txt": "_CON.txt",
		"bad\xffbyte.txt":                          "bad_byte.txt",
		"می\u200cخواهم.txt":                        "می\u200cخواهم.txt",
		"\u200cمی\u200c\u200cخواهم\u200c.txt":      "می\u200cخواهم.txt",
		"क्\u200dष.pdf":                            "क्\u200dष.pdf",
		"❤\uFE0F\u200d🔥.png":                       "❤\uFE0F\u200d🔥.png",
		"in\u200cvoice\u200d.pdf":                  "invoice.pdf",
		"a\uFE0Fb.pdf":                             "ab.pdf",
	} {
		if got := FileName(in, "7f/3a-../"); got != strings.Replace(want, "7f-3a", "7f3a", 1) {
			t.Errorf("FileName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestANameWithoutExtensionGetsThatOfAClearType(t *testing.T) {
	for _, c := range []struct{ name, contentType, want string }{
		{"scan", "image/png", "scan.png"},
		{"scan", "IMAGE/JPEG; q=1", "scan.jpg"},
		{"Dr. No letter", "application/pdf", "Dr. No letter.pdf"},
		{"release 1.2", "application/pdf", "release 1.2.pdf"},
		{"scan.jpg", "application/pdf", "scan.jpg"},
		{"клип.мп4", "video/mp4", "клип.мп4"},
		{"", "application/pdf", "attachment-7f.pdf"},
		{"CON", "text/csv", "_CON.csv"},
		{strings.Repeat("é", 150), "text/plain", strings.Repeat("é", 98) + ".txt"},
		{"setup", "application/x-msdownload", "setup"},
		{"page", "text/html", "page"},
		{"picture", "image/svg+xml", "picture"},
		{"data", "application/octet-stream", "data"},
		{"data", "image/png/../x", "data"},
		{"data", "", "data"},
	} {
		got := typedFileName(c.name, "7f", c.contentType)
		if got != c.want {
			t.Errorf("%q of type %q = %q, want %q", c.name, c.contentType, got, c.want)
		}
		checkFileName(t, got, "7f", got)
	}
}

func TestANameIsCutForAFileSystemWithShortNames(t *testing.T) {
	long := strings.Repeat("ü", 90) + ".tar.gz"
	for _, most := range []int{175, 143, 60, 20} {
		for n := range 12 {
			got := NumberedWithin(long, n, most)
			if len(got) > most || !strings.HasSuffix(got, ".tar.gz") || !utf8.ValidString(got) || n > 0 && !strings.Contains(got, " (") {
				t.Errorf("%d bytes, %d: %q", most, n, got)
			}
		}
	}
}

func TestFileNameFromAnUselessIDIsNotEmpty(t *testing.T) {
	for _, id := range []string{"", "../..", "---", "\x1b"} {
		if got := FileName("", id); got != "attachment" {
			t.Errorf("FileName of ID %q = %q", id, got)
		}
	}
}

func TestNumberedKeepsTheExtension(t *testing.T) {
	for _, c := range []struct {
		name string
		n    int
		want string
	}{
		{"a.pdf", 0, "a.pdf"},
		{"a.pdf", 1, "a (1).pdf"},
		{"archive.tar.gz", 1, "archive (1).tar.gz"},
		{"_.profile", 2, "_ (2).profile"},
		{"README", 12, "README (12)"},
		{"Dr. No letter", 1, "Dr. No letter (1)"},
		{strings.Repeat("é", 127) + ".pdf", 1, strings.Repeat("é", 123) + " (1).pdf"},
	} {
		if got := Numbered(c.name, c.n); got != c.want || len(got) > MaxComponent {
			t.Errorf("Numbered(%q, %d) = %q, want %q", c.name, c.n, got, c.want)
		}
	}
}

func TestTypeLabelIsTheExtensionOrTheUsualOne(t *testing.T) {
	for _, c := range []struct{ name, contentType, want string }{
		{"a.PDF", "", "pdf"},
		{"tool.exe<ESC>[2J", "", "exe"},
		{"sheet.numbers", "", "numbe"},
		{"release 1.2", "text/plain; charset=utf-8", "txt"},
		{"", "image/jpeg", "jpg"},
		{"scan", "image/png", "png"},
		{"voice", "audio/x-wav", "wav"},
		{"x", "application/octet-stream", ""},
		{"x", "application/vnd.foo.bar", ""},
		{"x", "<ESC>", ""},
		{"x", "", ""},
		{"клип.мп4", "video/mp4", "mp4"},
	} {
		if got := TypeLabel(Attachment{Name: c.name, ContentType: c.contentType}); got != c.want {
			t.Errorf("TypeLabel(%q, %q) = %q, want %q", c.name, c.contentType, got, c.want)
		}
	}
}

func checkFileName(t *testing.T, in, id, got string) {
	t.Helper()
	switch {
	case got == "", len(got) > maxFileName, !utf8.ValidString(got), !norm.NFC.IsNormalString(got):
		t.Errorf("FileName(%q) = %q: empty, long or not NFC", in, got)
	case strings.ContainsAny(got, `<>:"/\|?*`), strings.ContainsRune(".- ", rune(got[0])), strings.ContainsRune(". ", rune(got[len(got)-1])):
		t.Errorf("FileName(%q) = %q: not allowed everywhere", in, got)
	case isReserved(got):
		t.Errorf("FileName(%q) = %q: reserved", in, got)
	case FileName(got, id) != got:
		t.Errorf("FileName(%q) = %q, and again = %q", in, got, FileName(got, id))
	case len(Numbered(got, 1<<31)) > MaxComponent:
		t.Errorf("Numbered(%q) is too long", got)
	}
	for _, r := range got {
		if (!unicode.IsGraphic(r) && !isNewPicture(r) || isBlank(r) || isSelector(r)) && !isKeptJoiner(r) {
			t.Errorf("FileName(%q) = %q: holds %U", in, got, r)
		}
	}
	if _, ext := splitName(in); isPlain(in) && ext != "" && strings.Trim(ext, "abcdefghijklmnopqrstuvwxyz.") == "" && !strings.HasSuffix(got, ext) {
		if !strings.ContainsAny(in[len(in)-len(ext):], "/") && strings.Trim(ext, ".") != "" && !strings.HasSuffix(ext, ".") && !strings.HasPrefix(got, "attachment-") {
			t.Errorf("FileName(%q) = %q: lost its extension", in, got)
		}
	}
	if shown := strings.Map(func(r rune) rune {
		if isKeptJoiner(r) {
			return -1
		}
		return r
	}, got); Text(got) != Text(shown) && !textHidden(got) {
		t.Errorf("FileName(%q) = %q: shows as %q", in, got, Text(got))
	}
}

func FuzzFileName(f *testing.F) {
	for _, s := range []string{
		"a.pdf", "../x", "CON .txt", "..", strings.Repeat("é.", 200) + "tar.gz", "\u200d.\u0301", "-\u0300.b", "com¹", "x. .y",
		"a" + strings.Repeat("\u0301", 50) + ".jpg", strings.Repeat(".", 300) + "pdf",
	} {
		f.Add(s, "2b7d0c1e")
	}
	f.Add("می\u200cخواهم\u200d.\u200cx", "a")
	f.Add("❤\uFE0F\uFE0F\u200d\u200d🔥", "a")
	f.Fuzz(func(t *testing.T, name, id string) {
		checkFileName(t, name, id, FileName(name, id))
		typed := typedFileName(name, id, "text/plain")
		checkFileName(t, typed, id, typed)
	})
}
