package batch

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// scanned is a chat of three files, of which the second is being scanned for a while.
func scanned(ends time.Duration, with model.Status) *fakechat.Chat {
	c := made(&fakechat.Chat{Pages: files(3)})
	c.Pages[1].Attachments[0].Status = model.StatusInProgress
	c.OnWatch = func(ctx context.Context, each func(model.Update)) error {
		if err := wait(ctx, ends); err != nil {
			return err
		}
		a := c.Pages[1].Attachments[0]
		a.Status = with
		each(model.Update{Attachments: []model.Attachment{a}})
		<-ctx.Done()
		return ctx.Err()
	}
	return c
}

func TestAScanThatGoesOnIsWaitedForAsLongAsTold(t *testing.T) {
	for name, c := range map[string]struct {
		ends, wait, took time.Duration
		with             model.Status
	}{
		"it passes":    {3 * time.Second, time.Minute, 3 * time.Second, model.StatusApproved},
		"it rejects":   {3 * time.Second, time.Minute, 3 * time.Second, model.StatusRejected},
		"it goes on":   {time.Hour, time.Minute, time.Minute, model.StatusInProgress},
		"nobody waits": {3 * time.Second, 0, 0, model.StatusInProgress},
	} {
		r := get(t, scanned(c.ends, c.with), GetOptions{All: true, Selection: Selection{Wait: c.wait}}, 0)
		if r.took != c.took || !strings.Contains(r.out, "/d/file 1.txt") {
			t.Errorf("%s: took %v, %+v", name, r.took, r)
		}
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			var out bytes.Buffer
			err := List(t.Context(), scanned(c.ends, c.with), ListOptions{Now: time.Now, Selection: Selection{Wait: c.wait}}, &out, &out)
			if took := time.Since(began); err != nil || took != c.took || strings.Count(out.String(), string(c.with)) == 0 {
				t.Errorf("%s: took %v, %v\n%s", name, took, err, out.String())
			}
		})
	}
}

func TestAnInterruptedWaitEndsAtOnce(t *testing.T) {
	r := get(t, scanned(time.Hour, model.StatusApproved), GetOptions{All: true, Selection: Selection{Wait: time.Minute}}, 5*time.Second)
	if r.err == nil || model.KindOf(r.err) != model.KindCancelled || r.took != 5*time.Second {
		t.Errorf("%+v", r)
	}
}

func TestOnlyWhatIsTakenIsWaitedFor(t *testing.T) {
	narrow := model.Narrow{Since: time.Date(2026, 1, 5, 9, 2, 0, 0, time.UTC)}
	r := get(t, scanned(time.Hour, model.StatusApproved), GetOptions{All: true, Selection: Selection{Narrow: narrow, Wait: time.Minute}}, 0)
	if r.err != nil || r.took != 0 || r.out != "/d/file 3.txt\n" {
		t.Errorf("%+v", r)
	}
}
