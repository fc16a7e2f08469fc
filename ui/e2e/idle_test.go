//go:build unix

package e2e_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"attache/ui/e2e/foreign"
	"attache/ui/vt"
)

func TestAKeyIsAnsweredWithinTheBlinkOfAnEye(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{})
	p.until("a cursor", func(s vt.Screen) bool { return selected(s) != "" })
	var waits []time.Duration
	for range 6 {
		waits = append(waits, answered(p, "j"), answered(p, "k"))
	}
	slices.Sort(waits)
	if limit := 50 * time.Millisecond; waits[len(waits)/2] > limit {
		t.Errorf("median %v of %v", waits[len(waits)/2], waits)
	}
	p.keys("q")
	p.exits(patience)
}

func TestNothingIsWrittenWhileNothingCounts(t *testing.T) {
	t.Parallel()
	server := chat(t, foreign.Options{Files: 5})
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
	const rows = 12
	server := chat(t, foreign.Options{Files: rows})
	p := onChat(t, server, terminal{args: []string{"--rate", "8"}}, rows)
	p.until("every link", func(s vt.Screen) bool { return strings.Count(s.Text(), "● live") == rows })
	time.Sleep(1500 * time.Millisecond) // what came with the last link is drawn
	var costs []int64
	for range 3 {
		before := p.term.Bytes()
		time.Sleep(time.Second)
		costs = append(costs, p.term.Bytes()-before)
	}
	slices.Sort(costs)
	if cost := costs[len(costs)/2]; cost == 0 || cost > 50*rows {
		t.Errorf("a second costs %v bytes", costs)
	}
	p.keys("q")
	p.exits(patience)
}
