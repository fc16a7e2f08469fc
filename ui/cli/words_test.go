//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWordsAreSplitAsByAShellAndNothingIsExpanded(t *testing.T) {
	for value, want := range map[string][]string{
		`-i`:                              {"-i"},
		`"C:\AV\scan.exe" 'C:\AV\x' a\ b`: {`C:\AV\scan.exe`, `C:\AV\x`, "a b"},
		`"a\"b" "\\" "\$HOME" '\''`:       {`a"b`, `\`, "$HOME", "'"},
		"a\\\nb \"c\\\nd\" '' \t\n":       {"ab", "cd", ""},
		"$HOME `id` * ~ {a,b} >x | & ;":   {"$HOME", "`id`", "*", "~", "{a,b}", ">x", "|", "&", ";"},
	} {
		if strings.Contains(value, `'\''`) {
			value, want = strings.Replace(value, `'\''`, `x\'y`, 1), append(want[:len(want)-1:len(want)-1], "x'y")
		}
		var o options
		if err := setOnSaved(&o, "--on-saved", "sh "+value); err != nil {
			t.Fatal(err)
		}
		if words := strings.Split(o.shared.OnSaved, "\x00"); !filepath.IsAbs(words[0]) || !slices.Equal(words[1:], want) {
			t.Errorf("%q became %q", value, words)
		}
	}
}

func TestAProgramThatCannotBeAskedIsNamed(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]string{
		"no-such":            "there is no such program: no-such",
		"~/scan":             "there is no such program: ~/scan",
		"'" + plain + "' -i": "it may not be run",
		dir:                  "no such program",
		"'x":                 "a quote is not closed",
		" ":                  "nothing is given",
		"''":                 "there is no such program",
	} {
		var o options
		if err := setOnSaved(&o, "--on-saved", value); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", value, err)
		}
	}
}
