package session_test

import (
	"slices"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

// TestACopiedLinkDiesByEitherClock holds that the death of a copied link is told after a sleep, in which
// the monotonic clock stands still, as after any other wait.
func TestACopiedLinkDiesByEitherClock(t *testing.T) {
	for name, after := range map[string]func(began time.Time) time.Time{
		"a sleep": func(began time.Time) time.Time { return began.Round(0).Add(10 * time.Minute) },
		"a wait":  func(began time.Time) time.Time { return began.Add(10 * time.Minute) },
	} {
		began := time.Now()
		s := session.New(session.Options{TTL: model.DefaultLife, Parallel: 1, Clipboard: true, IDs: []string{"a"}})
		at := session.Moment{Now: began}
		num := 0
		for _, e := range s.Apply(session.Copy{Targets: session.Targets{IDs: []string{"a"}}}, at).Effects {
			if a, ok := e.(session.AskLink); ok {
				num = a.Num
			}
		}
		link := model.Link{URL: model.NewSecret("https://files.example"), Issued: began, Expires: began.Add(model.DefaultLife), Asked: model.DefaultLife}
		for _, e := range s.Apply(session.LinkAnswered{Num: num, Link: link}, at).Effects {
			if c, ok := e.(session.CopyText); ok {
				s.Apply(session.TextCopied{Num: c.Num, Route: session.RouteNative}, at)
			}
		}
		at.Now = after(began)
		s.Apply(session.FocusChanged{On: true}, at)
		if w := s.Wake(); w.IsZero() || w.After(at.Now) {
			t.Errorf("after %s it is to be woken at %v", name, w)
		}
		if !slices.ContainsFunc(s.Apply(session.Tick{}, at).Notices, func(n session.Notice) bool { _, died := n.Fact.(session.CopiedLinksDied); return died }) {
			t.Errorf("after %s nobody tells that the link is dead", name)
		}
	}
}
