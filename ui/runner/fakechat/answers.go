package fakechat

import (
	"context"
	"time"

	"attache/model"
)

// Hold lets what a test answers wait.
func (c *Chat) Hold() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Held = true
}

// Release lets it go.
func (c *Chat) Release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Held = false
	if c.gate != nil {
		close(c.gate)
		c.gate = nil
	}
}

// held waits as long as answers are held.
func (c *Chat) held(ctx context.Context) error {
	c.mu.Lock()
	held := c.Held
	if held && c.gate == nil {
		c.gate = make(chan struct{})
	}
	gate := c.gate
	c.mu.Unlock()
	if !held {
		return nil
	}
	select {
	case <-gate:
	case <-ctx.Done():
	}
	return cancelled(ctx)
}

func cancelled(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
}

func (c *Chat) answerLink(ctx context.Context, id string, life time.Duration, u model.Priority, report func(model.CallState)) (model.Link, error) {
	if err := c.held(ctx); err != nil {
		return model.Link{}, err
	}
	if c.Request != "" {
		report(model.CallState{Stage: model.StageAsking, Try: 1, RequestID: c.Request})
	}
	return c.OnLink(ctx, id, life, u)
}

func (c *Chat) readPages(ctx context.Context, each func(model.Page)) error {
	for _, p := range c.Pages {
		if err := cancelled(ctx); err != nil {
			return err
		}
		c.Read++
		each(p)
	}
	if c.OnRead == nil {
		return nil
	}
	return c.OnRead()
}
