package fakechat

import (
	"context"
	"slices"
	"strconv"
	"time"

	"attache/model"
)

// wait takes the time of a call, and returns how it is to end.
func (c *Chat) wait(ctx context.Context, call, id string) error {
	c.mu.Lock()
	took := c.Takes[call] + c.later(id)
	kind := model.KindInternal
	if next := c.Fails[call+id]; len(next) > 0 {
		kind, c.Fails[call+id] = next[0], next[1:]
	}
	c.mu.Unlock()
	if err := pause(ctx, took); err != nil {
		return err
	}
	if kind != 0 {
		return &model.Problem{Kind: kind, Op: map[string]string{"read": "GetTranscript", "link": "GetAttachment", "end": "download", "peek": "download"}[call]}
	}
	return nil
}

// pause lets time pass. A timer that is due at once is none: the race detector of Go 1.26 crashes where two of one bubble
// are due in two goroutines at the same moment.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return cancelled(ctx)
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return cancelled(ctx)
	}
}

// Attachments implements model.Chat.
func (c *Chat) Attachments(ctx context.Context, _ func(model.CallState), each func(model.Page)) error {
	if c.Pages != nil || c.OnRead != nil {
		return c.readPages(ctx, each)
	}
	if err := c.wait(ctx, "read", ""); err != nil {
		return err
	}
	c.mu.Lock()
	all, ended := slices.Clone(c.Files), c.Ended
	c.mu.Unlock()
	slices.Reverse(all) // the newest page comes first
	for page := range slices.Chunk(all, 100) {
		each(model.Page{ContactID: "contact-1", Attachments: page, Items: len(page), Ended: ended})
	}
	return nil
}

// Watch implements model.Chat.
func (c *Chat) Watch(ctx context.Context, each func(model.Update)) error {
	c.Watches, c.Each = c.Watches+1, each
	if c.OnWatch != nil {
		return c.OnWatch(ctx, each)
	}
	updates := make(chan model.Update)
	c.mu.Lock()
	c.Watchers = append(c.Watchers, updates)
	c.mu.Unlock()
	each(model.Update{Watch: model.Watch{State: model.WatchLive}})
	for {
		select {
		case n := <-updates:
			each(n)
			if n.Ended {
				return nil
			}
		case <-ctx.Done():
			return cancelled(ctx)
		}
	}
}

// Link implements model.Chat.
func (c *Chat) Link(ctx context.Context, id string, life time.Duration, u model.Priority, report func(model.CallState)) (model.Link, error) {
	c.mu.Lock()
	c.LinkIDs = append(c.LinkIDs, id)
	if c.OnLink != nil {
		if c.Priorities == nil {
			c.Priorities = map[string]model.Priority{}
		}
		c.Priorities[id] = u
		c.mu.Unlock()
		return c.answerLink(ctx, id, life, u, report)
	}
	c.Links++
	c.Asked[id]++
	n, retries := c.Asked[id], c.Retries
	c.Retries = 0
	c.mu.Unlock()
	const waits = 4 * time.Second
	for i := range retries {
		report(model.CallState{Stage: model.StageRetrying, Since: c.Now(), Until: c.Now().Add(waits), Try: i + 2, Of: 5, Cause: model.KindThrottled})
		if err := pause(ctx, waits); err != nil {
			return model.Link{}, err
		}
	}
	report(model.CallState{Stage: model.StageAsking, Try: 1, Of: 5})
	if err := c.wait(ctx, "link", id); err != nil {
		return model.Link{}, err
	}
	return c.made(id, life, n), nil
}

// made is the n-th link of a file.
func (c *Chat) made(id string, life time.Duration, n int) model.Link {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.Now().Add(c.Skew)
	return model.Link{
		URL: model.NewSecret("https://files.example/" + id + "?X-Amz-Signature=" + strconv.Itoa(n)), Issued: now,
		Expires: now.Add(life), Asked: life, Size: c.Sizes[id],
	}
}
