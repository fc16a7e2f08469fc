package model

import (
	_ "embed"
	"strings"
	"testing"
)

//go:embed testdata/emoji-18.0.txt
var emojiList string

// emojiOfUnicode is every emoji of Unicode's own list.
func emojiOfUnicode(t *testing.T) []string {
	t.Helper()
	var all []string
	for line := range strings.Lines(emojiList) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "//") {
			all = append(all, line)
		}
	}
	if len(all) < 5000 {
		t.Fatalf("%d emoji", len(all))
	}
	return all
}

func TestEveryEmojiOfUnicodePasses(t *testing.T) {
	for _, emoji := range emojiOfUnicode(t) {
		for _, name := range []string{emoji, emoji + ".png", "a" + emoji + "b.png", "नमस्ते" + emoji, emoji + emoji} {
			if got := Text(name); textHidden(name) || strings.Contains(got, "U+") || got == "" {
				t.Errorf("%+q is shown as %q", name, got)
			}
			checkText(t, name, Text(name))
		}
		name := FileName(emoji+".png", "id")
		if !strings.HasSuffix(name, ".png") || strings.HasPrefix(name, "attachment") {
			t.Errorf("%+q is saved as %q", emoji, name)
		}
	}
}

func TestEveryJoinerThatAScriptNeedsPasses(t *testing.T) {
	for what, name := range map[string]string{
		"Malayalam chillu at the end":        "അവന്\u200d.pdf",
		"Malayalam chillu before a blank":    "അവന്\u200d വന്നു",
		"Malayalam chillu within":            "എന്\u200dറെ",
		"Bengali khanda ta of old":           "হঠাত\u09cd\u200d.pdf",
		"Bengali ya after ra":                "র\u200d\u09cdযাম",
		"Hindi half letter at the end":       "क्\u200d.pdf",
		"Hindi virama shown":                 "विद्\u200cया",
		"Marathi eyelash ra":                 "दऱ्\u200dया",
		"Sinhala":                            "ශ්\u200dරී ලංකා.pdf",
		"Sinhala touching letters":           "ත\u200d\u0dcaව",
		"Kannada":                            "ರ\u200d\u0ccdಕ",
		"Tamil":                              "க்\u200cஷ",
		"Persian":                            "می\u200cخواهم.pdf",
		"Persian plural of a Latin word":     "PDF\u200cها.zip",
		"Persian plural of a number":         "۱۰\u200cتایی",
		"Persian with a vowel mark":          "مِ\u200cی",
		"Arabic abbreviation of the era":     "١٤٤٥ ه\u200d.pdf",
		"Arabic letter in its final shape":   "(\u200dه).pdf",
		"Khmer register":                     "ប\u200c៊ី",
		"Khmer line break":                   "ភាសា\u200bខ្មែរ.pdf",
		"Thai line break":                    "ภาษา\u200bไทย.pdf",
		"Burmese line break":                 "မြန်မာ\u200bဘာသာ.pdf",
		"Mongolian separator":                "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
		"Mongolian variant":                  "ᠠ\u180bᠮ",
		"Hebrew marks kept in their order":   "ה\u05b7\u034f\u05b0",
		"Han variant":                        "葛\U000E0100城.pdf",
		"Myanmar dotted letter":              "\u1000\ufe00.pdf",
		"Balinese, of which no list is kept": "\u1b13\u1b44\u200c.pdf",
	} {
		if got := Text(name); textHidden(name) || strings.Contains(got, "U+") {
			t.Errorf("%s: %+q is shown as %q", what, name, got)
		}
		checkText(t, name, Text(name))
	}
}

func TestWhatHidesIsStillShown(t *testing.T) {
	for what, name := range map[string]string{
		"a joiner between Latin letters":     "pay\u200dpal.exe",
		"a non-joiner between Latin letters": "pay\u200cpal.exe",
		"a space of no width":                "invoice\u200b.exe",
		"a space of no width beside Thai":    "ไทย\u200b.exe",
		"a joiner after a picture alone":     "👩\u200d.png",
		"a joiner before a picture alone":    "a\u200d👩.png",
		"two joiners":                        "👩\u200d\u200d🚀.png",
		"two selectors":                      "❤\ufe0f\ufe0f.png",
		"a selector on a letter":             "x\ufe0f.png",
		"two non-joiners":                    "می\u200c\u200cخواهم.pdf",
		"a non-joiner before a full stop":    "کتاب\u200c.pdf",
		"tags without a flag":                "a\U000E0067\U000E0062\U000E007F.png",
		"tags of no country":                 "🏴\U000E0068\U000E0069\U000E007F.png",
		"tags without their end":             "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067.png",
		"tags after the end":                 "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F\U000E0061.png",
		"tags after another flag":            "🏳\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F.png",
		"a code point kept for nothing":      "a\U0001FFFD.png",
		"a grapheme joiner between letters":  "a\u034fb",
		"a Mongolian separator elsewhere":    "a\u180eb",
		"a selector of Han on a letter":      "a\U000E0100b",
	} {
		if got := Text(name); !textHidden(name) || !strings.Contains(got, "<U+") {
			t.Errorf("%s: %+q is shown as %q", what, name, got)
		}
		checkText(t, name, Text(name))
	}
}
