package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// watched runs Watch in a bubble of its own, over a watch that does what do does, interrupted after
// a minute.
func watched(t *testing.T, c *fakechat.Chat, o WatchOptions, do func(ctx context.Context, each func(model.Update)) error) (r result) {
	t.Helper()
	c.OnWatch = do
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, context.Canceled)
		defer cancel()
		o.Now = time.Now
		start := time.Now()
		var out, errs bytes.Buffer
		r.err = Watch(ctx, c, o, &out, &errs)
		r.out, r.errs, r.took = out.String(), errs.String(), time.Since(start)
	})
	return r
}

// live is the state of a watch that hears everything.
func live() model.Watch { return model.Watch{State: model.WatchLive} }

// file is an attachment that is new to the chat.
func file(id string, status model.Status) model.Attachment {
	return model.NewAttachment(id, id+".txt", "text/plain", status)
}

// events returns the events and IDs of JSON lines.
func events(t *testing.T, out string) string {
	t.Helper()
	var all []string
	for line := range strings.Lines(out) {
		var e struct {
			Event, ID string
			At        time.Time
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.At.IsZero() || e.At.Location() != time.UTC {
			t.Errorf("%s: %v", line, err)
		}
		all = append(all, strings.TrimSpace(e.Event+" "+e.ID))
	}
	return strings.Join(all, ", ")
}

func TestEveryChangeIsToldOnce(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(2)})
	r := watched(t, c, WatchOptions{JSON: true}, func(_ context.Context, each func(model.Update)) error {
		if !slices.Equal(c.Attended, []bool{true}) {
			t.Error("the chat is read as for nobody")
		}
		each(model.Update{Watch: model.Watch{State: model.WatchConnecting}})
		each(model.Update{Watch: live(), Filled: true, Attachments: files(2)[0].Attachments}) // nothing new
		each(model.Update{Watch: live(), Attachments: []model.Attachment{file("n-1", model.StatusInProgress), file("n-2", model.StatusApproved)}})
		each(model.Update{Watch: live(), Attachments: []model.Attachment{file("n-1", model.StatusApproved), file("n-2", model.StatusApproved)}})
		each(model.Update{Watch: live(), Ended: true})
		return nil
	})
	if got := events(t, r.out); got != "added n-1, added n-2, changed n-1, ended" || r.errs != "" || r.err != nil {
		t.Errorf("%s\n%+v", got, r)
	}
	if !strings.Contains(r.out, `{"event":"changed","at":"2000-01-01T00:00:00Z","id":"n-1","name":"n-1.txt","content_type":"text/plain","status":"APPROVED"}`) {
		t.Errorf("printed %s", r.out)
	}
}

func TestWhatIsThereIsToldFirstWhereAsked(t *testing.T) {
	r := watched(t, made(&fakechat.Chat{Pages: files(2)}), WatchOptions{JSON: true, All: true}, func(context.Context, func(model.Update)) error { return nil })
	if got := events(t, r.out); got != "added f-1, added f-2, ended" || r.err != nil {
		t.Errorf("%s: %v", got, r.err)
	}
}

func TestAChatThatIsOverIsNotWatched(t *testing.T) {
	c := made(&fakechat.Chat{Pages: append(files(1), model.Page{Ended: true})})
	r := watched(t, c, WatchOptions{JSON: true}, func(context.Context, func(model.Update)) error {
		t.Error("watched")
		return nil
	})
	if got := events(t, r.out); got != "ended" || r.err != nil {
		t.Errorf("%s: %v", got, r.err)
	}
}

func TestABreakIsSaidAndItsEndTold(t *testing.T) {
	play := func(ctx context.Context, each func(model.Update)) error {
		offline := &model.Problem{Kind: model.KindOffline, Op: "GetTranscript", Detail: "connection refused"}
		each(model.Update{Watch: live()})
		each(model.Update{Watch: model.Watch{State: model.WatchWaiting, Try: 1}})
		each(model.Update{Watch: model.Watch{State: model.WatchWaiting, Try: 2, Problem: offline}})
		each(model.Update{Watch: live(), Filled: true, Attachments: []model.Attachment{file("n-1", model.StatusApproved)}})
		each(model.Update{Watch: model.Watch{State: model.WatchPolling, Problem: offline}})
		each(model.Update{Watch: model.Watch{State: model.WatchPolling}})
		each(model.Update{Watch: live()})
		return wait(ctx, time.Hour)
	}
	r := watched(t, made(&fakechat.Chat{}), WatchOptions{JSON: true}, play)
	if got := events(t, r.out); got != "reconnected, added n-1, reconnected" || r.errs != "" {
		t.Errorf("%s\n%+v", got, r)
	}
	if p := model.AsProblem(r.err); p == nil || p.Kind != model.KindCancelled || r.took != time.Minute {
		t.Errorf("%v after %v", r.err, r.took)
	}
	r = watched(t, made(&fakechat.Chat{}), WatchOptions{}, play)
	if strings.Count(r.errs, "attache: ") != 2 || !strings.Contains(r.errs, "connection to the chat is gone") || !strings.Contains(r.errs, "connection refused") {
		t.Errorf("said %q", r.errs)
	}
}

// Without a socket nothing is known before the transcript was read, however the state is called.
func TestOnlyWhatWasReadIsAReconnection(t *testing.T) {
	blocked := &model.Problem{Kind: model.KindOffline, Op: "WebSocket", Detail: "no socket"}
	polling := model.Watch{State: model.WatchPolling, Problem: blocked}
	for name, c := range map[string]struct {
		news []model.Update
		want string
	}{
		"a first reading ends late": {[]model.Update{{Watch: model.Watch{State: model.WatchWaiting}, Filled: true}}, ""},
		"about to be read":          {[]model.Update{{Watch: model.Watch{State: model.WatchPolling}}}, ""},
		"read":                      {[]model.Update{{Watch: model.Watch{State: model.WatchPolling}}, {Watch: polling, Filled: true}}, "reconnected"},
		"read again and again":      {[]model.Update{{Watch: polling}, {Watch: polling, Filled: true}, {Watch: polling}, {Watch: polling, Filled: true}}, "reconnected"},
	} {
		r := watched(t, made(&fakechat.Chat{}), WatchOptions{JSON: true}, func(ctx context.Context, each func(model.Update)) error {
			each(model.Update{Watch: live()})
			each(model.Update{Watch: model.Watch{State: model.WatchWaiting, Try: 1}})
			for _, n := range c.news {
				each(n)
			}
			return wait(ctx, time.Hour)
		})
		if got := events(t, r.out); got != c.want {
			t.Errorf("%s: told %q, want %q", name, got, c.want)
		}
	}
}

func TestARefusedTokenEndsTheWatch(t *testing.T) {
	denied := &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403}
	r := watched(t, made(&fakechat.Chat{}), WatchOptions{}, func(ctx context.Context, each func(model.Update)) error {
		each(model.Update{Refused: denied, Watch: live()})
		return wait(ctx, time.Hour)
	})
	if model.AsProblem(r.err) != denied || r.took != 0 || r.out+r.errs != "" {
		t.Errorf("%+v", r)
	}
}

func TestTheLinesForPipesAndPeople(t *testing.T) {
	play := func(_ context.Context, each func(model.Update)) error {
		each(model.Update{Watch: live(), Attachments: []model.Attachment{file("n-1", model.StatusInProgress)}})
		return nil
	}
	r := watched(t, made(&fakechat.Chat{}), WatchOptions{}, play)
	if want := "2000-01-01T00:00:00Z\tadded\tn-1\tIN_PROGRESS\tn-1.txt\n2000-01-01T00:00:00Z\tended\n"; r.out != want {
		t.Errorf("got %q", r.out)
	}
	r = watched(t, made(&fakechat.Chat{}), WatchOptions{Width: 80}, play)
	at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Local().Format(time.TimeOnly)
	if want := at + "  added    scanning  n-1  n-1.txt\n" + at + "  ended\n"; r.out != want {
		t.Errorf("got %q, want %q", r.out, want)
	}
	long := file("2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11", model.StatusApproved)
	for width := 40; width < 160; width++ {
		r = watched(t, made(&fakechat.Chat{}), WatchOptions{Width: width}, func(_ context.Context, each func(model.Update)) error {
			each(model.Update{Watch: live(), Attachments: []model.Attachment{long}})
			return nil
		})
		if !strings.Contains(r.out, long.ID) {
			t.Errorf("%d: no ID in %q", width, r.out)
		}
		for line := range strings.Lines(r.out) {
			if len(line)-1 > width {
				t.Errorf("%d: %q", width, line)
			}
		}
	}
}

func TestASlowReaderDoesNotHoldTheWatchUp(t *testing.T) {
	c := made(&fakechat.Chat{OnWatch: func(_ context.Context, each func(model.Update)) error {
		start := time.Now()
		for range 100 {
			each(model.Update{Watch: live(), Attachments: []model.Attachment{file("n-1", model.StatusApproved)}})
		}
		each(model.Update{Watch: live(), Attachments: []model.Attachment{file("n-2", model.StatusApproved)}})
		if d := time.Since(start); d > 0 {
			t.Errorf("held up for %v", d)
		}
		return nil
	}})
	synctest.Test(t, func(t *testing.T) {
		var out slow
		if err := Watch(t.Context(), c, WatchOptions{Now: time.Now}, &out, &bytes.Buffer{}); err != nil || out.lines != 3 {
			t.Errorf("%d lines, %v", out.lines, err)
		}
	})
}

// slow is a reader that takes a second for a line.
type slow struct{ lines int }

// Write implements io.Writer.
func (s *slow) Write(p []byte) (int, error) {
	time.Sleep(time.Second)
	s.lines += bytes.Count(p, []byte("\n"))
	return len(p), nil
}

func TestAWatchThatNobodyReadsEnds(t *testing.T) {
	c := made(&fakechat.Chat{OnWatch: func(ctx context.Context, each func(model.Update)) error {
		each(model.Update{Watch: live(), Attachments: []model.Attachment{file("n-1", model.StatusApproved)}})
		return wait(ctx, time.Hour)
	}})
	synctest.Test(t, func(t *testing.T) {
		var errs bytes.Buffer
		if err := Watch(t.Context(), c, WatchOptions{Now: time.Now}, closedPipe{}, &errs); !ReaderGone(err) || errs.Len() != 0 {
			t.Errorf("%v, said %q", err, errs.String())
		}
	})
}

func TestAWatchEndsWithItsReaderWhateverHappens(t *testing.T) {
	gone := make(chan struct{})
	time.AfterFunc(0, func() { close(gone) })
	r := watched(t, made(&fakechat.Chat{}), WatchOptions{Unread: gone}, func(ctx context.Context, _ func(model.Update)) error { return wait(ctx, time.Hour) })
	if !ReaderGone(r.err) || r.out+r.errs != "" || r.took != 0 {
		t.Errorf("%+v", r)
	}
}

func TestAChatThatCannotBeReadIsNotWatched(t *testing.T) {
	denied := &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403}
	r := watched(t, made(&fakechat.Chat{OnRead: fails(denied)}), WatchOptions{All: true}, func(context.Context, func(model.Update)) error {
		t.Error("watched")
		return nil
	})
	if model.AsProblem(r.err) != denied || r.out+r.errs != "" {
		t.Errorf("%+v", r)
	}
}

func TestAChatThatWasReadInPartIsWatched(t *testing.T) {
	broken := &model.Problem{Kind: model.KindServer, Op: "GetTranscript", Status: 500}
	r := watched(t, made(&fakechat.Chat{Pages: files(1), OnRead: fails(broken)}), WatchOptions{All: true, JSON: true}, func(ctx context.Context, each func(model.Update)) error {
		each(model.Update{Watch: live()})
		each(model.Update{Watch: live(), Attachments: []model.Attachment{file("older", model.StatusApproved)}})
		each(model.Update{Watch: live(), Filled: true})
		return wait(ctx, time.Hour)
	})
	if got := events(t, r.out); got != "added f-1, added older, reconnected" || !strings.Contains(r.errs, "part of the chat could not be read") {
		t.Errorf("%s\n%+v", got, r)
	}
}

func TestABreakHasAnEndOnceWhatWasMissedIsRead(t *testing.T) {
	lost := &model.Problem{Kind: model.KindOffline, Op: "WebSocket"}
	r := watched(t, made(&fakechat.Chat{}), WatchOptions{JSON: true}, func(ctx context.Context, each func(model.Update)) error {
		each(model.Update{Watch: live()})
		each(model.Update{Watch: model.Watch{State: model.WatchWaiting, Try: 1, Problem: lost}})
		each(model.Update{Watch: model.Watch{State: model.WatchLive, Problem: lost}}) // subscribed
		each(model.Update{Watch: model.Watch{State: model.WatchLive, Problem: lost}, Attachments: []model.Attachment{file("missed", model.StatusApproved)}})
		each(model.Update{Watch: live(), Filled: true})
		each(model.Update{Watch: live(), Attachments: []model.Attachment{file("next", model.StatusApproved)}})
		return wait(ctx, time.Hour)
	})
	if got := events(t, r.out); got != "added missed, reconnected, added next" {
		t.Error(got)
	}
}
