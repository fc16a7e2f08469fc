package ui

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"attache/model"
)

// burst tells n pieces of news one by one, as fast as the watch can, half of them of files that are
// known: scans that end.
func burst(b *inbox, num, n int) {
	hear := b.hear(num)
	for i := range n / 2 {
		hear(newsOf(arrival(i, model.StatusInProgress)))
		hear(newsOf(arrival(i, model.StatusApproved)))
	}
}

// keysDuring presses a key again and again while a burst arrives and is taken, and returns how long each
// press waited: for the message before it, and for its own frame.
func keysDuring(m *Model, n int) (waits []time.Duration) {
	m.live.watch = request{num: 1, cancel: func() {}}
	over := make(chan struct{})
	go func() { burst(m.box, 1, n); close(over) }()
	down := keyPress(m.opts.Keys.Move.Down.Keys()[0])
	for last := false; ; {
		at := time.Now()
		select {
		case <-m.box.ready:
			m.Update(reported{})
			_ = m.View()
		case <-over:
			last, over = true, nil
		default:
			if last {
				return waits
			}
		}
		m.Update(down)
		_ = m.View()
		waits = append(waits, time.Since(at))
	}
}

func TestKeysAreAnsweredDuringABurstOfNews(t *testing.T) {
	const events = 10_000
	best := time.Hour
	for range 5 { // a busy machine makes some keys late, but a slow program is slow in every burst
		m := benchScreen(35)
		m.opts.Keys = testKeys()
		m.walked = true
		best = min(best, slices.Max(keysDuring(m, events)))
		checkBurst(t, m, events)
	}
	t.Logf("the slowest key of the best burst waits %v", best)
	if best > 50*time.Millisecond {
		t.Errorf("in every burst a key waits %v or more", best)
	}
}

// checkBurst checks that all that a burst told is there.
func checkBurst(t *testing.T, m *Model, events int) {
	t.Helper()
	if got := m.lib.Len(); got != 35+events/2 {
		t.Fatalf("%d files, want %d", got, 35+events/2)
	}
	for i := range events / 2 {
		if a, _ := m.lib.ByID(arrival(i, "").ID); a.Status != model.StatusApproved {
			t.Fatalf("%s is %s", a.ID, a.Status)
		}
	}
}

func TestABurstIsTakenInFewSteps(t *testing.T) {
	m := benchScreen(35)
	m.walked = true
	m.live.watch = request{num: 1, cancel: func() {}}
	burst(m.box, 1, 10_000)
	m.box.hear(1)(theEnd())
	steps := 0
	for ; len(m.box.ready) > 0; steps++ {
		if m.ended {
			t.Fatal("the end is told before all that came before it")
		}
		<-m.box.ready
		m.Update(reported{})
	}
	checkBurst(t, m, 10_000)
	if steps != 10 || !m.ended {
		t.Errorf("%d steps, ended %v; want 10 of a thousand events each, and the end", steps, m.ended)
	}
}

func TestTheLastWordsOfAWatchAreAllTaken(t *testing.T) {
	m := benchScreen(35)
	m.walked = true
	m.live.watch = request{num: 1, cancel: func() {}}
	burst(m.box, 1, 10_000)
	m.Update(watchEnded{num: 1})
	checkBurst(t, m, 10_000)
}

func TestNewsThatRepeatsItselfTakesNoRoom(t *testing.T) {
	b := newInbox()
	for range 1000 {
		burst(b, 1, 20)
	}
	if got := len(b.news.attachments); got != 20 {
		t.Errorf("%d claims are kept, want the 20 different ones", got)
	}
}

func TestBurstsLeaveNothingBehindButTheirFiles(t *testing.T) {
	m := benchScreen(35)
	m.walked = true
	m.live.watch = request{num: 1, cancel: func() {}}
	heap := func(bursts int) uint64 {
		for range bursts {
			burst(m.box, 1, 10_000)
			for len(m.box.ready) > 0 {
				<-m.box.ready
				m.Update(reported{})
				_ = m.View()
			}
		}
		runtime.GC()
		runtime.GC()
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		return now.HeapAlloc
	}
	heap(2) // what is kept of the files themselves, and the log filled
	before := heap(1)
	const more, most = 6, 256 << 10
	if after := heap(more); after > before+most {
		t.Errorf("%d bursts of the same 5,000 files grew the heap by %d bytes", more, after-before)
	}
	checkBurst(t, m, 10_000)
}

// A burst of 10,000 events is taken in and drawn.
func BenchmarkBurstOf10000Events(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		m := benchScreen(35)
		m.walked = true
		m.live.watch = request{num: 1, cancel: func() {}}
		burst(m.box, 1, 10_000)
		b.StartTimer()
		for len(m.box.ready) > 0 {
			<-m.box.ready
			m.Update(reported{})
			_ = m.View()
		}
	}
}
