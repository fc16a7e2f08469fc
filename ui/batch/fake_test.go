package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
)

// chat is a chat made up for a test.
type chat struct {
	model.FileSender // is not asked for here

	pages   []model.Page
	broken  error // after the last page
	read    int   // pages handed out
	link    func(ctx context.Context, id string, life time.Duration) (model.Link, error)
	watch   func(ctx context.Context, each func(model.News)) error
	skew    time.Duration
	looking bool
	save    func(ctx context.Context, order model.Order) (model.Saved, error)

	mu        sync.Mutex
	now, most int // transfers under way, and the most at once
	order     []string
}

// Attachments implements Session.
func (c *chat) Attachments(ctx context.Context, _ func(model.CallState), each func(model.Page)) error {
	for _, p := range c.pages {
		if ctx.Err() != nil {
			return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
		}
		c.read++
		each(p)
	}
	return c.broken
}

// Save implements Session.
func (c *chat) Save(ctx context.Context, order model.Order, _ func(model.CallState)) (model.Saved, error) {
	c.mu.Lock()
	c.now++
	c.most = max(c.most, c.now)
	c.order = append(c.order, order.Attachment.ID)
	c.mu.Unlock()
	defer func() {
		c.mu.Lock()
		c.now--
		c.mu.Unlock()
	}()
	if c.save != nil {
		return c.save(ctx, order)
	}
	return saved(order), nil
}

// Link implements Session.
func (c *chat) Link(ctx context.Context, id string, life time.Duration, _ model.Urgency, _ func(model.CallState)) (model.Link, error) {
	c.mu.Lock()
	c.order = append(c.order, id)
	c.mu.Unlock()
	return c.link(ctx, id, life)
}

// Stopped implements Session.
func (c *chat) Stopped(string) (done, total int64, ok bool) { return 0, 0, false }

// Peek implements Session.
func (c *chat) Peek(context.Context, model.Order, int64, func(model.CallState)) (model.Head, error) {
	return model.Head{}, nil
}

// Discard implements Session.
func (c *chat) Discard(model.Order) error { return nil }

// SetToken implements Session.
func (c *chat) SetToken(model.Secret) {}

// Watch implements Session.
func (c *chat) Watch(ctx context.Context, each func(model.News)) error { return c.watch(ctx, each) }

// Attend implements Session.
func (c *chat) Attend(looking bool) { c.looking = looking }

// Status implements Session.
func (c *chat) Status() model.Connection { return model.Connection{Skew: c.skew} }

func saved(order model.Order) model.Saved {
	return model.Saved{State: model.SaveDone, Path: "/d/" + order.Attachment.FileName, Size: 3, SHA256: "abc"}
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
func get(t *testing.T, c *chat, o GetOptions, interrupt time.Duration) result {
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
