package session_test

import (
	"strconv"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

// large is a session with a chat of n files, of which each has a link, half were copied, and the first
// ten are kept alive.
func large(t *testing.T, n int) *world {
	t.Helper()
	w := newWorld(t)
	w.o.Prefetch = session.PrefetchVisible
	ids := make([]string, n)
	for i := range n {
		ids[i] = "f" + strconv.Itoa(i)
	}
	w.add(model.StatusApproved, ids...)
	w.begin()
	w.apply(session.GetLink{Targets: session.Targets{IDs: ids}, Confirmed: true})
	for num, e := range w.open {
		if a, ok := e.(session.AskLink); ok {
			w.apply(session.LinkAnswered{Num: num, Link: w.good(a.ID, model.DefaultLife)})
			delete(w.open, num)
		}
	}
	w.apply(session.KeepAlive{Targets: session.Targets{IDs: ids[:10]}, Mode: session.KeepOn})
	w.apply(session.RowsVisible{Selected: ids[0], IDs: ids[:40], Moved: true})
	w.printed = nil
	return w
}

// everyday are the events that come again and again.
func everyday(w *world) map[string]func() {
	at := session.Moment{Now: w.now}
	known := w.files["f1"]
	num, _ := w.call(isWatch)
	id := session.Targets{IDs: []string{"f50"}}
	return map[string]func(){
		"a tick": func() { w.s.Apply(session.Tick{}, at) },
		"news": func() {
			w.s.Apply(session.Events{Num: num, Update: model.Update{Attachments: []model.Attachment{known}, Watch: model.Watch{State: model.WatchLive}}}, at)
		},
		"a key": func() { w.s.Apply(session.GetLink{Targets: id}, at) },
		"a call": func() {
			r := w.s.Apply(session.Renew{Targets: id}, at)
			for _, e := range r.Effects {
				if a, ok := e.(session.AskLink); ok {
					w.s.Apply(session.LinkAnswered{Num: a.Num, Link: w.good("f50", model.DefaultLife)}, at)
				}
			}
		},
		"a row":  func() { w.s.Row("f50") },
		"a wake": func() { w.s.Wake() },
	}
}

func TestAnEventCostsWhatItTouches(t *testing.T) {
	few, many := everyday(large(t, 100)), everyday(large(t, 10_000))
	for name := range few {
		least := func(f func()) time.Duration {
			best := time.Hour
			for range 20 {
				began := time.Now()
				for range 20 {
					f()
				}
				best = min(best, time.Since(began))
			}
			return best
		}
		a, b := least(few[name]), least(many[name])
		for again := 0; again < 50 && b > 8*a+200*time.Microsecond; again++ { // a busy machine may be late, but not always
			b = min(b, least(many[name]))
		}
		if b > 8*a+200*time.Microsecond {
			t.Errorf("%s takes %v among 10,000 files and %v among 100", name, b/20, a/20)
		}
	}
}

func BenchmarkEventsAmongTenThousandFiles(b *testing.B) {
	t := &testing.T{}
	for name, f := range everyday(large(t, 10_000)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}
