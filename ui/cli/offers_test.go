package cli

import (
	"slices"
	"strings"
	"testing"

	"attache/model"
)

func TestOnlyWordsAreOfferedAndNoneTwice(t *testing.T) {
	var files []model.Attachment
	for _, id := range []string{"", "-rf", "~root", "a b", "$(x)", "`x`", "a;b", "a\tb", "a:b", "é", "id-1", "id-2", "other"} {
		files = append(files, model.NewAttachment(id, "n'$(x)", "a/b", model.StatusInProgress))
	}
	for _, c := range []struct {
		typed string
		given []string
		hide  bool
		want  []string
	}{
		{"", nil, false, []string{"id-1\tn’_(x), in progress", "id-2\tn’_(x), in progress", "other\tn’_(x), in progress"}},
		{"id", []string{"id-1"}, true, []string{"id-2\ta_b, in progress"}},
		{"x", nil, false, nil},
	} {
		if got := offered(files, c.typed, c.given, c.hide); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestADescriptionIsNoLongerThanAListHasRoomFor(t *testing.T) {
	got := describe(model.NewAttachment("x", strings.Repeat("文", maxDescription+1), "", model.StatusApproved), false)
	if len([]rune(got)) != maxDescription || !strings.HasSuffix(got, "…") {
		t.Errorf("%q", got)
	}
}

func FuzzShellText(f *testing.F) {
	for _, s := range []string{"a b", "$(x)", "`", "a:b", "\x1b", "文", "\u202e", strings.Repeat("x", 99)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		safe := shellText(text)
		if strings.ContainsAny(safe, "$`;|&<>:\"'\\!*?[]{}#^%=\t\n\r\x1b") || safe != model.Text(safe) {
			t.Fatalf("%q: %q", text, safe)
		}
	})
}
