package batch

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
)

// bot is a chat that can be read, and opens no file.
func bot(n int, cause model.Cause) *fakechat.Chat {
	denied := &model.Problem{Kind: model.KindDenied, Op: "GetAttachment", Status: 403, Cause: cause}
	c := made(&fakechat.Chat{Pages: files(n)})
	c.OnLink = func(ctx context.Context, _ string, _ time.Duration, _ model.Priority) (model.Link, error) {
		_ = wait(ctx, time.Second)
		return model.Link{}, denied
	}
	c.OnSave = func(ctx context.Context, _ model.DownloadRequest) (model.Saved, error) {
		_ = wait(ctx, time.Second)
		return model.Saved{}, denied
	}
	return c
}

const barred = "This participant may list files but not open them"

func TestLinksThatAreDeniedAreSaidOnceAndAskedForThreeTimes(t *testing.T) {
	const all = 35
	ids := make([]string, all)
	for i, p := range files(all) {
		ids[all-1-i] = p.Attachments[0].ID
	}
	link := func(t *testing.T, c *fakechat.Chat, json bool) (r result) {
		synctest.Test(t, func(t *testing.T) {
			var out, errs bytes.Buffer
			r.err = Link(t.Context(), c, LinkOptions{IDs: ids, JSON: json, Now: time.Now}, &out, &errs)
			r.out, r.errs = out.String(), errs.String()
		})
		return r
	}
	for _, parallel := range []int{1, 3, 16} {
		c := bot(all, model.CauseLinks)
		r := get(t, c, GetOptions{All: true, Parallel: parallel}, 0)
		wantOnce(t, "get", c, r, 34)
		c = bot(all, model.CauseLinks)
		if r = get(t, c, GetOptions{All: true, Parallel: parallel, JSON: true}, 0); len(calls(c)) > session.MaxDenials || strings.Count(r.out, `"state":"failed"`) != all || r.errs != "" {
			t.Errorf("get --json: %d calls, %+v", len(calls(c)), r)
		}
	}
	c := bot(all, model.CauseLinks)
	wantOnce(t, "list", c, listed(t, c, ListOptions{Sizes: true}), 0)
	c = bot(all, model.CauseLinks)
	wantOnce(t, "link", c, link(t, c, false), 34)
	c = bot(all, model.CauseLinks)
	if r := link(t, c, true); len(calls(c)) > session.MaxDenials || strings.Count(r.errs, `{"id":"f-`) != all {
		t.Errorf("link --json: %d calls, %+v", len(calls(c)), r)
	}
	// A token that nothing has shown to be good is told of by file, and no more often.
	c = bot(all, "")
	if r := link(t, c, false); len(calls(c)) > session.MaxDenials || strings.Count(r.errs, "The service refused the token") != session.MaxDenials || !strings.Contains(r.errs, "The same holds for 32 more files.") {
		t.Errorf("link: %d calls, %+v", len(calls(c)), r)
	}
}

func wantOnce(t *testing.T, what string, c *fakechat.Chat, r result, more int) {
	t.Helper()
	if len(calls(c)) > session.MaxDenials || strings.Count(r.errs, barred) != 1 || strings.Count(r.errs, "\n") > 3 || r.err == nil {
		t.Errorf("%s: %d calls, %+v", what, len(calls(c)), r)
	}
	if more > 0 && !strings.Contains(r.errs, "The same holds for 34 more files.") {
		t.Errorf("%s: %s", what, r.errs)
	}
}

func TestWhatIsKnownWithoutAskingIsNoAnswerOfTheService(t *testing.T) {
	c := bot(20, model.CauseLinks)
	denied := c.OnSave
	asked := 0
	c.OnSave = func(ctx context.Context, o model.DownloadRequest) (model.Saved, error) {
		if n := o.Attachment.ID; n == "f-2" || n == "f-4" || n == "f-5" {
			return model.Saved{}, &model.Problem{Kind: model.KindRejected, Op: "save"}
		}
		asked++
		return denied(ctx, o)
	}
	if r := get(t, c, GetOptions{All: true, Parallel: 1}, 0); asked != session.MaxDenials || strings.Count(r.errs, barred) != 1 {
		t.Errorf("%d calls, %+v", asked, r)
	}
}

func TestOneFileOfAnEarlierContactStopsNoOther(t *testing.T) {
	c := made(&fakechat.Chat{Pages: files(9)})
	c.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
		if o.Attachment.ID < "f-6" {
			return model.Saved{}, &model.Problem{Kind: model.KindEarlier, Op: "GetAttachment", Status: 403}
		}
		return saved(o), nil
	}
	r := get(t, c, GetOptions{All: true}, 0)
	if len(calls(c)) != 9 || strings.Count(r.out, "\n") != 4 || strings.Count(r.errs, "belongs to an earlier contact of this chat") != 5 {
		t.Errorf("%d calls, %+v", len(calls(c)), r)
	}
}
