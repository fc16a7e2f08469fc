package system

import (
	"bufio"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
)

// holder is the environment variable that makes this test program hold a folder until it is killed.
const holder = "ATTACHE_TEST_HOLDS"

func temporary(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	return dir
}

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestWhatAKilledRunHasLeftIsSweptAndWhatIsInUseStays(t *testing.T) {
	if os.Getenv(holder) != "" {
		s, err := NewScratch()
		if err == nil {
			err = os.WriteFile(filepath.Join(s.Dir, "a.txt"), []byte("private"), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		_, _ = os.Stdout.WriteString("held\n")
		select {}
	}
	dir := temporary(t)
	other := exec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+t.Name()+"$") //nolint:gosec // this program
	other.Env = append(os.Environ(), holder+"=1")
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatal(line, err)
	}
	Sweep()
	if n := names(t, dir); len(n) != 1 || len(names(t, filepath.Join(dir, n[0]))) == 0 {
		t.Errorf("of a run that lives, %q is left", n)
	}
	_ = other.Process.Kill()
	_ = other.Wait()
	Sweep()
	if n := names(t, dir); len(n) != 0 {
		t.Errorf("of a killed run, %q is left", n)
	}
}

func TestAFolderIsGoneWhenItIsRemovedAndAnothersIsNotSwept(t *testing.T) {
	dir := temporary(t)
	s, err := NewScratch()
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(s.Dir); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	Sweep()
	if n := names(t, dir); len(n) != 1 {
		t.Errorf("there are %q", n)
	}
	if err := s.Remove(); err != nil || len(names(t, dir)) != 0 {
		t.Errorf("%v, there are %q", err, names(t, dir))
	}
	for _, name := range []string{scratchPrefix + "work", "attache-" + rand.Text(), scratchPrefix + rand.Text() + "x"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	passing := filepath.Join(dir, scratchPrefix+rand.Text())
	if err := os.WriteFile(passing, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" {
		if err := os.Symlink(dir, filepath.Join(dir, scratchPrefix+rand.Text())); err != nil {
			t.Fatal(err)
		}
	}
	before := len(names(t, dir))
	Sweep()
	if n := names(t, dir); len(n) != before-1 {
		t.Errorf("left are %q", n)
	}
}
