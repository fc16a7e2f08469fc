package api

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/model"
)

func TestAnHourBetweenTheClocksDoesNotShortenALink(t *testing.T) {
	for _, skew := range []time.Duration{time.Hour, -time.Hour, 0} {
		inBubble(t, func(t *testing.T) {
			c, _ := newEmulated(t, emulator.Options{Scenario: "bulk", Faults: []string{fmt.Sprintf("skew=%v", skew)}})
			pages, err := walk(t, c)
			if err != nil {
				t.Fatal(err)
			}
			l, err := c.Link(t.Context(), pages[0].Attachments[0].ID, time.Minute, model.PriorityAsked, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.Status().Skew; (got - skew).Abs() > time.Second {
				t.Errorf("skew %v, want %v", got, skew)
			}
			if life := l.Life(); (life - time.Minute).Abs() > time.Second {
				t.Errorf("a skew of %v makes a life of %v", skew, life)
			}
			if got := time.Until(l.Issued); (got - skew).Abs() > time.Second {
				t.Errorf("issued on the wrong clock: %v off, want %v", got, skew)
			}
		})
	}
}

func TestWhatAnswersProveAboutTheClockIsNarrowedDown(t *testing.T) {
	local := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	at := local.Add
	learn := func(s *serverClock, date, sent, received time.Duration) {
		s.learn(at(date).Format(http.TimeFormat), at(sent), at(received))
	}
	var s serverClock
	learn(&s, 0, 100*time.Millisecond, 200*time.Millisecond) // [-0.2s, 0.9s]
	if got := s.skew(); got != 0 {
		t.Errorf("clocks that may agree differ by %v", got)
	}
	learn(&s, 60*time.Second, 0, time.Second) // [59s, 61s]
	if got := s.skew(); got != 60*time.Second {
		t.Errorf("a clock that was set is not believed: %v", got)
	}
	learn(&s, 61*time.Second, 500*time.Millisecond, 500*time.Millisecond) // [60.5s, 61.5s]
	if got := s.skew(); got != 60750*time.Millisecond {
		t.Errorf("two samples do not intersect: %v", got)
	}
	s.learn("", at(0), at(0))
	s.learn("yesterday", at(0), at(0))
	if got := s.skew(); got != 60750*time.Millisecond {
		t.Errorf("an answer without a date changed the skew: %v", got)
	}
}

func TestASkewBeyondTwoDaysIsNotBelieved(t *testing.T) {
	local := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		date     time.Time
		believed bool
	}{
		{local.Add(47 * time.Hour), true},
		{local.Add(-47 * time.Hour), true},
		{local.Add(49 * time.Hour), false},
		{local.Add(-49 * time.Hour), false},
		{time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC), false},
		{time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), false},
		{time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), false},
		{time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), false},
	} {
		var s serverClock
		s.learn(local.Add(time.Minute).Format(http.TimeFormat), local, local)
		before := s.skew()
		s.learn(c.date.Format(http.TimeFormat), local, local)
		got := s.skew()
		if c.believed && (got-c.date.Sub(local)).Abs() > time.Second || !c.believed && got != before {
			t.Errorf("%v: %v", c.date, got)
		}
		if (s.unbelieved() == 0) != c.believed {
			t.Errorf("%v: said to be %v off", c.date, s.unbelieved())
		}
	}
}
