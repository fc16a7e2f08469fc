package ui

import (
	"runtime"
	"testing"

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
