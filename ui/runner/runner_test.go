package runner_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner"
	"attache/ui/runner/fakechat"
)

// plain is a front end that only notes what it is told.
type plain struct {
	t      *testing.T
	chat   *fakechat.Chat
	r      *runner.Runner
	o      session.Options
	copied []string
	told   []string
	local  []session.Effect
}

func inBubble(t *testing.T, files int, f func(t *testing.T, p *plain)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := &plain{t: t, chat: fakechat.New(time.Now), o: session.Options{TTL: model.DefaultLife, Parallel: 2, Clipboard: true, Desktop: true}}
		p.chat.Add(files)
		f(t, p)
	})
}

// begin reads the chat.
func (p *plain) begin(ctx context.Context) {
	p.r = runner.New(ctx, runner.Deps{
		Chat: p.chat, Now: time.Now, Attend: p.chat.Attend,
		Clipboard: func(_ context.Context, text string) session.Route {
			p.copied = append(p.copied, text)
			return session.RouteTerminal
		},
		Open:    func(context.Context, string) error { return errors.New("no") },
		Receipt: func(string, session.Summary) (string, error) { return "", nil },
	}, session.New(p.o))
	p.t.Cleanup(func() { p.r.Close() })
	p.do(session.Start{})
}

func (p *plain) note(res runner.Result) {
	p.local = append(p.local, res.Local...)
	for _, n := range res.Notices {
		p.told = append(p.told, strings.TrimPrefix(fmt.Sprintf("%T", n.Fact), "session."))
	}
}

func (p *plain) do(i session.Intent) {
	p.t.Helper()
	if err := p.r.Do(p.t.Context(), i, p.note); err != nil {
		p.t.Fatal(err)
	}
}

// passes lets time pass, and collects whatever comes.
func (p *plain) passes(d time.Duration) {
	over := time.NewTimer(d)
	defer over.Stop()
	for {
		select {
		case <-over.C:
			synctest.Wait()
			p.note(p.r.Collect())
			return
		case <-p.r.Ready():
			p.note(p.r.Collect())
		}
	}
}

func of(ids ...string) session.Targets { return session.Targets{IDs: ids} }

func (p *plain) wants(facts ...string) {
	p.t.Helper()
	if !slices.Equal(p.told, facts) {
		p.t.Errorf("told %q, want %q", p.told, facts)
	}
	p.told = nil
}

func TestAnIntentIsCarriedOutAndAnswered(t *testing.T) {
	inBubble(t, 2, func(t *testing.T, p *plain) {
		p.begin(t.Context())
		p.wants("ChatRead")
		p.do(session.Copy{Targets: of("id-1", "id-2")})
		if len(p.copied) != 1 || strings.Count(p.copied[0], "https://") != 2 || len(p.local) != 1 {
			t.Errorf("copied %q, %d effects for the terminal", p.copied, len(p.local))
		}
		p.told = nil
		p.do(session.OpenFile{Targets: of("id-1")})
		p.wants("SaveStarted", "FileSaved", "Opened")
		p.do(session.WriteReceipt{Path: "r.json"})
		p.wants("ReceiptWritten")
		p.do(session.SetToken{Token: model.NewSecret("CANARY-token")})
		if !slices.Equal(p.chat.Tokens, []string{"CANARY-token"}) || p.told[len(p.told)-1] != "TokenTried" {
			t.Errorf("tokens %q, told %q", p.chat.Tokens, p.told)
		}
		p.r.Apply(session.FocusChanged{On: false})
		if !slices.Equal(p.chat.Attended, []bool{false}) {
			t.Errorf("looks %v", p.chat.Attended)
		}
	})
}

func TestACancelledCallEnds(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, p *plain) {
		p.chat.Takes["save"] = time.Hour
		p.begin(t.Context())
		p.note(p.r.Apply(session.Save{Targets: of("id-1")}))
		p.passes(time.Minute)
		p.told = nil
		p.note(p.r.Apply(session.Cancel{Targets: of("id-1")}))
		p.passes(time.Millisecond)
		p.wants("Cancelled", "SaveDone")
		if l := p.r.Session().Row("id-1").Left; l == nil || l.Total != 300_000 || p.chat.Saving != 0 {
			t.Errorf("left %+v, %d saving", l, p.chat.Saving)
		}
		p.do(session.Discard{Targets: of("id-1"), Confirmed: true})
		if p.r.Session().Row("id-1").Left != nil || len(p.chat.Left) != 0 {
			t.Error("it is still there")
		}
	})
}

func TestTheSessionIsWokenWhenItWantsAndNotBefore(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, p *plain) {
		p.begin(t.Context())
		p.do(session.KeepAlive{Targets: of("id-1"), Mode: session.KeepOn})
		for range 8 { // news does not put the renewal off
			p.passes(30 * time.Second)
			p.chat.Report(model.Update{})
		}
		p.passes(time.Minute)
		if p.chat.Links != 2 {
			t.Errorf("%d links asked for, want one and a renewal", p.chat.Links)
		}
		p.do(session.KeepAlive{Targets: of("id-1"), Mode: session.KeepOff})
		p.passes(time.Hour)
		select {
		case <-p.r.Ready():
			t.Error("woken although nothing is waited for")
		default:
		}
	})
}

func TestABurstOfNewsIsOneTurn(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, p *plain) {
		p.begin(t.Context())
		p.passes(time.Second)
		p.told = nil
		for i := range 2500 {
			p.chat.Report(model.Update{Attachments: []model.Attachment{model.NewAttachment(fmt.Sprint("new-", i), "", "", "")}})
		}
		p.chat.Report(model.Update{Ended: true})
		synctest.Wait()
		p.note(p.r.Collect())
		p.wants("FilesArrived")
		if n := p.r.Session().Library().Len(); n != 1001 {
			t.Errorf("%d files, want a thousand at once", n)
		}
		p.passes(time.Millisecond)
		p.wants("FilesArrived", "FilesArrived", "ChatEnded")
	})
}

func TestStagesOfOneCallReplaceEachOther(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, p *plain) {
		p.chat.Retries = 3
		p.begin(t.Context())
		p.passes(time.Second)
		p.note(p.r.Apply(session.GetLink{Targets: of("id-1")}))
		time.Sleep(5 * time.Second)
		synctest.Wait()
		p.told = nil
		p.note(p.r.Collect())
		p.wants("Retrying")
		if c := p.r.Session().Row("id-1").Call; c == nil || c.Try != 3 {
			t.Errorf("call %+v", c)
		}
		p.passes(time.Minute)
	})
}

func TestTheEndWaitsForPartFiles(t *testing.T) {
	inBubble(t, 3, func(t *testing.T, p *plain) {
		p.chat.Takes["save"] = time.Hour
		p.begin(t.Context())
		p.note(p.r.Apply(session.Save{Targets: of("id-1", "id-2", "id-3")}))
		p.passes(time.Minute)
		p.note(p.r.Apply(session.Quit{Confirmed: true}))
		if !p.r.Session().Over() {
			t.Error("it goes on")
		}
		p.r.Close()
		if p.chat.Saving != 0 || len(p.chat.Left) != 2 {
			t.Errorf("%d saving, left %v", p.chat.Saving, p.chat.Left)
		}
		for _, o := range p.r.Session().Outcomes() {
			if o.Problem == nil || o.Problem.Kind != model.KindCancelled {
				t.Errorf("outcome %+v", o)
			}
		}
	})
}

func TestATransferThatHangsDoesNotHoldTheEnd(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, p *plain) {
		p.chat.Takes["save"], p.chat.Hangs = time.Minute, true
		p.begin(t.Context())
		p.note(p.r.Apply(session.Save{Targets: of("id-1")}))
		began := time.Now()
		p.r.Close()
		if took := time.Since(began); took != 2*time.Second {
			t.Errorf("the end took %v", took)
		}
		time.Sleep(time.Minute)
	})
}

func TestAFileSavedAtTheLastMomentIsKnown(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, p *plain) {
		p.chat.Takes["save"], p.chat.Hangs = time.Second, true
		p.begin(t.Context())
		p.note(p.r.Apply(session.Save{Targets: of("id-1")}))
		p.note(p.r.Apply(session.Quit{Confirmed: true}))
		p.r.Close()
		if o := p.r.Session().Outcomes(); len(o) != 1 || o[0].Problem != nil || o[0].Saved.State != model.SaveDone {
			t.Errorf("outcomes %+v", o)
		}
	})
}

func TestTheEndOfAContextEndsAnIntent(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, p *plain) {
		p.chat.Takes["link"] = time.Hour
		p.begin(t.Context())
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		err := p.r.Do(ctx, session.GetLink{Targets: of("id-1")}, p.note)
		if model.KindOf(err) != model.KindCancelled {
			t.Errorf("got %v", err)
		}
	})
}

func TestAfterTheEndOfAContextNoCallIsBegun(t *testing.T) {
	for range 50 { // a choice at random would have to be right each time
		inBubble(t, 30, func(t *testing.T, p *plain) {
			var asked atomic.Int32
			p.chat.OnLink = func(ctx context.Context, _ string, _ time.Duration, _ model.Priority) (model.Link, error) {
				asked.Add(1)
				<-ctx.Done()
				return model.Link{}, &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
			}
			ctx, stop := context.WithCancel(t.Context())
			p.begin(ctx)
			var all []string
			for i := range 30 {
				all = append(all, fmt.Sprintf("id-%d", i+1))
			}
			err := p.r.Do(ctx, session.Measure{Targets: of(all...)}, func(runner.Result) {
				synctest.Wait()
				stop()
				synctest.Wait() // all calls have answered
			})
			if begun := asked.Load(); model.KindOf(err) != model.KindCancelled || begun == 0 || begun > 8 {
				t.Errorf("%d calls of 8 at once, %v", begun, err)
			}
		})
	}
}

func TestAtTheEndNoTransferIsBegun(t *testing.T) {
	inBubble(t, 6, func(t *testing.T, p *plain) {
		p.chat.Takes["save"] = time.Hour
		p.begin(t.Context())
		p.note(p.r.Apply(session.Save{Targets: of("id-1", "id-2", "id-3", "id-4", "id-5", "id-6"), Confirmed: true}))
		p.passes(time.Minute)
		p.r.Close()
		if p.chat.Saving != 0 || len(p.chat.Left) != 2 {
			t.Errorf("%d saving, left %v", p.chat.Saving, p.chat.Left)
		}
		for _, o := range p.r.Session().Outcomes() {
			if o.Problem == nil || o.Problem.Kind != model.KindCancelled {
				t.Errorf("outcome %+v", o)
			}
		}
	})
}
