//go:build unix

package e2e_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// events is how many a burst has: half of them files that arrive, half results of their scans.
const events = 10_000

// burst lets that happen in the chat as fast as the sockets take it.
func burst(s *stub.Server) {
	const together = 100
	for range events / 2 / together {
		first := s.Send(together)
		files := make([]int, together)
		for i := range files {
			files[i] = first + i
		}
		s.Scan("APPROVED", files...)
	}
}

// underCursor is the file the cursor bar stands on.
func underCursor(s vt.Screen) string { return regexp.MustCompile(`file-\d+`).FindString(selected(s)) }

// keysUntil presses a key after the other until ok, and returns how long each waited for its answer on the
// screen.
func (p *program) keysUntil(ok func(s vt.Screen) bool) []time.Duration {
	p.t.Helper()
	var waits []time.Duration
	for screen := p.term.Screen(); len(waits) == 0 || !ok(screen); {
		before, at := underCursor(screen), time.Now()
		p.keys([]string{"j", "k"}[len(waits)%2])
		screen = p.until("the cursor to move", func(s vt.Screen) bool { return underCursor(s) != before })
		waits = append(waits, time.Since(at))
	}
	return waits
}

func TestKeysAreAnsweredWhileTenThousandEventsComeByTheSocket(t *testing.T) {
	const limit, files = 50 * time.Millisecond, 20 // not in parallel: nothing else is to be measured
	server := chat(t, stub.Options{Files: files, Status: scanningFrom(files)})
	p := onAir(t, server, terminal{}, files)
	await(t, server, "the reading after the subscription", func() bool { return server.Count("GetTranscript") == 2 })
	p.moveTo("file-0010")
	// On a busy machine the burst itself takes long, and keys take their part of that; a program that
	// answers only when it has taken a burst in waits for all of it.
	allowed := func(took time.Duration) time.Duration { return max(limit, took/10) }
	soon := false
	for n := range 3 { // a busy machine makes some keys late, but a slow program is slow in every burst
		whole := fmt.Sprintf("%d files", files+(n+1)*events/2)
		began := time.Now()
		go burst(server)
		waits := p.keysUntil(func(s vt.Screen) bool { return s.Contains(whole) })
		took := time.Since(began)
		slices.Sort(waits)
		t.Logf("%d events in %v; %d keys: median %v, most %v", events, took, len(waits), waits[len(waits)/2], waits[len(waits)-1])
		soon = soon || waits[len(waits)/2] <= allowed(took)
	}
	if !soon {
		t.Error("in every burst half of the keys wait too long")
	}
	if server.Upgrades() != 1 || server.Count("GetTranscript") != 2 {
		t.Errorf("%d sockets and %d readings: the burst broke one", server.Upgrades(), server.Count("GetTranscript"))
	}
	p.press("/file-14999\r", "1 of 15020")
	p.leaves(server)
}

// A terminal that is stopped, by ctrl+s or a slow line, takes nothing for as long as it likes.
func TestATerminalThatIsNotReadLosesNeitherSocketNorFiles(t *testing.T) {
	t.Parallel()
	long(t)
	const files = 5
	server := chat(t, stub.Options{Files: files, Status: scanningFrom(files)})
	p := onAir(t, server, terminal{}, files)
	p.reading.Lock()
	for range 40 { // more changes of the screen than the terminal has room for
		p.keys("jk" + strings.Repeat("?\x1b", 5))
	}
	beats := server.Beats()
	burst(server)
	await(t, server, "another heartbeat", func() bool { return server.Beats() >= beats+2 })
	p.reading.Unlock()
	p.sees(fmt.Sprintf("%d files", files+events/2))
	p.leaves(server)
	if server.Upgrades() != 1 {
		t.Errorf("%d sockets", server.Upgrades())
	}
}
