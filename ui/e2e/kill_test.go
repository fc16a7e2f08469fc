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
	"sync/atomic"
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
	struckIn(t, killsOf(t, 50), func(t *testing.T, kills int, seed uint64, struck *atomic.Int64) {
		o := stub.Options{Files: 8, Size: func(int) int { return 300_000 }, Drip: 4_000_000}
		k := killing{o: o, server: chat(t, o), moment: rand.New(rand.NewPCG(3, seed))}
		for kill := 0; kill < kills || struck.Load() == 0 && kill < 100*kills; kill++ {
			if k.once(t, kill) {
				struck.Add(1)
			}
			if t.Failed() {
				t.Fatalf("kill %d, round %d, seed %d", kill, k.round, seed)
			}
		}
		t.Logf("%d kills, %d folders completed under fire", kills, k.completed)
	})
}

// struckIn shares kills out among runs at the same time, each with a seed of its own, and expects that some struck.
func struckIn(t *testing.T, kills int, run func(t *testing.T, kills int, seed uint64, struck *atomic.Int64)) {
	t.Helper()
	const together = 5
	var struck atomic.Int64
	t.Run("kills", func(t *testing.T) {
		for seed := range min(together, kills) {
			t.Run(strconv.Itoa(seed), func(t *testing.T) {
				t.Parallel()
				run(t, (kills+seed)/together, uint64(seed), &struck) //nolint:gosec // a small number
			})
		}
	})
	t.Logf("%d of %d kills struck", struck.Load(), kills)
	if struck.Load() == 0 && !t.Failed() {
		t.Error("no kill struck: the test tells nothing")
	}
}

// killing is a folder that runs which are killed fill, one after the other.
type killing struct {
	o                stub.Options
	server           *stub.Server
	moment           *rand.Rand
	dir              string
	round, completed int
}

func (k *killing) fetch(t *testing.T) *command {
	t.Helper()
	c := without(t, on(k.server, "ATTACHE_DIR="+k.dir), "get", "--all", "--rate", "1000", "--parallel", "8")
	c.dir = k.dir
	return c
}

// once kills a run and reports whether parts were left.
func (k *killing) once(t *testing.T, kill int) (struck bool) {
	t.Helper()
	if k.dir == "" {
		k.dir = filepath.Join(t.TempDir(), "saved")
		k.round++
		if err := os.Mkdir(k.dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	c, before := k.fetch(t), bytesIn(t, k.dir)
	c.killed(t, time.Duration(k.moment.Int64N(int64(120*time.Millisecond))), func() {
		if kill%2 == 0 { // on a slow machine the others may all come too early
			begun(t, k.dir, before)
		}
	})
	parts, whole := state(t, k.dir, &k.o)
	if t.Failed() {
		return false
	}
	second := k.fetch(t)
	second.dir = twin(t, k.dir)
	second.cmd.Env = append(second.cmd.Env, "ATTACHE_DIR="+second.dir)
	if complete(t, second, &k.o); whole == k.o.Files {
		k.completed++
		k.dir = ""
	}
	return len(parts) > 0
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
