package setup

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

const program = `C:\Users\Zoë Ünal\bin\attache.exe`

func place(t *testing.T) Place {
	t.Helper()
	home := t.TempDir()
	return Place{filepath.Join(home, "Local"), filepath.Join(home, "Roaming"), program}
}

// files are all that is below a folder.
func files(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatIsAddedIsRemovedAgainAndNothingElse(t *testing.T) {
	p := place(t)
	home := filepath.Dir(p.Local)
	for range 2 { // a second time changes nothing
		added, err := p.Add()
		if err != nil || len(added) != 2 || !slices.Equal(files(t, home), added) {
			t.Fatalf("%q, %v, there is %q", added, err, files(t, home))
		}
	}
	other := filepath.Join(p.fragments(), "other.json")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	gone, err := p.Remove()
	if err != nil || len(gone) != 2 || !slices.Equal(files(t, home), []string{other}) {
		t.Errorf("%q, %v, left %q", gone, err, files(t, home))
	}
	if gone, err := p.Remove(); err != nil || len(gone) != 0 {
		t.Errorf("again: %q, %v", gone, err)
	}
}

func TestTheProfileStartsTheProgram(t *testing.T) {
	text, err := place(t).profile()
	var got struct {
		Profiles []struct{ Name, Commandline string }
	}
	if err == nil {
		err = json.Unmarshal(text, &got)
	}
	if err != nil || len(got.Profiles) != 1 || got.Profiles[0].Name != "attache" || got.Profiles[0].Commandline != `"`+program+`"` {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestTheShortcutLeadsToTheProgram reads the link as [MS-SHLLINK] says.
func TestTheShortcutLeadsToTheProgram(t *testing.T) {
	b, err := shortcut(program)
	if err != nil {
		t.Fatal(err)
	}
	u32 := func(at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
	wide := func(at int) string {
		var units []uint16
		for ; b[at] != 0 || b[at+1] != 0; at += 2 {
			units = append(units, binary.LittleEndian.Uint16(b[at:]))
		}
		return string(utf16.Decode(units))
	}
	narrow := func(at int) string { s, _, _ := strings.Cut(string(b[at:]), "\x00"); return s }
	if u32(0) != 0x4C || u32(20) != 0x282 || u32(60) != 1 {
		t.Errorf("header % x", b[:0x4C])
	}
	info := 0x4C
	plain := strings.NewReplacer("ë", "?", "Ü", "?").Replace(program)
	if got := narrow(info + u32(info+16)); got != plain {
		t.Errorf("local path %q", got)
	}
	if got := wide(info + u32(info+28)); got != program {
		t.Errorf("local path in Unicode %q", got)
	}
	if narrow(info+u32(info+24)) != "" || wide(info+u32(info+32)) != "" || u32(info+u32(info+12)) != 0x11 {
		t.Error("suffix or volume")
	}
	block := info + u32(info)
	if u32(block) != 0x314 || u32(block+4) != 0xA0000001 || narrow(block+8) != plain || wide(block+8+260) != program {
		t.Errorf("environment block % x", b[block:block+16])
	}
	if len(b) != block+0x314+4 || u32(len(b)-4) != 0 {
		t.Errorf("%d bytes", len(b))
	}
	if _, err := shortcut(strings.Repeat("x", 260)); err == nil {
		t.Error("a path that is too long")
	}
}
