package api

import (
	"context"
	"time"

	"attache/model"
)

// Save downloads one attachment, as download.Saver has it.
func (c *Client) Save(ctx context.Context, request model.DownloadRequest, report func(model.CallState)) (model.Saved, error) {
	return c.downloads.Save(ctx, request, report)
}

// Peek brings the first bytes of an attachment into memory, as download.Saver has it.
func (c *Client) Peek(ctx context.Context, request model.DownloadRequest, limit int64, report func(model.CallState)) (model.Head, error) {
	return c.downloads.Peek(ctx, request, limit, report)
}

// Stopped tells what a transfer of that attachment has left to go on from.
func (c *Client) Stopped(id string) (done, total int64, ok bool) { return c.downloads.Stopped(id) }

// Discard removes what stopped transfers of the request's attachment have left.
func (c *Client) Discard(request model.DownloadRequest) error { return c.downloads.Discard(request) }

// linkToSave asks for a link that somebody waits for. The file's host decides whether it still lives.
func (c *Client) linkToSave(ctx context.Context, id string, life time.Duration, report func(model.CallState)) (model.Link, error) {
	return c.anyLink(ctx, id, life, model.PriorityAsked, report)
}
