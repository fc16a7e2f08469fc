package e2e_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// What one process may take more at the end of a long soak than after the first minutes: a leak grows on.
const (
	memoryGrowth = 12 // MiB
	filesGrowth  = 20 // 40 connections at rest come and go
	lookEvery    = 15 * time.Second
)

// sample is what the process takes at rest, some time after its start.
type sample struct {
	taken

	at time.Duration
}

// soakLong keeps one process for the whole time, and looks at what it takes again and again.
func soakLong(t *testing.T, seed uint64, length time.Duration) {
	t.Helper()
	s, began, samples, written := soaked(t, seed, true), time.Now(), []sample{}, 0
	for time.Since(began) < length {
		for next := time.Now().Add(lookEvery); time.Now().Before(next); s.pause(60) {
			if s.event(); !s.running() {
				t.Fatalf("it left after %v", time.Since(began))
			}
		}
		s.answers()
		s.searchChildren(t, s.cmd.Process.Pid)
		samples = append(samples, sample{s.rests(), time.Since(began)})
		written += s.looksBack()
		now := samples[len(samples)-1]
		t.Logf("%6.0f s: %3d MiB, the most %3d, %s, %d events, %d MiB of output, %d files sent",
			now.at.Seconds(), now.now, now.most, now.open(), len(s.events), written>>20, s.sent)
		if now.most > memoryBound || now.files > filesBound {
			t.Errorf("%d MiB, %s", now.most, now.open())
		}
		if t.Failed() {
			return
		}
	}
	judgeGrowth(t, samples, length)
	s.dumps()
	s.judge()
	t.Logf("%d goroutines at the end, slowest answer %v", strings.Count(s.dump, "\ngoroutine "), s.slowest.Round(time.Millisecond))
}

// judgeGrowth compares the first third of the samples, without those of the first minutes, with the last.
func judgeGrowth(t *testing.T, samples []sample, length time.Duration) {
	t.Helper()
	warm := min(5*time.Minute, length/4)
	samples = slices.DeleteFunc(samples, func(s sample) bool { return s.at < warm })
	if len(samples) < 6 {
		t.Logf("%d samples tell nothing of a leak: soak for longer", len(samples))
		return
	}
	third := len(samples) / 3
	median := func(all []sample, of func(sample) int) int {
		var values []int
		for _, s := range all {
			values = append(values, of(s))
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	for what, m := range map[string]struct {
		of   func(sample) int
		most int
	}{
		"MiB":        {func(s sample) int { return s.now }, memoryGrowth},
		"open files": {func(s sample) int { return s.files }, filesGrowth},
	} {
		first, last := median(samples[:third], m.of), median(samples[len(samples)-third:], m.of)
		t.Logf("%s at rest: median %d after %v, %d in the end", what, first, warm, last)
		if last-first > m.most {
			t.Errorf("%d %s more than after the first minutes", last-first, what)
		}
	}
}

// looksBack judges what was written and saved since it was last called, and forgets it.
func (s *soaking) looksBack() (bytes int) {
	s.t.Helper()
	s.program.mu.Lock()
	out := s.stream.String()
	whole := max(0, strings.LastIndex(out, "\x1b["))
	s.stream.Next(whole)
	s.program.mu.Unlock()
	s.judgeOutput(out[:whole])
	for _, name := range s.program.files() {
		if !strings.Contains(name, ".part") { // what is under way
			s.judgeFile(name, false)
			_ = os.Remove(s.dir + "/" + name)
		}
	}
	return whole
}
