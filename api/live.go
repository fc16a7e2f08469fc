package api

import (
	"context"
	"time"

	"attache/api/live"
	"attache/api/wire"
	"attache/model"
)

// Watch tells what happens in the chat, as live.Watch has it.
func (c *Client) Watch(ctx context.Context, each func(model.Update)) error {
	return live.Watch{Service: chatService{c}, Caller: c.caller, Reader: c.reader, Watcher: &c.watcher}.Run(ctx, each)
}

// Attend tells whether somebody is looking.
func (c *Client) Attend(looking bool) { c.watcher.Attend(looking) }

// chatService is the client as a watch has need of it.
type chatService struct{ c *Client }

func (w chatService) Now() time.Time         { return w.c.now() }
func (w chatService) ServerNow() time.Time   { return w.c.serverNow() }
func (w chatService) Given() <-chan struct{} { return w.c.tokens.news.Wait() }
func (w chatService) DropParticipant()       { w.c.tokens.drop() }
func (w chatService) TakesPlain() bool {
	return w.c.endpoint.Scheme == "http" && !wire.IsLoopback(w.c.endpoint.Hostname())
}

func (w chatService) Tokens() live.Tokens {
	k := w.c.tokens
	k.mu.Lock()
	defer k.mu.Unlock()
	return live.Tokens{Version: k.number, Given: k.given, CanExchange: !k.participant.IsZero(), Ends: k.ends}
}

func (w chatService) Exchange(ctx context.Context, socket bool) (live.Offer, error) {
	got, err := w.c.renewToken(ctx, purpose{socket: socket, quiet: true})
	return live.Offer{URL: got.socket, Closes: got.closes}, err
}

func (w chatService) Offered() (live.Offer, bool) {
	got, ok := w.c.takeOffer()
	return live.Offer{URL: got.socket, Closes: got.closes}, ok
}
