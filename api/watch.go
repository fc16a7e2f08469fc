package api

import (
	"context"

	"attache/model"
)

// Watch tells what happens in the chat from the last walk over the transcript on.
func (c *Client) Watch(ctx context.Context, _ func(model.News)) error {
	<-ctx.Done()
	return ended(ctx, opTranscript)
}

// Attend tells whether somebody is looking.
func (c *Client) Attend(bool) {}
