//go:build unix

package e2e_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"attache/ui/e2e/stub"
)

// TestAKilledRunLeavesNoFileThatIsNotWhole kills the program with SIGKILL at random moments of a
// download of several files. After each kill every file under a final name is whole, and a run that
// nobody kills completes them all from there and leaves nothing else.
func TestAKilledRunLeavesNoFileThatIsNotWhole(t *testing.T) {
	t.Parallel()
	long(t)
	kills, seed := killsOf(t, 100), uint64(3)
	o := stub.Options{Files: 8, Size: func(int) int { return 300_000 }, Drip: 4_000_000}
	server := chat(t, o)
	moment := rand.New(rand.NewPCG(seed, seed))
	dir, round, completed, resumed := "", 0, 0, 0
	fetch := func() *command {
		c := without(t, on(server, "ATTACHE_DIR="+dir), "get", "--all", "--rate", "1000", "--parallel", "8")
		c.dir = dir
		return c
	}
	for kill := 0; kill < kills || resumed == 0 && kill < 100*kills; kill++ {
		if dir == "" {
			dir = filepath.Join(t.TempDir(), "saved")
			round++
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		c, before := fetch(), bytesIn(t, dir)
		after := time.Duration(moment.Int64N(int64(120 * time.Millisecond)))
		c.killed(t, after, func() {
			if kill%2 == 0 { // on a slow machine the others may all come too early
				begun(t, dir, before)
			}
		})
		parts, whole := state(t, dir, &o)
		if len(parts) > 0 {
			resumed++
		}
		if t.Failed() {
			t.Fatalf("kill %d after %v, round %d, seed %d", kill, after, round, seed)
		}
		second := fetch()
		second.dir = twin(t, dir)
		second.cmd.Env = append(second.cmd.Env, "ATTACHE_DIR="+second.dir)
		complete(t, second, &o)
		if t.Failed() {
			t.Fatalf("the run after kill %d after %v, round %d, seed %d", kill, after, round, seed)
		}
		if whole == o.Files {
			completed++
			dir = ""
		}
	}
	t.Logf("%d kills, %d of them with parts left, %d folders completed under fire", kills, resumed, completed)
	if resumed == 0 {
		t.Error("no kill struck a transfer: the test tells nothing")
	}
}

// killsOf is how often a test kills: usual times, or as often as .ci/kills says.
func killsOf(t *testing.T, usual int) int {
	t.Helper()
	if text := os.Getenv("ATTACHE_KILLS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return usual
}

// killed runs a command and kills it after a while, unless it has ended by then.
func (c *command) killed(t *testing.T, after time.Duration, begun func()) {
	t.Helper()
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	begun()
	timer := time.AfterFunc(after, func() { _ = c.cmd.Process.Kill() })
	_ = c.wait(t)
	timer.Stop()
}

// letGo waits until nothing of a killed program holds its parts: a child that it was about to start has its locks until
// it becomes another program.
func letGo(t *testing.T, dir string) {
	t.Helper()
	for _, name := range left(t, dir) {
		f, err := os.Open(filepath.Join(dir, name))
		if err == nil && strings.HasSuffix(name, ".part") {
			err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX)
		}
		if err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
	}
}

// bytesIn is how many bytes are in a folder.
func bytesIn(t *testing.T, dir string) (all int64) {
	t.Helper()
	for _, name := range left(t, dir) {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil { // else it has another name by now
			all += info.Size()
		}
	}
	return all
}

// begun waits until there are other bytes in a folder than before.
func begun(t *testing.T, dir string, before int64) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); bytesIn(t, dir) == before; <-tick.C {
		if time.Now().After(end) {
			t.Fatal("no transfer begins")
		}
	}
}

// state checks that every file under a final name is whole and that all else is a part or its note,
// and returns the parts and how many files are whole.
func state(t *testing.T, dir string, o *stub.Options) (parts []string, whole int) {
	t.Helper()
	var names []string
	for i := range o.Files {
		names = append(names, o.FileName(i))
	}
	for _, name := range left(t, dir) {
		if strings.Contains(name, ".part") {
			parts = append(parts, name)
			continue
		}
		i := slices.Index(names, name)
		if i < 0 {
			t.Errorf("%q is a name of no file", name)
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Equal(content, o.Content(i)) {
			t.Errorf("%s is not whole: %d bytes, %v", name, len(content), err)
		}
		whole++
	}
	return parts, whole
}

// twin copies what a killed run has left, so that it can be killed again and also run to its end.
func twin(t *testing.T, dir string) string {
	t.Helper()
	other := filepath.Join(t.TempDir(), "saved")
	if out, err := exec.Command("cp", "-a", dir, other).CombinedOutput(); err != nil { //nolint:noctx // it takes a moment
		t.Fatalf("%v: %s", err, out)
	}
	return other
}

// complete expects a run that nobody kills to leave every file whole, and nothing else.
func complete(t *testing.T, c *command, o *stub.Options) {
	t.Helper()
	var all []int
	for i := range o.Files {
		all = append(all, i)
	}
	c.must(t, 0).paths(t, *o, all...)
	parts, whole := state(t, c.dir, o)
	if whole != o.Files {
		t.Fatalf("%d files in the end", whole)
	}
	if len(parts) > 0 {
		t.Errorf("left beside them: %q", parts)
	}
}
