package model

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestTextShowsWhatCannotBeSeen(t *testing.T) {
	for in, want := range map[string]string{
		"":                                 "",
		"invoice-0042.pdf":                 "invoice-0042.pdf",
		"  padded  ":                       "padded",
		"Größe/naïve – 价格.pdf":             "Größe/naïve – 价格.pdf",
		"e\u0301te\u0301":                  "été",
		"tool.exe\x1b[2J":                  "tool.exe<ESC>[2J",
		"a\x00b\x07c\x7fd\x0be":            "a<NUL>b<BEL>c<DEL>d<VT>e",
		"a\u0085b\u009bc":                  "a<U+0085>b<U+009B>c",
		"two\r\nlines\tand tab":            "two  lines and tab",
		"a\u2028b\u2029c":                  "a<U+2028>b<U+2029>c",
		"exe.\u202Egpj":                    "exe.<U+202E>gpj",
		"\u2066x\u2069\u061c":              "<U+2066>x<U+2069><U+061C>",
		"pay\u200bpal\ufeff":               "pay<U+200B>pal<U+FEFF>",
		"soft\u00adhyphen":                 "soft<U+00AD>hyphen",
		"tags\U000E0041\U000E007F":         "tags<U+E0041><U+E007F>",
		"priv\ue000\U0010fffd":             "priv<U+E000><U+10FFFD>",
		"non\ufdd0\uffff":                  "non<U+FDD0><U+FFFF>",
		"un\u0378":                         "un<U+0378>",
		"\u3164\u115f\uffa0\u2800":         "<U+3164><U+115F><U+FFA0><U+2800>",
		"bad\xff\xfebytes":                 "bad\uFFFDbytes",
		"2.42.48\u202fPM\u3000x":           "2.42.48 PM x",
		"\u0301start":                      "◌\u0301start",
		"x\u200b\u0338":                    "x<U+200B>◌\u0338",
		"می\u200cخواهم":                    "میخواهم",
		"क्\u200dष":                        "क्ष",
		"a\u200db":                         "a<U+200D>b",
		"👩\u200d🚀":                         "👩🚀",
		"❤\ufe0f 1\ufe0f\u20e3":            "❤ 1\u20e3",
		"x\ufe0fy":                         "x<U+FE0F>y",
		"❤\ufe0f\ufe0f":                    "❤<U+FE0F>",
		"葛\U000E0100城":                     "葛城",
		"\u1161":                           "◌\u1161",
		"a" + strings.Repeat("\u0300", 99): "à" + strings.Repeat("\u0300", maxMarks),
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextHiddenTellsWhatAReaderCouldNotSee(t *testing.T) {
	for _, s := range []string{"a\x1b", "a\u202eb", "a\xff", "\u200b", "a" + strings.Repeat("\u0300", 99)} {
		if !textHidden(s) {
			t.Errorf("TextHidden(%q) = false", s)
		}
	}
	for _, s := range []string{"", "plain.pdf", " padded ", "été", "می\u200cخواهم", "👩\u200d🚀", "a\nb", "2.42\u202fPM"} {
		if textHidden(s) {
			t.Errorf("TextHidden(%q) = true", s)
		}
	}
}

func TestTextIsBounded(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("x", 1<<20), strings.Repeat("\u202e", maxText), strings.Repeat("é", maxText*3),
		strings.Repeat("😀", maxText+1), strings.Repeat(" ", 1<<16) + "x", strings.Repeat("a\u0301\u0302", maxText),
	} {
		got := Text(s)
		checkText(t, s, got)
		if !strings.HasSuffix(got, "…") {
			t.Errorf("a cut text ends in %q", got[max(0, len(got)-9):])
		}
	}
	whole := strings.Repeat("é", maxText)
	if Text(whole) != whole {
		t.Error("a text of just the longest length is cut")
	}
}

func TestTextOfPlainASCIICostsNothing(t *testing.T) {
	s := "Screenshot 2025-05-24 at 2.42.48 PM.png"
	if n := testing.AllocsPerRun(100, func() { _ = Text(s) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// checkText holds what Text promises for every input.
func checkText(t *testing.T, in, got string) {
	t.Helper()
	if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) {
		t.Errorf("Text(%q) = %q: not valid UTF-8 in NFC", in, got)
	}
	if again := Text(got); again != got {
		t.Errorf("Text(%q) = %q, and again = %q", in, got, again)
	}
	if n := utf8.RuneCountInString(got); n > maxText {
		t.Errorf("Text gives %d runes", n)
	}
	if strings.TrimSpace(got) != got {
		t.Errorf("Text(%q) = %q: white space at its ends", in, got)
	}
	marks := 0
	for i, r := range got {
		if !unicode.IsGraphic(r) && !isNewPicture(r) || isBlank(r) || isSelector(r) || (unicode.Is(unicode.Zs, r) && r != ' ') {
			t.Errorf("Text(%q) = %q: holds %U", in, got, r)
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > maxMarks || (marks > 0 && i == 0) {
			t.Errorf("Text(%q) = %q: mark number %d at %d", in, got, marks, i)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"", "plain", "a\x1b[2J", "\xff\xfe", "e\u0301\u200d\u0338", "❤\ufe0f\u200d🔥", "\u1100\u1161\u11a8", "\u0958\u093c",
		strings.Repeat("\u0316\u0301", 40), "می\u200cخ", "<\u200b\u0338", "\u034f\u0301", "\u16d63\u16d67", "1\ufe0f\u20e3",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkText(t, s, Text(s)) })
}

func BenchmarkText(b *testing.B) {
	for name, s := range map[string]string{"plain": "Screenshot 2025-05-24 at 2.42.48 PM.png", "other": "Präsentation – 价格.pdf"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				_ = Text(s)
			}
		})
	}
}
