package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
	"attache/ui/runner/fakechat"
)

// made lets a chat save what it is asked for at once, and read its pages to their end.
func made(c *fakechat.Chat) *fakechat.Chat {
	if c.OnRead == nil {
		c.OnRead = fails(nil)
	}
	if c.OnSave == nil {
		c.OnSave = func(_ context.Context, request model.DownloadRequest) (model.Saved, error) {
			return saved(request), nil
		}
	}
	return c
}

// fails ends a read.
func fails(err error) func() error { return func() error { return err } }

// calls are the files of which a link was asked for, and those that were to be saved.
func calls(c *fakechat.Chat) []string { return append(slices.Clone(c.LinkIDs), c.SaveIDs...) }

func saved(request model.DownloadRequest) model.Saved {
	return model.Saved{State: model.SaveDone, Path: "/d/" + request.Attachment.FileName, Size: 3, SHA256: "abc"}
}

// files are n attachments f-1, f-2 and so on, named one.txt to a page of their own.
func files(n int) []model.Page {
	var pages []model.Page
	at := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for i := range n {
		a := model.NewAttachment(fmt.Sprintf("f-%d", i+1), fmt.Sprintf("file %d.txt", i+1), "text/plain", model.StatusApproved)
		a.SentAt = at.Add(time.Duration(i) * time.Minute)
		pages = append([]model.Page{{Attachments: []model.Attachment{a}}}, pages...) // the newest first
	}
	return pages
}

// wait lasts for d or until ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return &model.Problem{Kind: model.KindCancelled, Op: "save", Err: ctx.Err()}
	}
}

// result is what a run printed and returned.
type result struct {
	out, errs string
	err       error
	took      time.Duration
}

// get runs Get in a bubble of its own, interrupted after a while unless that is 0.
func get(t *testing.T, c *fakechat.Chat, o GetOptions, interrupt time.Duration) result {
	t.Helper()
	var r result
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		if interrupt > 0 {
			time.AfterFunc(interrupt, cancel)
		}
		if o.Parallel == 0 {
			o.Parallel = 3
		}
		o.Now = time.Now
		start := time.Now()
		var out, errs bytes.Buffer
		r.err = Get(ctx, c, o, &out, &errs)
		r.out, r.errs, r.took = out.String(), errs.String(), time.Since(start)
	})
	return r
}

// isSome reports whether some of several things failed: exit code 3.
func isSome(err error) bool {
	var failures *model.Failures
	return errors.As(err, &failures) && len(failures.Problems) > 0 && len(failures.Problems) < failures.Of
}
