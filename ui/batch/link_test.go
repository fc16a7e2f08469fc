package batch

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// closedPipe is a pipe that nobody reads.
type closedPipe struct{}

// Write implements io.Writer.
func (closedPipe) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}
}

// linked runs Link in a bubble of its own.
func linked(t *testing.T, c *fakechat.Chat, o LinkOptions) (r result) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o.Now = time.Now
		start := time.Now()
		var out, errs bytes.Buffer
		r.err = Link(t.Context(), c, o, &out, &errs)
		r.out, r.errs, r.took = out.String(), errs.String(), time.Since(start)
	})
	return r
}

// issue makes links that are good from now on, on a clock that is skew ahead.
func issue(skew time.Duration) func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
	return func(_ context.Context, id string, life time.Duration, _ model.Priority) (model.Link, error) {
		now := time.Now().Add(skew)
		return model.Link{URL: model.NewSecret("https://example.com/" + id), Issued: now, Expires: now.Add(life), Asked: life, Size: 5}, nil
	}
}

func TestLinksComeInTheOrderAskedEachFailureByItself(t *testing.T) {
	c := made(&fakechat.Chat{OnLink: func(ctx context.Context, id string, life time.Duration, _ model.Priority) (model.Link, error) {
		switch id {
		case "bad":
			return model.Link{}, &model.Problem{Kind: model.KindInvalid, Op: "GetAttachment", Status: 400}
		case "none":
			return model.Link{Size: 5}, nil
		}
		return issue(0)(ctx, id, life, model.PrioritySelected)
	}})
	r := linked(t, c, LinkOptions{IDs: []string{"b", "bad", "a", "none"}, Life: time.Minute})
	if r.out != "https://example.com/b\nhttps://example.com/a\n" {
		t.Errorf("printed %q", r.out)
	}
	var failures *model.Failures
	if !errors.As(r.err, &failures) || failures.Of != 4 || len(failures.Problems) != 2 || failures.Problems[1].Kind != model.KindNoLink {
		t.Errorf("got %v", r.err)
	}
	if strings.Count(r.errs, "attache: ") != 2 || !strings.Contains(r.errs, "attache: bad: ") || !strings.Contains(r.errs, "attache: none: ") {
		t.Errorf("said %q", r.errs)
	}
}

func TestALinksJSONTellsWhatIsLeftOnTheServicesClock(t *testing.T) {
	for _, skew := range []time.Duration{0, time.Hour, -time.Hour} {
		r := linked(t, made(&fakechat.Chat{OnLink: issue(skew), Skew: skew}), LinkOptions{IDs: []string{"a"}, Life: time.Minute, JSON: true})
		// The bubble's clock begins with the year 2000.
		ends := time.Date(2000, 1, 1, 0, 1, 0, 0, time.UTC).Add(skew).Format(time.RFC3339)
		want := `{"id":"a","url":"https://example.com/a","expires_at":"` + ends + `","seconds_left":59,"size":5}` + "\n"
		if r.out != want || r.errs != "" || r.err != nil {
			t.Errorf("got  %s\nwant %s", r.out, want)
		}
	}
}

func TestNoDeadLinkIsPrinted(t *testing.T) {
	for _, c := range []struct {
		name        string
		left, life  time.Duration // of the links, one after the other; the last goes on
		second      time.Duration
		calls, code int
	}{
		{"dead", -time.Minute, 5 * time.Minute, -time.Minute, 2, 0},
		{"about to die", 9 * time.Second, 5 * time.Minute, 9 * time.Second, 2, 0},
		{"renewed", 9 * time.Second, 5 * time.Minute, 5 * time.Minute, 2, 1},
		{"good", 12 * time.Second, 5 * time.Minute, 0, 1, 1},
		{"short-lived", 5 * time.Second, 5 * time.Second, 0, 1, 1},
	} {
		chat := made(&fakechat.Chat{})
		chat.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
			left := c.left
			if len(calls(chat)) > 1 {
				left = c.second
			}
			ends := time.Now().Add(left)
			if left < 0 {
				return model.Link{}, &model.Problem{Kind: model.KindDeadLink, Op: "GetAttachment"}
			}
			return model.Link{URL: model.NewSecret("https://example.com/"), Issued: ends.Add(-c.life), Expires: ends}, nil
		}
		r := linked(t, chat, LinkOptions{IDs: []string{"a"}, Life: c.life})
		if n := strings.Count(r.out, "\n"); n != c.code || len(calls(chat)) != c.calls || (r.err == nil) != (c.code == 1) {
			t.Errorf("%s: printed %q after %d calls, %v", c.name, r.out, len(calls(chat)), r.err)
		}
		if r.err != nil && model.AsProblem(r.err).Kind != model.KindDeadLink {
			t.Errorf("%s: %v", c.name, r.err)
		}
	}
}

func TestALinkIsPrintedBeforeTheNextIsAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out, errs bytes.Buffer
		c := made(&fakechat.Chat{})
		c.OnLink = func(ctx context.Context, id string, life time.Duration, _ model.Priority) (model.Link, error) {
			if n := strings.Count(out.String(), "\n"); n != len(calls(c))-1 {
				t.Errorf("%d links asked for, %d printed", len(calls(c)), n)
			}
			if err := wait(ctx, time.Minute); err != nil {
				return model.Link{}, err
			}
			return issue(0)(ctx, id, life, model.PrioritySelected)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 150*time.Second)
		defer cancel()
		err := Link(ctx, c, LinkOptions{IDs: []string{"a", "b", "c", "d"}, Life: time.Minute, Now: time.Now}, &out, &errs)
		if model.AsProblem(err).Kind != model.KindCancelled || errs.Len() != 0 || !slices.Equal(calls(c), []string{"a", "b", "c"}) {
			t.Errorf("%v, said %q, asked for %q", err, errs.String(), calls(c))
		}
	})
}

func TestNobodyReadsSoNothingMoreIsAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := made(&fakechat.Chat{OnLink: issue(0)})
		var errs bytes.Buffer
		err := Link(t.Context(), c, LinkOptions{IDs: []string{"a", "b"}, Life: time.Minute, Now: time.Now}, closedPipe{}, &errs)
		if !ReaderGone(err) || errs.Len() != 0 || len(calls(c)) != 1 {
			t.Errorf("%v, said %q, asked for %q", err, errs.String(), calls(c))
		}
	})
}

func TestOnlyStandardOutputsBrokenPipeIsAReaderGone(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{nil, false},
		{OutputProblem(syscall.EPIPE), true},
		{&fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, true},
		{OutputProblem(syscall.ENOSPC), false},
		{&model.Problem{Kind: model.KindOffline, Op: "GetTranscript", Err: syscall.EPIPE}, false},
		{diskProblem("receipt", syscall.EPIPE), false},
	} {
		if got := ReaderGone(c.err); got != c.want {
			t.Errorf("%v: %v", c.err, got)
		}
	}
}
