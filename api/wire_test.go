package api

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/emulator"
	"attache/api/trial"
	"attache/model"
)

// session is what the screen asks of a client; package main asserts the real interface.
type session interface {
	Attachments(ctx context.Context, report func(model.CallState), each func(model.Page)) error
	Link(ctx context.Context, id string, life time.Duration, priority model.Priority, report func(model.CallState)) (model.Link, error)
	Save(ctx context.Context, order model.DownloadRequest, report func(model.CallState)) (model.Saved, error)
	SetToken(token model.Secret)
	Status() model.Connection
}

var _ session = (*Client)(nil)

// newClient makes a client of h. Its waits are the longest that jitter allows, so that tests can
// count on them.
func newClient(t *testing.T, h http.Handler, change ...func(*Options)) *Client {
	t.Helper()
	endpoint, err := url.Parse(host)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{
		Endpoint: endpoint, ConnectionToken: model.NewSecret("connection-token"),
		Transport: trial.Serve(t, h), Dir: t.TempDir(), Version: "1.2",
	}
	for _, f := range change {
		f(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	c.caller.Jitter = func() float64 { return 1 }
	return c
}

// newEmulated makes a client of the emulator.
func newEmulated(t *testing.T, o emulator.Options, change ...func(*Options)) (*Client, *emulator.Server) {
	t.Helper()
	server, err := emulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t, server, append([]func(*Options){func(o *Options) {
		o.ConnectionToken = model.NewSecret(server.ConnectionToken())
	}}, change...)...)
	return c, server
}

const goodLink = `{"Url":"https://files.example/a?X-Amz-Signature=s","UrlExpiry":"2000-01-01T00:05:00.000Z","AttachmentSizeInBytes":5}`

// link asks for a link as if the user had.
func link(t *testing.T, c *Client) (model.Link, error) {
	t.Helper()
	return c.Link(t.Context(), "a-1", 0, model.PriorityAsked, nil)
}

// inBubble runs f where time is ours.
func inBubble(t *testing.T, f func(*testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

const host = trial.Host
