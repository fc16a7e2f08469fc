package config

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

const sample = `# a comment
rate: 2
dir: ~/chat files # another
"region": 'eu-west-2'
ascii: yes
fault: [throttle=3, latency]
keys:
  act.copy: c
  list.filter: ["/", ctrl+f]
  act.save: []
seed: 0x10
`

func TestAFileIsReadWithItsLines(t *testing.T) {
	for _, text := range []string{sample, "\uFEFF" + sample, strings.ReplaceAll(sample, "\n", "\r\n"), "---\n" + sample} {
		file, err := parse("configuration", "c.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		shift := strings.Count(strings.TrimPrefix(text, "\uFEFF"), "---\n")
		for _, c := range []struct {
			list   []Entry
			name   string
			values []string
			many   bool
			line   int
		}{
			{file.Settings, "rate", []string{"2"}, false, 2},
			{file.Settings, "dir", []string{"~/chat files"}, false, 3},
			{file.Settings, "region", []string{"eu-west-2"}, false, 4},
			{file.Settings, "ascii", []string{"yes"}, false, 5},
			{file.Settings, "fault", []string{"throttle=3", "latency"}, true, 6},
			{file.Settings, "seed", []string{"0x10"}, false, 11},
			{file.Keys, "act.copy", []string{"c"}, false, 8},
			{file.Keys, "list.filter", []string{"/", "ctrl+f"}, true, 9},
			{file.Keys, "act.save", nil, true, 10},
		} {
			i := slices.IndexFunc(c.list, func(e Entry) bool { return e.Name == c.name })
			if i < 0 {
				t.Errorf("%s is missing", c.name)
				continue
			}
			if e := c.list[i]; !slices.Equal(e.Values, c.values) || e.Line != c.line+shift || e.List != c.many {
				t.Errorf("%s: %+v", c.name, e)
			}
		}
		if len(file.Settings) != 6 || len(file.Keys) != 3 {
			t.Errorf("%d settings, %d keys", len(file.Settings), len(file.Keys))
		}
	}
}

func TestAFileOfNothingIsNoMistake(t *testing.T) {
	for _, text := range []string{"", "\n\n", "# only words\n", "---\n", "---\n# words\n", "{}", "keys:\n#  act.copy: c\n"} {
		if file, err := parse("configuration", "c.yaml", []byte(text)); err != nil || len(file.Settings)+len(file.Keys) != 0 {
			t.Errorf("%q: %+v, %v", text, file, err)
		}
	}
}

func TestWhatIsWrongIsNamedWithItsLine(t *testing.T) {
	for _, c := range []struct{ text, op, fault, detail string }{
		{"rate: 2\nrate: 3\n", "rate in c.yaml:2", model.FaultConflict, "line 1 gives it too"},
		{"rate: 2\n'rate': 3\n", "rate in c.yaml:2", model.FaultConflict, "line 1"},
		{"keys:\n  a.b: c\n  a.b: d\n", "a.b in c.yaml:3", model.FaultConflict, "line 2"},
		{"keys: {}\nkeys: {}\n", "keys in c.yaml:2", model.FaultConflict, "line 1"},
		{"rate: 2\n\trate: 3\n", "configuration in c.yaml:2", model.FaultUnreadable, ""},
		{"rate: 2\ndir: 'x\n", "configuration in c.yaml:", model.FaultUnreadable, ""},
		{"rate", "configuration in c.yaml:1", model.FaultUnreadable, "names with a value each are wanted"},
		{"\n- rate\n", "configuration in c.yaml:2", model.FaultUnreadable, "names with a value"},
		{"rate: 2\n---\ndir: x\n", "configuration in c.yaml:2", model.FaultUnreadable, "a second document"},
		{"rate:\n  dir: x\n", "rate in c.yaml:2", model.FaultUnreadable, "a value is wanted"},
		{"rate: [[1]]\n", "rate in c.yaml:1", model.FaultUnreadable, "a value is wanted"},
		{"a: &x 1\nb: 2\n", "a in c.yaml:1", model.FaultUnreadable, "a value is wanted"},
		{"rate: !!str 1\n", "rate in c.yaml:1", model.FaultUnreadable, "a value is wanted"},
		{"? [a]\n: 1\n", "configuration in c.yaml:1", model.FaultUnreadable, "a name is wanted"},
		{"'': 1\n", "configuration in c.yaml:1", model.FaultUnreadable, "a name is wanted"},
		{"keys: c\n", "keys in c.yaml:1", model.FaultUnreadable, "actions belong under it"},
		{"keys:\n- c\n", "keys in c.yaml:1", model.FaultUnreadable, "actions belong under it"},
		{"keys:\n  act:\n    copy: c\n", "act in c.yaml:3", model.FaultUnreadable, "a value is wanted"},
		{"rate: 2\ndir: \x1b[2J\n", "configuration in c.yaml:2", model.FaultUnreadable, "cannot be seen"},
		{"rate: 2\ndir: \xff\n", "configuration in c.yaml:2", model.FaultUnreadable, "not UTF-8"},
		{"rate: 2\u2028dir: x\n", "configuration in c.yaml:1", model.FaultUnreadable, "cannot be seen"},
		{"r\x00a\x00", "configuration in c.yaml:1", model.FaultUnreadable, "cannot be seen"},
		{strings.Repeat("x", 64) + ": [[]]\n", "name in c.yaml:1", model.FaultUnreadable, "a value"},
	} {
		_, err := parse("configuration", "c.yaml", []byte(c.text))
		p := model.AsProblem(err)
		if p == nil || !strings.HasPrefix(p.Op, c.op) || p.Code != c.fault || !strings.Contains(p.Detail, c.detail) {
			t.Errorf("%q: %+v", c.text, p)
		}
	}
}

func TestAFileThatEverybodyCanChangeIsRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // it has rights of another kind
	}
	for rights, want := range map[os.FileMode]string{0o600: "", 0o644: "", 0o664: "group", 0o666: "refused", 0o602: "refused"} {
		path := filepath.Join(t.TempDir(), "c.yaml")
		if err := os.WriteFile(path, []byte("rate: 2\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if os.Geteuid() == 0 {
			if err := os.Chown(path, 0, 1); err != nil { // another group than the owner's own
				t.Fatal(err)
			}
		} else if rights == 0o664 && os.Geteuid() == os.Getegid() {
			want = "" // the group is the user's own
		}
		if err := os.Chmod(path, rights); err != nil {
			t.Fatal(err)
		}
		file, err := Read(path, "c.yaml")
		got := ""
		switch {
		case err != nil && model.AsProblem(err).Code == model.FaultExposed:
			got = "refused"
		case err != nil:
			t.Fatal(err)
		case file.GroupWritable:
			got = "group"
		}
		if got != want {
			t.Errorf("%o: %q, not %q", rights, got, want)
		}
	}
}

func TestALargeFileIsNotRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(path, []byte(strings.Repeat("# words\n", maxBytes/8)+"#"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path, "c.yaml"); err == nil || !strings.Contains(model.AsProblem(err).Detail, "larger") {
		t.Error(err)
	}
}

func TestTheFolderIsTheSystemsOwn(t *testing.T) {
	abs, err := filepath.Abs("xdg")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": "/h"}, "/h/.config"},
		{"linux", map[string]string{"HOME": "/h", "XDG_CONFIG_HOME": abs}, abs},
		{"linux", map[string]string{"HOME": "/h", "XDG_CONFIG_HOME": "not/absolute"}, "/h/.config"},
		{"linux", map[string]string{"AppData": `C:\a`}, ""},
		{"darwin", map[string]string{"HOME": "/h"}, "/h/Library/Application Support"},
		{"darwin", map[string]string{"HOME": "/h", "XDG_CONFIG_HOME": abs}, abs},
		{"windows", map[string]string{"HOME": "/h", "AppData": `C:\a`}, `C:\a`},
		{"windows", nil, ""},
	} {
		if got := folder(c.system, func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%s %v: %q", c.system, c.env, got)
		}
	}
}

func TestAPathUnderTheHomeFolderIsShort(t *testing.T) {
	home := string(filepath.Separator) + "h"
	getenv := func(string) string { return home }
	for _, path := range []string{home, home + "x" + string(filepath.Separator), filepath.Join(home, "a"), "elsewhere"} {
		want := path
		if path == filepath.Join(home, "a") {
			want = "~" + string(filepath.Separator) + "a"
		}
		if got := Short(path, getenv); got != want {
			t.Errorf("%q: %q", path, got)
		}
	}
}

// FuzzParse looks for text that brings the reader down, and for a complaint that is not one.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		sample, "", "a: b: c", "a: [", "{a: {b", "a: |\n x\n", "? a\n: b", "a: *b", "<<: {a: b}", "a: \"\\x1b\"", "%YAML 1.1\n---\na: b", "- - - -", "a: >\n\n\n b",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := parse("configuration", "c.yaml", text)
		if err != nil {
			p := model.AsProblem(err)
			if p.Kind != model.KindInput || !strings.Contains(p.Op, " in c.yaml") || p.Detail != model.Text(p.Detail) {
				t.Fatalf("%q: %+v", text, p)
			}
			return
		}
		names := map[string]bool{}
		for _, e := range file.Settings {
			if e.Name == "" || names[e.Name] || e.Line < 1 || !e.List && len(e.Values) != 1 {
				t.Fatalf("%q: %+v", text, e)
			}
			names[e.Name] = true
		}
	})
}
