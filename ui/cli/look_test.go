package cli

import (
	"slices"
	"strings"
	"testing"
)

func TestColumnsAreChosenInTheFileAndOnTheCommandLine(t *testing.T) {
	for _, c := range []struct {
		text string
		args []string
		want []string
	}{
		{"", nil, nil},
		{"columns: [sender, name]\n", nil, []string{"sender", "name"}},
		{"columns: sender, name\n", nil, []string{"sender", "name"}},
		{"columns: [sender]\n", []string{"--columns", "name,state"}, []string{"name", "state"}},
	} {
		w := configured(t, c.text)
		if b := w.mustBrowse(t, c.args...); !slices.Equal(b.Columns, c.want) {
			t.Errorf("%q %q: %q", c.text, c.args, b.Columns)
		}
	}
}

func TestAWrongColumnIsAnsweredWithTheRightOnes(t *testing.T) {
	for text, want := range map[string][]string{
		"columns: [name, sendr]\n":                 {"columns in ", "config.yaml:1", "sendr", "state, name, sender"},
		"columns: [name, name]\n":                  {"columns in ", "config.yaml:1", "name is there twice"},
		"theme: drak\n":                            {"theme in ", "config.yaml:1", "auto, dark"},
		"colors:\n  - dim=#abc\n  - accent=blue\n": {"colors in ", "config.yaml:3", "accent=blue"},
		"colors:\n  - dim=#abc\n  - accent=#000\n": {"colors in ", "config.yaml:3", "too dark"},
		"start-at: end\n":                          {"start-at in ", "config.yaml:1", "oldest, newest"},
	} {
		w := configured(t, text)
		if code := w.run(t); code != 2 || len(w.browsed) > 0 {
			t.Errorf("%q: exit code %d", text, code)
		}
		for _, part := range want {
			if !strings.Contains(w.err.String(), part) {
				t.Errorf("%q: %q lacks %q", text, w.err.String(), part)
			}
		}
	}
}

func TestWhereTheScreenStartsAndWithWhat(t *testing.T) {
	w := configured(t, "start-at: newest\nmouse: yes\ntheme: dark\n")
	if b := w.mustBrowse(t); b.StartAt != "newest" || !b.Mouse || b.Theme != "dark" {
		t.Errorf("%+v", b.Appearance)
	}
	w = configured(t, "start-at: newest\nmouse: yes\n")
	if b := w.mustBrowse(t, "--start-at", "oldest", "--mouse=false"); b.StartAt != "oldest" || b.Mouse {
		t.Errorf("%+v", b.Appearance)
	}
}
