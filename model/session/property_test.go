package session_test

import (
	"fmt"
	"maps"
	"math/rand"
	"reflect"
	"slices"
	"strconv"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

// storm drives a session with random events.
type storm struct {
	*world
	r *rand.Rand
}

func (s *storm) pick(from ...string) string { return from[s.r.Intn(len(from))] }

func (s *storm) ids() session.Targets {
	var ids []string
	for range 1 + s.r.Intn(4) {
		ids = append(ids, s.pick("f1", "f2", "f3", "f4", "s1", "s2", "r1", "nowhere", "typed"))
	}
	t := session.Targets{IDs: ids}
	if s.r.Intn(4) == 0 {
		t.Unseen = 1
	}
	return t
}

func (s *storm) intent() session.Intent {
	to, yes := s.ids(), s.r.Intn(2) == 0
	switch s.r.Intn(23) {
	case 0, 1:
		return session.GetLink{Targets: to, Show: s.r.Intn(2) == 0, Confirmed: yes}
	case 2:
		return session.Renew{Targets: to, Confirmed: yes}
	case 3, 4:
		return session.Copy{Targets: to, Form: model.Form(s.r.Intn(6)), Confirmed: yes}
	case 5:
		return session.Measure{Targets: to}
	case 6, 7:
		return session.Save{Targets: to, Confirmed: yes}
	case 8:
		return session.OpenFile{Targets: to, Confirmed: yes}
	case 9:
		return session.KeepAlive{Targets: to, Mode: session.KeepMode(s.r.Intn(3)), Confirmed: yes}
	case 10, 11:
		return session.Cancel{Targets: to, All: s.r.Intn(4) == 0, Confirmed: yes}
	case 12:
		return session.Discard{Targets: to, Confirmed: yes}
	case 13:
		return session.Reload{}
	case 14:
		return session.SetToken{Token: model.NewSecret("token")}
	case 15:
		return session.AddIDs{IDs: []string{"typed"}}
	case 16:
		return session.RemoveIDs{Targets: to}
	case 17:
		return session.SetParallel{Parallel: 1 + s.r.Intn(3)}
	case 18:
		return session.WriteReceipt{Path: "r.json"}
	case 19:
		return session.HideNames{On: s.r.Intn(2) == 0}
	case 20:
		return session.Preview{IDs: to.IDs, Limit: session.Limit{Whole: 5000, Head: 200}}
	case 21:
		return session.Send{Path: to.IDs[0], File: outgoing(to.IDs[0]), Confirmed: yes}
	default:
		return session.Decline{}
	}
}

func (s *storm) problem() *model.Problem {
	kinds := []model.Kind{model.KindDenied, model.KindOffline, model.KindMissing, model.KindCancelled}
	if n := s.r.Intn(8); n < len(kinds) {
		return &model.Problem{Kind: kinds[n]}
	}
	return nil
}

// answer answers an open call in some way.
func (s *storm) answer(num int) {
	p := s.problem()
	switch e := s.open[num].(type) {
	case session.AskLink:
		l := model.Link{}
		if p == nil {
			l = s.good(e.ID, []time.Duration{model.DefaultLife, 30 * time.Second, -time.Minute}[s.r.Intn(3)])
		}
		s.apply(session.LinkAnswered{Num: num, Link: l, Problem: p})
	case session.SaveFile:
		a := session.SaveEnded{Num: num, Problem: p, Left: &session.Left{Done: 1, Total: 2}}
		if p == nil {
			a.Left, a.Saved = nil, model.Saved{State: model.SaveDone, Path: "/downloads/a", Size: 9}
			if s.r.Intn(2) == 0 {
				a.Saved.Warnings = []model.Warning{model.WarningPage}
			}
		}
		s.apply(a)
	case session.PeekFile:
		s.apply(session.Peeked{Num: num, Head: model.Head{Data: []byte(e.Request.Attachment.ID), Whole: true, Size: 9}, Problem: p})
	case session.ReadTranscript:
		if p == nil && s.r.Intn(2) == 0 {
			s.apply(session.PageRead{Num: num, Page: model.Page{Attachments: s.chat(), Items: 1}})
		}
		s.apply(session.TranscriptEnded{Num: num, Problem: p})
	case session.InspectFile:
		s.apply(session.FileInspected{Num: num, File: outgoing(e.Path), Problem: p})
	case session.SendFile:
		sent := model.NewAttachment("sent-"+e.File.Name, e.File.Name, "", model.StatusApproved)
		s.apply(session.FileSendEnded{Num: num, Sent: model.Sent{Attachment: sent}, Problem: p})
	case session.CopyText:
		s.apply(session.TextCopied{Num: num, Route: session.Route(s.r.Intn(4))})
	case session.OpenPath:
		s.apply(session.FileOpened{Num: num, Failed: p != nil})
	case session.DiscardParts:
		s.apply(session.PartsDiscarded{Num: num, Problem: p})
	case session.SaveReceipt:
		s.apply(session.ReceiptSaved{Num: num, Problem: p})
	case session.Watch:
		if s.r.Intn(8) > 0 {
			return // it goes on
		}
		s.apply(session.WatchEnded{Num: num, Problem: &model.Problem{Kind: model.KindOffline}})
	}
	delete(s.open, num)
}

// news lets something happen in the chat.
func (s *storm) news() {
	num, ok := s.call(isWatch)
	if !ok {
		return
	}
	n := model.Update{Watch: model.Watch{State: model.WatchLive}}
	switch s.r.Intn(12) {
	case 0:
		n.Refused, n.Watch = &model.Problem{Kind: model.KindDenied}, model.Watch{}
	case 1:
		n.Ended = true
	case 2, 3, 4:
		n.Attachments = append(n.Attachments, s.fileNamed(s.pick("s1", "s2")+":"+s.pick("APPROVED", "REJECTED", "IN_PROGRESS")))
	default:
		n.Attachments = append(n.Attachments, s.fileNamed("n"+strconv.Itoa(s.r.Intn(5))))
	}
	s.apply(session.Events{Num: num, Update: n})
}

// foreign gives the session answers to calls it never made, and to those it has had answers to.
func (s *storm) foreign() {
	s.apply(session.Tick{}) // so that it knows the time
	num := 100_000 + s.r.Intn(100)
	if s.r.Intn(2) == 0 { // one that was answered, or the number of an intent
		if num = 1 + s.r.Intn(50); s.open[num] != nil {
			return
		}
	}
	before := s.snapshot()
	link := model.Link{URL: model.NewSecret("https://stranger.example"), Issued: s.now, Expires: s.now.Add(time.Hour)}
	for _, e := range []session.Event{
		session.LinkAnswered{Num: num, Link: link},
		session.LinkAnswered{Num: num, Problem: &model.Problem{Kind: model.KindDenied}},
		session.SaveEnded{Num: num, Saved: model.Saved{State: model.SaveDone, Path: "/stranger", Link: link}},
		session.SaveEnded{Num: num, Problem: &model.Problem{Kind: model.KindDenied}},
		session.PageRead{Num: num, Page: model.Page{ContactID: "stranger", Ended: true, Attachments: []model.Attachment{model.NewAttachment("stranger", "", "", "")}}},
		session.TranscriptEnded{Num: num},
		session.TranscriptEnded{Num: num, Problem: &model.Problem{Kind: model.KindDenied}},
		session.Events{Num: num, Update: model.Update{Ended: true}},
		session.WatchEnded{Num: num},
		session.TextCopied{Num: num, Route: session.RouteTerminal},
		session.Peeked{Num: num, Head: model.Head{Data: []byte("stranger"), Link: link}},
		session.Peeked{Num: num, Problem: &model.Problem{Kind: model.KindDenied}},
		session.FileOpened{Num: num},
		session.PartsDiscarded{Num: num, IDs: []string{"f1"}},
		session.ReceiptSaved{Num: num},
		session.StageChanged{Num: num, State: model.CallState{Stage: model.StageRetrying}},
	} {
		if r := s.s.Apply(e, session.Moment{Now: s.now, Connection: model.Connection{Skew: s.skew}}); len(r.Effects)+len(r.Notices) > 0 {
			s.t.Errorf("%T of call %d, which is not under way, led to %d effects and %v", e, num, len(r.Effects), r.Notices)
		}
	}
	if after := s.snapshot(); after != before {
		s.t.Errorf("answers to call %d, which is not under way, changed\n%s\nto\n%s", num, before, after)
	}
}

// snapshot is all that can be seen of a session.
func (s *storm) snapshot() string {
	text := fmt.Sprint(s.s.Ended(), s.s.Contact(), s.s.Unfinished(), s.s.Waiting(), s.s.Refusal(), s.s.Wake(), "\n")
	for _, a := range s.s.Library().All() {
		r, f := s.s.Row(a.ID), s.s.Facts(&a)
		text += a.ID + show(reflect.ValueOf(r)) + "\n"
		if f.Size != r.Size || f.State != r.State || !r.Link.URL.IsZero() && f.Expires != r.Link.Expires {
			s.t.Errorf("%s is sorted and filtered by %+v and shown as %+v", a.ID, f, r)
		}
	}
	return text
}

// unsaid checks that an intent on files that cannot be seen does nothing before it was said.
func (s *storm) unsaid(i session.Intent) {
	v := reflect.ValueOf(i)
	field := v.FieldByName("Targets")
	if !field.IsValid() {
		s.apply(i)
		return
	}
	to, ok := field.Interface().(session.Targets)
	if !ok || to.Unseen == 0 || v.FieldByName("Confirmed").IsValid() && v.FieldByName("Confirmed").Bool() {
		s.apply(i)
		return
	}
	if v.Type() == reflect.TypeFor[session.Measure]() {
		return // it changes nothing
	}
	s.apply(session.Tick{}) // so that it knows the time
	before := s.snapshot()
	if r := s.apply(i); len(r.Effects) > 0 || s.snapshot() != before {
		s.t.Errorf("%s acted on what its user cannot see: %v", show(v), r.Effects)
	}
}

// renewed brings a token by itself. It is used unless the chat has ended or it is no token, and nothing else comes of
// it while the one before did its work.
func (s *storm) renewed() {
	s.apply(session.Tick{}) // so that it knows the time
	token, want := s.pick("fresh", "fresh", "no token\n"), 0
	if token == "fresh" && !s.s.Ended() {
		want = 1
	}
	refused := s.s.Refusal() != nil
	r := s.apply(session.TokenRenewed{Token: model.NewSecret(token)})
	used := 0
	for _, e := range r.Effects {
		if u, ok := e.(session.UseToken); ok && u.Token.Reveal() == token {
			used++
		}
	}
	replaced := slices.ContainsFunc(r.Notices, func(n session.Notice) bool {
		tried, ok := n.Fact.(session.TokenTried)
		return ok && tried.Replaced
	})
	if used != want || used == 1 && s.s.Refusal() != nil {
		s.t.Errorf("%q was used %d times", token, used)
	}
	if !refused && !replaced && len(r.Effects)+len(r.Notices) > used {
		s.t.Errorf("%q led to %v and %v", token, r.Effects, r.Notices)
	}
}

// TestWhateverHappensTheRulesHold lets many sessions go on at random. The world checks with each event
// that no dead link is handed out, that no notice holds one, that an ended chat is asked for nothing and
// that no intent gets two results; the end checks that each has got one.
func TestWhateverHappensTheRulesHold(t *testing.T) {
	for seed := range int64(150) {
		w := newWorld(t)
		s := &storm{w, rand.New(rand.NewSource(seed))}
		w.add(model.StatusApproved, "f1", "f2", "f3", "f4")
		w.add(model.StatusInProgress, "s1", "s2")
		w.add(model.StatusRejected, "r1")
		if seed%5 == 0 {
			w.o.IDs = []string{"f1", "f2", "typed"}
		}
		w.o.Unattended, w.o.Bell = false, seed%2 == 0
		w.skew = time.Duration(seed%3) * time.Hour
		w.begin()
		for range 150 {
			switch n := s.r.Intn(10); {
			case n < 3:
				s.unsaid(s.intent())
			case n < 7 && len(s.open) > 0:
				nums := slices.Sorted(maps.Keys(s.open))
				s.answer(nums[s.r.Intn(len(nums))])
			case n == 7:
				s.wait(time.Duration(s.r.Intn(400)) * time.Second)
			case n == 8:
				s.news()
			case n == 9 && s.r.Intn(4) == 0:
				s.apply(session.PreviewLeft{})
			case n == 9 && s.r.Intn(4) == 0:
				s.renewed()
			default:
				s.foreign()
			}
		}
		s.drain()
		s.everyIntentHasItsResult(seed)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// drain answers all that is open until nothing is left to answer but the watch.
func (s *storm) drain() {
	for range 10_000 {
		nums := slices.DeleteFunc(slices.Sorted(maps.Keys(s.open)), func(num int) bool { return isWatch(s.open[num]) })
		if len(nums) == 0 {
			return
		}
		s.answer(nums[0])
	}
	s.t.Fatal("calls lead to calls without end")
}

func (s *storm) everyIntentHasItsResult(seed int64) {
	for num, results := range s.intents {
		if results != 1 {
			s.t.Errorf("seed %d: intent %d got %d results", seed, num, results)
		}
	}
}
