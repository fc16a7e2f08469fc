package model

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
	"unsafe"
)

// checkLife holds a link at an instant to what must be true of any.
func checkLife(t *testing.T, l Link, now time.Time) {
	t.Helper()
	left, life := l.Left(now), l.Life()
	if left < 0 || left > life {
		t.Errorf("%v left of a life of %v: %+v at %v", left, life, l, now)
	}
	if asked := l.Asked; asked >= 0 && asked <= MaxLife && life > max(asked, 0)+LifeSlack && asked > 0 || life > MaxLife+LifeSlack || life < 0 {
		t.Errorf("a life of %v, where %v was asked for", life, l.Asked)
	}
	for _, n := range []int{-1, 0, 1, 5, 40} {
		if steps := l.Steps(now, n); steps < 0 || steps > max(n, 0) {
			t.Errorf("%d steps of %d: %+v at %v", steps, n, l, now)
		}
	}
	if l.Usable(now) && (now.Before(l.Issued.Add(-issueSlack)) || !now.Before(l.Expires)) {
		t.Errorf("usable at %v: %+v", now, l)
	}
	if l.Usable(now) && (l.Phase(now) == PhaseExpired || left == 0 && life > 2*time.Second) {
		t.Errorf("usable and dead at %v: %+v", now, l)
	}
	if seconds := NewLinkRecord("a", l, now).SecondsLeft; seconds < 0 || seconds > int((MaxLife+LifeSlack)/time.Second) {
		t.Errorf("%d seconds left", seconds)
	}
}

// wildTime is any instant: near to another, in another year, or at the end of all time.
func wildTime(r *rand.Rand, near time.Time) time.Time {
	switch r.IntN(5) {
	case 0:
		return near.Add(time.Duration(r.Int64N(int64(20*time.Minute))) - 10*time.Minute)
	case 1:
		return near.Add(time.Duration(r.Int64N(int64(40*time.Second))) - 20*time.Second)
	case 2:
		return time.Date(r.IntN(12000)-1000, 1, 1, 0, 0, 0, r.IntN(1e9), time.UTC)
	case 3:
		return time.Unix(r.Int64()-r.Int64(), int64(r.IntN(1e9)))
	}
	return []time.Time{{}, near, time.Unix(math.MaxInt64, 0), time.Unix(math.MinInt64, 0), time.Unix(0, 0)}[r.IntN(5)]
}

func TestNoTimesMakeALinkLiveLongerThanItsLife(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		l := Link{URL: NewSecret("https://files.example/")}
		l.Issued = wildTime(r, epoch())
		l.Expires = wildTime(r, l.Issued)
		l.Asked = []time.Duration{0, MinLife, time.Minute, MaxLife, -time.Second, math.MaxInt64}[r.IntN(6)]
		checkLife(t, l, wildTime(r, l.Issued))
		if t.Failed() {
			return
		}
	}
}

// TestAGoodLinkCountsDownAndCanBeUsedUntilItsMargin counts in milliseconds what the service has said, and nothing else.
func TestAGoodLinkCountsDownAndCanBeUsedUntilItsMargin(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100_000 {
		life := 3000 + r.Int64N(297_001)
		gone := r.Int64N(life + 20_000)
		issued := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC).Add(time.Duration(r.Int64N(1e15)))
		now := issued.Add(time.Duration(gone) * time.Millisecond)
		l := Link{URL: NewSecret("https://files.example/"), Issued: issued, Expires: issued.Add(time.Duration(life) * time.Millisecond)}
		l.Asked = time.Duration((life+999)/1000) * time.Second
		left := max(life-1000-gone, 0) // a second is kept back
		want := PhaseLive
		switch {
		case left == 0:
			want = PhaseExpired
		case left <= 30_000 || left*5 <= life:
			want = PhaseSoon
		}
		usable := left > 0 && (left >= 10_000 || left*2 >= life)
		steps := (left*10 + life - 1) / life
		switch {
		case l.Left(now) != time.Duration(left/1000)*time.Second, l.Phase(now) != want, l.Usable(now) != usable, l.Steps(now, 10) != int(steps),
			NewLinkRecord("a", l, now).SecondsLeft != int(left/1000):
			t.Fatalf("a life of %d ms after %d: %v, %v, usable %v, %d of 10 steps, %+v; want %d ms, %v, %v, %d",
				life, gone, l.Left(now), l.Phase(now), l.Usable(now), l.Steps(now, 10), NewLinkRecord("a", l, now), left, want, usable, steps)
		case l.RenewalDue(now) != (l.Left(now) <= min(20*time.Second, l.Life()/2)), !l.End().Equal(l.Expires):
			t.Fatalf("a life of %d ms after %d: to be renewed %v, ends %v", life, gone, l.RenewalDue(now), l.End())
		}
	}
}

func FuzzLinkLife(f *testing.F) {
	f.Add(int64(0), int64(300e9), int64(0), int64(300e9))
	f.Add(int64(0), int64(math.MaxInt64), int64(math.MinInt64), int64(0))
	f.Fuzz(func(t *testing.T, issued, expires, now, asked int64) {
		checkLife(t, Link{
			URL: NewSecret("https://files.example/"), Issued: time.Unix(0, issued), Expires: time.Unix(0, expires), Asked: time.Duration(asked),
		}, time.Unix(0, now))
	})
}

// setBack is what time.Now returns once the wall clock was set back: its monotonic reading goes on.
// The seconds of the wall clock stand above 30 bits of nanoseconds, which no public function can reach.
func setBack(t *testing.T, now time.Time, by time.Duration) time.Time {
	t.Helper()
	back := now
	*(*uint64)(unsafe.Pointer(&back)) -= uint64(by/time.Second) << 30 //nolint:gosec // a clock that is set cannot be had otherwise
	if back.Sub(now) != 0 || back.Round(0).Sub(now.Round(0)) != -by {
		t.Fatal("Go keeps its times another way now")
	}
	return back
}

func TestAClockThatIsSetBackRevivesNoLink(t *testing.T) {
	issued := time.Now() // with its monotonic reading
	l := Link{URL: NewSecret("https://files.example/"), Issued: issued, Expires: issued.Round(0).Add(MaxLife), Asked: MaxLife}
	for _, back := range []time.Duration{0, time.Second, 3 * time.Minute, time.Hour} {
		now := setBack(t, issued.Add(MaxLife), back)
		if l.Usable(now) || l.Left(now) != 0 {
			t.Errorf("%v left of a dead link, once the clock was set back by %v", l.Left(now), back)
		}
	}
	if l.Usable(issued.Round(0).Add(-time.Hour)) {
		t.Error("usable an hour before it was issued")
	}
	slept := issued.Round(0).Add(time.Hour) // no monotonic reading: as after a sleep that it did not count
	if l.Usable(slept) {
		t.Error("usable after an hour of sleep")
	}
}

func TestALinkThatIsDeadOnArrivalIsKnownForOne(t *testing.T) {
	for _, c := range []struct {
		life time.Duration
		dead bool
	}{{-10 * time.Minute, true}, {0, true}, {time.Second, true}, {3 * time.Second, false}, {MaxLife, false}, {math.MaxInt64, false}} {
		l := Link{URL: NewSecret("https://files.example/"), Issued: epoch(), Expires: epoch().Add(c.life), Asked: MaxLife}
		if l.DeadOnArrival() != c.dead {
			t.Errorf("a life of %v: dead %v", c.life, !c.dead)
		}
	}
	if (Link{Issued: epoch()}).DeadOnArrival() {
		t.Error("no link is no dead link")
	}
}
