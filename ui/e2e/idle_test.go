//go:build unix

package e2e_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// heldUp is how late keys are answered by a program that waits for something, beside other tests that are run.
const heldUp = time.Second

// answersWithin checks that keys are seen on the screen in time. A busy machine makes some answers
// late, but no answer of a slow program is early: the best third of some dozen must be in time.
func answersWithin(p *program, limit time.Duration) {
	p.t.Helper()
	var waits []time.Duration
	for end := time.Now().Add(patience); time.Now().Before(end); {
		waits = waits[:0]
		for _, key := range strings.Split(strings.Repeat("kj", 6), "") {
			before := cursorRow(p.term.Screen())
			at := time.Now()
			p.keys(key)
			p.until("the cursor to move", func(s vt.Screen) bool { return cursorRow(s) != before })
			waits = append(waits, time.Since(at))
		}
		if slices.Sort(waits); waits[len(waits)/3] <= limit {
			return
		}
	}
	p.t.Errorf("keys are answered after %v", waits)
}

func TestAKeyIsAnsweredWithinTheBlinkOfAnEye(t *testing.T) {
	p := demo(t, terminal{}) // not in parallel: nothing else is to be measured
	p.until("a cursor", func(s vt.Screen) bool { return selected(s) != "" })
	p.moveTo("tool.exe") // somewhere in the middle
	answersWithin(p, 50*time.Millisecond)
	p.keys("q")
	p.exits(patience)
}

func TestNothingIsWrittenWhileNothingCounts(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Files: 5})
	p := onChat(t, server, terminal{args: []string{"--prefetch", "none"}}, 5)
	p.until("a cursor", func(s vt.Screen) bool { return selected(s) != "" })
	// Ages turn once a minute: a quiet second and a half must come, and a screen that writes on its
	// own never has one.
	for range 8 {
		before := p.term.Bytes()
		time.Sleep(1500 * time.Millisecond)
		if p.term.Bytes() == before {
			p.keys("q")
			p.exits(patience)
			return
		}
	}
	t.Error("the screen is never quiet")
}

func TestASecondCostsFewBytes(t *testing.T) {
	t.Parallel()
	long(t)
	const files = 35
	server := chat(t, stub.Options{Files: files})
	p := onChat(t, server, terminal{args: []string{"--rate", "100"}, w: 120, h: 40}, files)
	p.until("a link in every row", func(s vt.Screen) bool {
		live := strings.Count(s.Text(), "● live")
		return live > 20 && !strings.Contains(s.Text(), "· –") && live == strings.Count(s.Text(), "file-")-1 // one more in the details
	})
	second := func() {
		before := selected(p.term.Screen())
		p.until("another second", func(s vt.Screen) bool { return selected(s) != before })
	}
	second()
	second() // what came with the last link is drawn
	const ticks, most = 5, 330
	began, before := time.Now(), p.term.Bytes()
	for range ticks {
		second()
	}
	// A tick of the clock at either end may or may not fall into the time that was measured.
	took := time.Since(began)
	if cost := p.term.Bytes() - before; float64(cost) > most*(took.Seconds()+2) {
		t.Errorf("%v cost %d bytes", took, cost)
	}
	p.keys("q")
	p.exits(patience)
}
