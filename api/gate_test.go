package api

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
)

// pass sends n callers through g and returns when each was let in.
func pass(t *testing.T, g *gate, n int) []time.Time {
	t.Helper()
	var times []time.Time
	for range n {
		if err := g.enter(t.Context(), g.ticket(model.UrgencyVisible), func() {}); err != nil {
			t.Fatal(err)
		}
		times = append(times, time.Now())
		g.leave()
	}
	return times
}

func TestNoSecondSeesMoreCallsThanTheRate(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		g := newGate(4, time.Now)
		time.Sleep(time.Hour) // idle time saves up nothing
		times := pass(t, g, 40)
		for i := 4; i < len(times); i++ {
			if gap := times[i].Sub(times[i-4]); gap < time.Second {
				t.Fatalf("calls %d to %d within %v", i-4, i, gap)
			}
		}
		if took := times[39].Sub(times[0]); took > 9750*time.Millisecond+time.Microsecond {
			t.Errorf("40 calls took %v", took)
		}
	})
}

func TestTheFirstCallDoesNotWait(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		g, start := newGate(0.1, time.Now), time.Now()
		if got := pass(t, g, 1)[0]; !got.Equal(start) {
			t.Errorf("waited %v", got.Sub(start))
		}
	})
}

func TestTheUrgentGoFirstThenTheEarly(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		g := newGate(1, time.Now)
		pass(t, g, 1) // from here on everybody waits
		var order []int
		var mu sync.Mutex
		var group sync.WaitGroup
		for i, u := range []model.Urgency{
			model.UrgencyVisible, model.UrgencyVisible, model.UrgencySelected, model.UrgencyAsked, model.UrgencySelected, model.UrgencyAsked,
		} {
			group.Go(func() {
				if err := g.enter(t.Context(), g.ticket(u), func() {}); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, i)
				mu.Unlock()
				g.leave()
			})
			synctest.Wait()
		}
		if waiting, _ := g.look(); waiting != 6 {
			t.Errorf("%d wait", waiting)
		}
		group.Wait()
		if !slices.Equal(order, []int{3, 5, 2, 4, 0, 1}) {
			t.Errorf("order %v", order)
		}
	})
}

func TestACallerThatGivesUpLeavesItsTurnToTheNext(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		g := newGate(1, time.Now)
		start := pass(t, g, 1)[0]
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		if err := g.enter(ctx, g.ticket(model.UrgencyAsked), func() {}); err == nil {
			t.Error("let in")
		}
		if g.timer.Stop() {
			t.Error("a timer runs though nobody waits any more")
		}
		if got := pass(t, g, 1)[0].Sub(start); got != time.Second {
			t.Errorf("the next went after %v", got)
		}
		// Called and given up at the same moment.
		turn := g.ticket(model.UrgencyAsked)
		if err := g.enter(t.Context(), turn, func() {}); err != nil {
			t.Fatal(err)
		}
		g.giveUp(turn)
		if g.inFlight != 0 {
			t.Errorf("%d calls that are none are on the wire", g.inFlight)
		}
	})
}

func TestSlowCallsDoNotPileUp(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		g := newGate(100, time.Now)
		var in atomic.Int64
		ctx, cancel := context.WithCancel(t.Context())
		for range 20 {
			go func() {
				if g.enter(ctx, g.ticket(model.UrgencyVisible), func() {}) == nil {
					in.Add(1)
				}
			}()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if in.Load() != maxInFlight {
			t.Errorf("%d on the wire", in.Load())
		}
		if err := g.enter(ctx, g.ticket(model.UrgencyAsked), func() {}); err != nil {
			t.Error("what the user asked for waits for what he did not")
		}
		cancel()
		synctest.Wait()
	})
}

func TestThrottlingSlowsTheGateAndQuietLetsItRecoverByStep(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		g := newGate(4, time.Now)
		for _, want := range []float64{2, 1, 0.5, 0.5} {
			time.Sleep(time.Millisecond)
			sent := time.Now()
			g.slow(sent, 0)
			g.slow(sent.Add(-time.Second), 0) // was on the wire at the same time
			if got := float64(g.limiter.Limit()); got != want {
				t.Errorf("limit %v, want %v", got, want)
			}
		}
		for _, want := range []float64{1.5, 2.5, 3.5, 4, 4} {
			if _, slowed := g.look(); !slowed && want < 4 {
				t.Error("not slowed")
			}
			time.Sleep(recoverStep)
			_, slowed := g.look()
			if got := float64(g.limiter.Limit()); got != want || slowed != (want < 4) {
				t.Errorf("limit %v, want %v, slowed %v", got, want, slowed)
			}
		}
	})
}

func TestAGateSlowFromTheStartIsNotMadeFaster(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		g := newGate(0.2, time.Now)
		g.slow(time.Now(), 0)
		if got := float64(g.limiter.Limit()); got != 0.2 {
			t.Errorf("limit %v", got)
		}
	})
}

func TestNobodyPassesWhileTheServiceWantsQuiet(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{answer(429, ``, "Retry-After", "20"), answer(200, goodLink)}}
		c := newClient(t, s)
		results := make(chan error)
		for range 2 {
			go func() {
				_, err := link(t, c)
				results <- err
			}()
			synctest.Wait()
		}
		if status := c.Status(); !status.Slowed || status.Waiting != 1 {
			t.Errorf("%+v", status)
		}
		for range 2 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		seen := s.requests()
		if gap := seen[1].at.Sub(seen[0].at); gap < 20*time.Second {
			t.Errorf("a call went out %v after the 429", gap)
		}
	})
}

func TestANightOfNothingCostsNothing(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{answer(429, ``), answer(200, goodLink)}}
		c := newClient(t, s)
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		if c.gate.timer != nil && c.gate.timer.Stop() {
			t.Error("a timer runs while nobody waits")
		}
		time.Sleep(10 * time.Hour)
		if status := c.Status(); status.Calls != 2 || status.Slowed || status.Waiting != 0 {
			t.Errorf("%+v", status)
		}
	})
}
