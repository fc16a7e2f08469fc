package api

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/trial"
	"attache/model"
)

// pass sends n callers through l and returns when each was let in.
func pass(t *testing.T, l *limiter, n int) []time.Time {
	t.Helper()
	var times []time.Time
	for range n {
		if err := l.enter(t.Context(), l.waiter(&chatShare{}, model.PriorityVisible), func() {}); err != nil {
			t.Fatal(err)
		}
		times = append(times, time.Now())
		l.leave(true)
	}
	return times
}

func TestNoTimeSeesMoreCallsThanABurstAndTheRate(t *testing.T) {
	for _, perSecond := range []float64{0.1, 1, 4, 8, 100} {
		inBubble(t, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(uint64(perSecond), 0))
			l := newLimiter(perSecond, burst, time.Now)
			var times []time.Time
			for range 20 {
				time.Sleep(time.Duration(rng.Int64N(int64(3 * burst / perSecond * float64(time.Second)))))
				times = append(times, pass(t, l, rng.IntN(2*burst))...)
			}
			for i := range times {
				for j := range i {
					const slack = time.Microsecond
					if most := burst + perSecond*(times[i].Sub(times[j])+slack).Seconds(); float64(i-j+1) > most {
						t.Fatalf("%d calls within %v at %v a second", i-j+1, times[i].Sub(times[j]), perSecond)
					}
				}
			}
		})
	}
}

// all sends a caller for each priority through l at once, and returns when each was let in.
func all(t *testing.T, l *limiter, priorities ...model.Priority) []time.Time {
	t.Helper()
	times := make([]time.Time, len(priorities))
	var group sync.WaitGroup
	for i, u := range priorities {
		group.Go(func() {
			if err := l.enter(t.Context(), l.waiter(&chatShare{}, u), func() {}); err != nil {
				t.Error(err)
			}
			times[i] = time.Now()
			l.leave(true)
		})
	}
	group.Wait()
	return times
}

func TestARestSavesUpABurstThatOneAnswerOpens(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l := newLimiter(4, burst, time.Now)
		for range 3 {
			began := time.Now()
			if err := l.enter(t.Context(), l.waiter(&chatShare{}, model.PriorityVisible), func() {}); err != nil {
				t.Fatal(err)
			}
			let := make(chan []time.Time)
			go func() { let <- all(t, l, slices.Repeat([]model.Priority{model.PriorityVisible}, 2*burst)...) }()
			time.Sleep(100 * time.Millisecond)
			l.leave(true)
			times := <-let
			slices.SortFunc(times, time.Time.Compare)
			if times[0].Sub(began) < 100*time.Millisecond {
				t.Error("a burst goes out before the service has answered")
			}
			if wait := times[burst-2].Sub(began); wait > 100*time.Millisecond {
				t.Errorf("the burst takes %v", wait)
			}
			if wait := times[burst-1].Sub(began); wait < 249*time.Millisecond {
				t.Errorf("more than a burst within %v", wait)
			}
			time.Sleep(time.Hour) // saves up no more than one burst
		}
	})
}

func TestFurtherPagesLeaveTheBurstToWhatCanBeSeen(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l := newLimiter(4, burst, time.Now)
		pass(t, l, 1)
		further := slices.Repeat([]model.Priority{model.PriorityFurther}, 3)
		times := all(t, l, append(further, slices.Repeat([]model.Priority{model.PriorityVisible}, 25)...)...)
		pages, links := times[:3], times[3:]
		if first, last := slices.MinFunc(pages, time.Time.Compare), slices.MaxFunc(links, time.Time.Compare); first.Before(last) {
			t.Errorf("a further page goes %v before the last link", last.Sub(first))
		}
	})
}

func TestThereIsNoBurstWhileTheServiceThrottles(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l := newLimiter(4, burst, time.Now)
		pass(t, l, 1)
		l.slow(time.Now(), 0)
		time.Sleep(recoverStep - time.Second)
		times := pass(t, l, 3)
		for i := range times[1:] {
			if gap := times[i+1].Sub(times[i]); gap < 300*time.Millisecond {
				t.Errorf("a call %v after the last", gap)
			}
		}
	})
}

func TestTheFirstCallDoesNotWait(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l, start := newLimiter(0.1, burst, time.Now), time.Now()
		if got := pass(t, l, 1)[0]; !got.Equal(start) {
			t.Errorf("waited %v", got.Sub(start))
		}
	})
}

func TestTheUrgentGoFirstThenTheEarly(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l := newLimiter(1, burst, time.Now)
		pass(t, l, burst) // from here on everybody waits
		var order []int
		var mu sync.Mutex
		var group sync.WaitGroup
		at := &chatShare{}
		for i, u := range []model.Priority{
			model.PriorityVisible, model.PriorityVisible, model.PrioritySelected, model.PriorityAsked, model.PrioritySelected, model.PriorityAsked,
		} {
			group.Go(func() {
				if err := l.enter(t.Context(), l.waiter(at, u), func() {}); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, i)
				mu.Unlock()
				l.leave(true)
			})
			synctest.Wait()
		}
		if waiting, _ := l.look(at); waiting != 6 {
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
		l := newLimiter(1, burst, time.Now)
		start := pass(t, l, burst)[burst-1]
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		defer cancel()
		if err := l.enter(ctx, l.waiter(&chatShare{}, model.PriorityAsked), func() {}); err == nil {
			t.Error("let in")
		}
		if l.timer.Stop() {
			t.Error("a timer runs though nobody waits any more")
		}
		if got := pass(t, l, 1)[0].Sub(start); got != time.Second {
			t.Errorf("the next went after %v", got)
		}
		// Called and given up at the same moment.
		turn := l.waiter(&chatShare{}, model.PriorityAsked)
		if err := l.enter(t.Context(), turn, func() {}); err != nil {
			t.Fatal(err)
		}
		l.giveUp(turn)
		if l.inFlight != 0 {
			t.Errorf("%d calls that are none are on the wire", l.inFlight)
		}
	})
}

func TestSlowCallsDoNotPileUp(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l := newLimiter(100, burst, time.Now)
		var in atomic.Int64
		ctx, cancel := context.WithCancel(t.Context())
		for range 20 {
			go func() {
				if l.enter(ctx, l.waiter(&chatShare{}, model.PriorityVisible), func() {}) == nil {
					in.Add(1)
				}
			}()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if in.Load() != maxInFlight {
			t.Errorf("%d on the wire", in.Load())
		}
		if err := l.enter(ctx, l.waiter(&chatShare{}, model.PriorityAsked), func() {}); err != nil {
			t.Error("what the user asked for waits for what he did not")
		}
		cancel()
		synctest.Wait()
	})
}

func TestThrottlingSlowsTheLimiterAndQuietLetsItRecoverByStep(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l := newLimiter(4, burst, time.Now)
		for _, want := range []float64{2, 1, 0.5, 0.5} {
			time.Sleep(time.Millisecond)
			sent := time.Now()
			l.slow(sent, 0)
			l.slow(sent.Add(-time.Second), 0) // was on the wire at the same time
			if got := float64(l.allowance.even.Limit()); got != want {
				t.Errorf("limit %v, want %v", got, want)
			}
		}
		for _, want := range []float64{1.5, 2.5, 3.5, 4, 4} {
			if _, slowed := l.look(&chatShare{}); !slowed && want < 4 {
				t.Error("not slowed")
			}
			time.Sleep(recoverStep)
			_, slowed := l.look(&chatShare{})
			if got := float64(l.allowance.even.Limit()); got != want || slowed != (want < 4) {
				t.Errorf("limit %v, want %v, slowed %v", got, want, slowed)
			}
		}
	})
}

func TestAnAllowanceAboveTheQuotaComesDownToItAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l := newLimiter(100, burst, time.Now)
		for _, c := range []struct {
			quiet time.Duration
			want  float64 // after one more refusal
		}{{0, quota}, {recoverStep, quota}, {time.Millisecond, quota / 2}, {3 * recoverStep, quota}} {
			time.Sleep(c.quiet)
			l.look(&chatShare{})
			l.slow(time.Now(), 0)
			if got := float64(l.allowance.even.Limit()); got != c.want {
				t.Errorf("after %v, a limit of %v, want %v", c.quiet, got, c.want)
			}
		}
	})
}

func TestALimiterSlowFromTheStartIsNotMadeFaster(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		l := newLimiter(0.2, burst, time.Now)
		l.slow(time.Now(), 0)
		if got := float64(l.allowance.even.Limit()); got != 0.2 {
			t.Errorf("limit %v", got)
		}
	})
}

func TestNobodyPassesWhileTheServiceWantsQuiet(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(429, ``, "Retry-After", "20"), trial.Answer(200, goodLink)}}
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
		seen := s.Requests()
		if gap := seen[1].At.Sub(seen[0].At); gap < 20*time.Second {
			t.Errorf("a call went out %v after the 429", gap)
		}
	})
}

func TestANightOfNothingCostsNothing(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(429, ``), trial.Answer(200, goodLink)}}
		c := newClient(t, s)
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		if c.limiter.timer != nil && c.limiter.timer.Stop() {
			t.Error("a timer runs while nobody waits")
		}
		time.Sleep(10 * time.Hour)
		if status := c.Status(); status.Calls != 2 || status.Slowed || status.Waiting != 0 {
			t.Errorf("%+v", status)
		}
	})
}
