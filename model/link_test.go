package model

import (
	"testing"
	"time"
)

func TestALinkIsDeadASecondBeforeItsEnd(t *testing.T) {
	l := link()
	for _, c := range []struct {
		at     time.Duration
		phase  Phase
		left   time.Duration
		usable bool
		steps  int
	}{
		{-time.Minute, PhaseExpired, 0, false, 0},
		{-issueSlack, PhaseLive, 4*time.Minute + 59*time.Second, true, 5},
		{0, PhaseLive, 4*time.Minute + 59*time.Second, true, 5},
		{60 * time.Second, PhaseLive, 239 * time.Second, true, 4},
		{239 * time.Second, PhaseSoon, 60 * time.Second, true, 1},
		{238 * time.Second, PhaseLive, 61 * time.Second, true, 2},
		{289 * time.Second, PhaseSoon, 10 * time.Second, true, 1},
		{289*time.Second + 1, PhaseSoon, 9 * time.Second, false, 1},
		{299*time.Second - 1, PhaseSoon, 0, false, 1},
		{299 * time.Second, PhaseExpired, 0, false, 0},
		{time.Hour, PhaseExpired, 0, false, 0},
	} {
		now := epoch().Add(c.at)
		if l.Phase(now) != c.phase || l.Left(now) != c.left || l.Usable(now) != c.usable || l.Steps(now, 5) != c.steps {
			t.Errorf("after %v: phase %d, left %v, usable %v, steps %d; want %+v", c.at, l.Phase(now), l.Left(now), l.Usable(now), l.Steps(now, 5), c)
		}
	}
}

func TestAShortLifeCanStillBeUsed(t *testing.T) {
	l := link()
	l.Expires = epoch().Add(MinLife)
	if !l.Usable(epoch()) || l.Usable(epoch().Add(2*time.Second)) {
		t.Error("a link of five seconds is usable in the first half of its life, and only then")
	}
	if l.Phase(epoch()) != PhaseSoon {
		t.Error("a link of five seconds is about to expire from the start")
	}
}

func TestALinkWithoutURLIsNoLink(t *testing.T) {
	l := link()
	l.URL = Secret{}
	if l.Phase(epoch()) != PhaseNone || l.Usable(epoch()) || l.Left(epoch()) != 0 || l.Steps(epoch(), 5) != 0 {
		t.Error("a size without a URL counts as a link")
	}
}

func TestALinkThatEndsBeforeItBeginsIsExpired(t *testing.T) {
	l := link()
	l.Expires = l.Issued.Add(-time.Hour)
	if l.Life() != 0 || l.Phase(epoch()) != PhaseExpired || l.Usable(epoch()) || l.Steps(epoch().Add(-2*time.Hour), 5) != 0 {
		t.Errorf("life %v, phase %d", l.Life(), l.Phase(epoch()))
	}
}

func TestANewerLinkIsOneThatWasIssuedLater(t *testing.T) {
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	url := NewSecret("https://files.example/")
	old, fresh := Link{URL: url, Issued: at}, Link{URL: url, Issued: at.Add(time.Second)}
	if !fresh.Newer(old) || old.Newer(fresh) || old.Newer(old) || !old.Newer(Link{}) {
		t.Error("what was issued later is newer, and nothing else")
	}
	if (Link{Issued: at.Add(time.Minute)}).Newer(old) {
		t.Error("an answer without a link took its place")
	}
}
