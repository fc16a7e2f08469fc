package ui

import (
	"context"
	"runtime"
	"testing"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// burst tells n pieces of news one by one, as fast as the watch can, half of them of files that are
// known: scans that end.
func burst(each func(model.Update), n int) {
	for i := range n / 2 {
		each(newsOf(arrival(i, model.StatusInProgress)))
		each(newsOf(arrival(i, model.StatusApproved)))
	}
}

// watched is a screen whose watch tells what a test says.
func watched(tb testing.TB) (*Model, func(model.Update)) {
	tb.Helper()
	f := &fakechat.Chat{Pages: chatOf(35)}
	told := make(chan func(model.Update), 1)
	f.OnWatch = func(ctx context.Context, each func(model.Update)) error {
		told <- each
		<-ctx.Done()
		return nil
	}
	m := benchModel(tb, f)
	m.resize(120, 40)
	m.Init()
	for {
		select {
		case each := <-told:
			return m, each
		case <-m.runner.Ready():
			m.Update(reported{})
		}
	}
}

// taken collects what waits, and returns in how many turns.
func taken(m *Model) (steps int) {
	for ; len(m.runner.Ready()) > 0; steps++ {
		<-m.runner.Ready()
		m.Update(reported{})
		_ = m.View()
	}
	return steps
}

// checkBurst checks that all that a burst told is there.
func checkBurst(t *testing.T, m *Model, events int) {
	t.Helper()
	lib := m.session.Library()
	if got := lib.Len(); got != 35+events/2 {
		t.Fatalf("%d files, want %d", got, 35+events/2)
	}
	for i := range events / 2 {
		if a, _ := lib.ByID(arrival(i, "").ID); a.Status != model.StatusApproved {
			t.Fatalf("%s is %s", a.ID, a.Status)
		}
	}
}

func TestABurstIsTakenInFewSteps(t *testing.T) {
	m, each := watched(t)
	burst(each, 10_000)
	each(theEnd())
	steps := 0
	for ; len(m.runner.Ready()) > 0; steps++ {
		if m.session.Ended() {
			t.Fatal("the end is told before all that came before it")
		}
		<-m.runner.Ready()
		m.Update(reported{})
	}
	checkBurst(t, m, 10_000)
	if steps != 10 || !m.session.Ended() {
		t.Errorf("%d steps, ended %v; want 10 of a thousand events each, and the end", steps, m.session.Ended())
	}
}

func TestBurstsLeaveNothingBehindButTheirFiles(t *testing.T) {
	m, each := watched(t)
	heap := func(bursts int) uint64 {
		for range bursts {
			burst(each, 10_000)
			taken(m)
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
		m, each := watched(b)
		burst(each, 10_000)
		b.StartTimer()
		taken(m)
	}
}
