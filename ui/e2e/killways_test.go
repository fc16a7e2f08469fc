//go:build unix

package e2e_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// TestAKilledRunLeavesNoArchiveThatIsNotWhole kills the program while it packs files, asks another program about each,
// and writes its receipt. What is left among the temporary files is gone after the next runs.
func TestAKilledRunLeavesNoArchiveThatIsNotWhole(t *testing.T) {
	t.Parallel()
	long(t)
	struckIn(t, killsOf(t, 15), func(t *testing.T, kills int, seed uint64, struck *atomic.Int64) {
		o := stub.Options{Files: 4, Size: func(int) int { return 60_000 }, Drip: 300_000}
		p := packing{env: append(on(chat(t, o)), "TMPDIR="+shortDir(t)), moment: rand.New(rand.NewPCG(5, seed))}
		for kill := 0; kill < kills || struck.Load() == 0 && kill < 100*kills; kill++ { // on a busy machine many come too late
			if p.once(t, kill) {
				struck.Add(1)
			}
			if t.Failed() {
				t.Fatalf("kill %d, seed %d", kill, seed)
			}
		}
		p.swept(t)
	})
}

// packing is a chat whose files runs pack that are killed.
type packing struct {
	env    []string // the last says where temporary files are
	moment *rand.Rand
}

func (p *packing) pack(t *testing.T, dir string) *command {
	t.Helper()
	return without(t, p.env, "get", "--all", "--rate", "1000", "--parallel", "4", "--zip", filepath.Join(dir, "all.zip"),
		"--receipt", filepath.Join(dir, "receipt.json"), "--on-saved", "sleep 0.02")
}

// once kills a run or two and reports whether an archive was begun.
func (p *packing) once(t *testing.T, kill int) (struck bool) {
	t.Helper()
	dir := shortDir(t)
	for range 1 + kill%2 {
		after := time.Duration(p.moment.Int64N(int64(250 * time.Millisecond)))
		before := bytesIn(t, dir)
		p.pack(t, dir).killed(t, after, func() {
			if kill%3 > 0 {
				begun(t, dir, before)
			}
		})
		letGo(t, dir)
	}
	names := left(t, dir)
	if i := slices.IndexFunc(names, func(name string) bool { return !isArchiveOrDraft(name) }); i >= 0 {
		t.Errorf("%q is a name of nothing", names[i])
	}
	struck = isBegun(names)
	p.pack(t, dir).must(t, 0)
	// What the killed run was about to start held its lock for a moment longer.
	for end := time.Now().Add(patience); isBegun(left(t, dir)); {
		if p.pack(t, dir).must(t, 0); time.Now().After(end) {
			t.Fatalf("left for ever: %q", left(t, dir))
		}
	}
	names = left(t, dir)
	if !slices.Contains(names, "all.zip") || !slices.Contains(names, "receipt.json") {
		t.Errorf("after the next run there are %q", names)
	}
	for _, name := range names {
		if filepath.Ext(name) == ".zip" {
			without(t, p.env, "verify", filepath.Join(dir, name)).must(t, 0)
		}
	}
	return struck
}

// swept expects the next runs to remove what the killed ones have left among the temporary files.
func (p *packing) swept(t *testing.T) {
	t.Helper()
	_, temporary, _ := strings.Cut(p.env[len(p.env)-1], "=")
	scratch := func() bool {
		return slices.ContainsFunc(left(t, temporary), func(name string) bool { return strings.HasPrefix(name, "attache-scratch-") })
	}
	for end := time.Now().Add(patience); scratch(); {
		if without(t, p.env, "list").must(t, 0); time.Now().After(end) {
			t.Fatalf("left for ever: %q", left(t, temporary))
		}
	}
}

// isBegun reports whether a part file is there, or what belongs to one.
func isBegun(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, ".part") })
}

// isArchiveOrDraft reports whether a killed run may leave a file of that name.
func isArchiveOrDraft(name string) bool {
	return strings.HasPrefix(name, "all.zip") || strings.HasPrefix(name, "all (1).zip") || name == "receipt.json" || strings.HasPrefix(name, ".attache-receipt-")
}

// TestAKilledScreenLeavesNoFileThatIsNotWhole saves all from the screen, kills it, and lets a run that nobody kills go on
// from there.
func TestAKilledScreenLeavesNoFileThatIsNotWhole(t *testing.T) {
	t.Parallel()
	long(t)
	struckIn(t, killsOf(t, 10), func(t *testing.T, kills int, seed uint64, struck *atomic.Int64) {
		o := stub.Options{Files: 6, Size: func(int) int { return 100_000 }, Drip: 500_000}
		server := chat(t, o)
		moment := rand.New(rand.NewPCG(7, seed))
		for kill := 0; kill < kills || struck.Load() == 0 && kill < 100*kills; kill++ {
			t.Run(strconv.Itoa(kill), func(t *testing.T) {
				if killedScreen(t, server, &o, time.Duration(moment.Int64N(int64(100*time.Millisecond))), kill%2 == 0) {
					struck.Add(1)
				}
			})
			if t.Failed() {
				t.Fatalf("kill %d, seed %d", kill, seed)
			}
		}
	})
}

// killedScreen kills a screen that saves, some time after it began or has seen the first bytes, and reports whether
// parts were left.
func killedScreen(t *testing.T, server *stub.Server, o *stub.Options, after time.Duration, bytes bool) bool {
	t.Helper()
	p := start(t, terminal{args: []string{"--rate", "1000", "--parallel", "6"}, env: on(server)})
	// Files of unknown size are asked about before they are saved.
	p.until("links, and sizes with them", func(s vt.Screen) bool { return strings.Count(s.Text(), "● live") == 6 })
	p.press("\x01", "6 marked")
	p.keys("s")
	if bytes {
		p.until("a transfer", func(vt.Screen) bool { return bytesIn(t, p.dir) > 0 }) // the screen is drawn while it goes on
	}
	timer := time.AfterFunc(after, func() { _ = p.cmd.Process.Kill() })
	defer timer.Stop()
	<-p.ended
	letGo(t, p.dir)
	parts, _ := state(t, p.dir, o)
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	next := without(t, on(server, "ATTACHE_DIR="+p.dir), "get", "--all", "--rate", "1000", "--parallel", "6")
	next.dir = p.dir
	complete(t, next, o)
	return len(parts) > 0
}
