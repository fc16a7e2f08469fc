package session_test

import (
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

// meters returns the meters of the transfers under way, by the file.
func meters(r session.Reply, into map[string]*model.Meter) {
	for _, e := range r.Effects {
		if s, ok := e.(session.SaveFile); ok {
			into[s.Request.Attachment.ID] = s.Request.Meter
		}
	}
}

// TestTheProgressIsThatOfTheBatch holds that files which wait count: one more at once, or one that ends,
// never takes progress back.
func TestTheProgressIsThatOfTheBatch(t *testing.T) {
	w := newWorld(t)
	w.o.Parallel = 1
	w.add(model.StatusApproved, "a", "b", "c", "d")
	w.begin()
	ids := session.Targets{IDs: []string{"a", "b", "c", "d"}}
	w.apply(session.GetLink{Targets: ids})
	for num, e := range w.open {
		if a, ok := e.(session.AskLink); ok {
			w.apply(session.LinkAnswered{Num: num, Link: w.good(a.ID, model.DefaultLife)})
			delete(w.open, num)
		}
	}
	running := map[string]*model.Meter{}
	meters(w.apply(session.Save{Targets: ids}), running)
	running["a"].Add(610)
	before := w.s.BatchProgress()
	if before.Bytes != 610 || before.Total != 4000 || before.Running != 1 || before.Waiting != 3 {
		t.Fatalf("progress %+v", before)
	}
	meters(w.apply(session.SetParallel{Parallel: 2}), running)
	if p := w.s.BatchProgress(); p.Bytes != 610 || p.Total != 4000 || p.Running != 2 {
		t.Errorf("one more at once made of it %+v", p)
	}
	running["a"].Add(390)
	num := w.newest("a")
	w.apply(session.SaveEnded{Num: num, Saved: model.Saved{State: model.SaveDone, Path: "/downloads/a.pdf", Size: 1000}})
	if p := w.s.BatchProgress(); p.Bytes != 1000 || p.Total != 4000 || p.Saved != 1 || p.Asked != 4 {
		t.Errorf("the end of one made of it %+v", p)
	}
	w.apply(session.Cancel{Targets: session.Targets{IDs: []string{"d"}}})
	if p := w.s.BatchProgress(); p.Bytes != 2000 || p.Total != 4000 || p.Stopped != 1 {
		t.Errorf("one that was stopped made of it %+v", p)
	}
}

func TestAnUnknownSizeMakesAnUnknownTotal(t *testing.T) {
	w := newWorld(t)
	w.add(model.StatusApproved, "a", "b")
	w.begin()
	w.apply(session.GetLink{Targets: session.Targets{IDs: []string{"a"}}})
	w.apply(session.LinkAnswered{Num: w.newest("a"), Link: w.good("a", model.DefaultLife)})
	w.apply(session.Save{Targets: session.Targets{IDs: []string{"a", "b"}}})
	if p := w.s.BatchProgress(); p.Total != 0 || p.Running != 2 {
		t.Errorf("progress %+v", p)
	}
}

func logged(w *world) []session.LogEntry {
	entries, _ := w.s.LogSince(0)
	return entries
}

func TestTheLogHasEveryCallAndEveryNotice(t *testing.T) {
	w := newWorld(t)
	w.add(model.StatusApproved, "a")
	w.begin()
	w.apply(session.GetLink{Targets: session.Targets{IDs: []string{"a"}}})
	num := w.newest("a")
	w.apply(session.StageChanged{Num: num, State: model.CallState{Stage: model.StageRetrying, Try: 3, Of: 5}})
	w.now = w.now.Add(7e9)
	w.apply(session.LinkAnswered{Num: num, Problem: &model.Problem{Kind: model.KindThrottled, RequestID: "req-9"}})
	var calls []session.Call
	notices := 0
	for _, e := range logged(w) {
		if e.Call != nil {
			calls = append(calls, *e.Call)
		} else if e.Notice != nil {
			notices++
		}
	}
	if len(calls) != 2 || calls[0].Op != "GetTranscript" || calls[1].ID != "a" || calls[1].Tries != 3 || calls[1].Took != 7e9 || calls[1].RequestID != "req-9" || notices != 3 {
		t.Errorf("%d notices, calls %+v", notices, calls)
	}
	for range 3000 {
		w.apply(session.SetParallel{Parallel: 1})
	}
	if log := logged(w); len(log) != 1000 || log[0].At.After(log[999].At) {
		t.Errorf("the log holds %d entries", len(log))
	}
}

func TestNewsNeverCoversAnAnswer(t *testing.T) {
	news := session.Notice{Weight: session.WeightNews}
	answer := session.Notice{Weight: session.WeightResult, Answers: 3}
	warning := session.Notice{Weight: session.WeightWarning}
	problem := session.Notice{Weight: session.WeightProblem}
	for name, c := range map[string]struct {
		n, shown session.Notice
		after    int
		want     bool
	}{
		"news over an answer":        {news, answer, 3, false},
		"news over an answer, later": {news, answer, 4, true},
		"a warning over an answer":   {warning, answer, 1, false},
		"an answer over news":        {answer, news, 0, true},
		"an answer over an answer":   {answer, answer, 0, true},
		"news over news":             {news, news, 0, true},
		"news over a warning":        {news, warning, 7, false},
		"a problem over an answer":   {problem, answer, 0, true},
		"an answer over a problem":   {answer, problem, 1000, false},
		"a problem over a problem":   {problem, problem, 1000, false},
		"a detail over news":         {session.Notice{}, news, 1000, false},
	} {
		if got := c.n.Covers(c.shown, time.Duration(c.after)*time.Second); got != c.want {
			t.Errorf("%s after %d s: %v", name, c.after, got)
		}
	}
}

func TestOnlyTheEndOfALinkThatSomebodyWantsIsAnAlarm(t *testing.T) {
	w := newWorld(t)
	w.o.Prefetch = session.PrefetchVisible
	w.add(model.StatusApproved, "seen", "asked", "selected", "copied")
	w.begin()
	ids := []string{"seen", "asked", "selected", "copied"}
	w.apply(session.RowsVisible{Selected: "seen", IDs: ids, Moved: true})
	for num, e := range w.open {
		if a, ok := e.(session.AskLink); ok {
			w.apply(session.LinkAnswered{Num: num, Link: w.good(a.ID, model.DefaultLife)})
		}
	}
	w.apply(session.GetLink{Targets: session.Targets{IDs: ids[1:2]}})
	w.apply(session.SelectionChanged{IDs: ids[2:3], On: true})
	w.apply(session.Copy{Targets: session.Targets{IDs: ids[3:]}})
	for _, id := range ids {
		if got := w.s.Row(id).Alarm; got != (id != "seen") {
			t.Errorf("the end of the link of %s is an alarm: %v", id, got)
		}
	}
	w.apply(session.SelectionChanged{IDs: ids[2:3]})
	if w.s.Row("selected").Alarm {
		t.Error("it still is, though it is not selected any more")
	}
}
