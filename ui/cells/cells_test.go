package cells_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"attache/ui/cells"
)

// names are texts whose cells depend on who counts, with the cells a terminal that adds up the
// characters gives them. The numbers were read off the cursor of tmux 3.3a.
func names() map[string]int {
	return map[string]int{
		"हिन्दी दस्तावेज़ क्ष.pdf": 19, "বাংলা নথি ক্ষ.pdf": 16, "ภาษาไทย น้ำ.pdf": 14, "தமிழ் ஸ்ரீ கோ.pdf": 14,
		"ភាសាខ្មែរ.pdf": 12, "ພາສາລາວ ນ້ຳ.pdf": 14, "မြန်မာဘာသာ.pdf": 13, "മലയാളം ൻ.pdf": 12, "👍🏽.png": 8, "👩🏽🚀.png": 10,
		"🇬🇧.png": 6, "한글.pdf": 8, "1⃣.png": 5, "ℹ.png": 5, "❤🔥.png": 7, "見積書.xlsx": 11, "e\u0301te\u0301": 3, "plain.txt": 9, "": 0,
	}
}

func TestWidthIsWhatATerminalGivesTheCharacters(t *testing.T) {
	for name, want := range names() {
		if got := (cells.Ruler{}).Width(name); got != want {
			t.Errorf("%q takes %d cells, want %d", name, got, want)
		}
	}
	for name, want := range map[string]int{"हिन्दी दस्तावेज़ क्ष.pdf": 13, "👍🏽.png": 6, "plain.txt": 9} {
		if got := cells.Graphemes().Width(name); got != want {
			t.Errorf("%q takes %d cells by graphemes, want %d", name, got, want)
		}
	}
}

// TestEveryCutKeepsToItsCells is about all ways to cut, both rulers, any text and any room.
func TestEveryCutKeepsToItsCells(t *testing.T) {
	var all []string
	for name := range names() {
		all = append(all, name)
	}
	for seed := range uint64(400) {
		pick := rand.New(rand.NewPCG(seed, 1))
		var b strings.Builder
		for range pick.IntN(4) {
			b.WriteString(all[pick.IntN(len(all))])
		}
		s, w, sign := b.String(), pick.IntN(60)-2, []string{"", "…", ".."}[pick.IntN(3)]
		for _, r := range []cells.Ruler{{}, cells.Graphemes()} {
			room := max(w, 0)
			for what, got := range map[string]string{"Fit": r.Fit(s, w, sign), "FitEnd": r.FitEnd(s, w, sign), "FitRight": r.FitRight(s, w)} {
				if r.Width(got) != room {
					t.Errorf("%s(%q, %d, %q) = %q: %d cells", what, s, w, sign, got, r.Width(got))
				}
			}
			for what, got := range map[string]string{"Middle": r.Middle(s, w, sign), "End": r.End(s, w, sign), "Tail": r.Tail(s, w)} {
				if r.Width(got) > room {
					t.Errorf("%s(%q, %d, %q) = %q: %d cells", what, s, w, sign, got, r.Width(got))
				}
				if r.Width(s) <= w && got != s {
					t.Errorf("%s(%q, %d, %q) = %q: it had room", what, s, w, sign, got)
				}
			}
			if w < 8 {
				continue // narrower than some characters are
			}
			for what, lines := range map[string][]string{"Wrap": r.Wrap(s, w), "WrapHard": r.WrapHard(s, w)} {
				for _, line := range lines {
					if r.Width(line) > w {
						t.Errorf("%s(%q, %d): %q takes %d cells", what, s, w, line, r.Width(line))
					}
				}
			}
		}
	}
}

func TestACutKeepsTheExtensionAndPartsNoCharacter(t *testing.T) {
	r := cells.Ruler{}
	for s, want := range map[string]string{
		"a-long-name-of-a-file.pdf": "a-long-n….pdf", "हिन्दी दस्तावेज़ क्ष.pdf": "हिन्दी द….pdf",
	} {
		if got := r.Middle(s, 13, "…"); got != want {
			t.Errorf("%q becomes %q, want %q", s, got, want)
		}
	}
	if got := r.End("é́́té", 1, ""); got != "é́́" {
		t.Errorf("an accent was cut off its letter: %q", got)
	}
}
