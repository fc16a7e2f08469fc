package api

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"attache/api/download"
	"attache/api/live"
	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

// Probe makes single requests, for whoever looks for trouble: none is tried again, since that would
// hide it, and none waits for the limiter.
type Probe struct{ c *Client }

// Probe returns a probe of the way to the service.
func (c *Client) Probe() Probe { return Probe{c} }

// Exchanged is what a participant token was exchanged for.
type Exchanged struct {
	Token  model.Secret // for connections
	Ends   time.Time    // on the service's clock; zero when unknown
	Socket model.Secret // a socket's URL
}

// Endpoint is the address of the service.
func (p Probe) Endpoint() *url.URL { return p.c.endpoint }

// Now is the instant on the local clock.
func (p Probe) Now() time.Time { return p.c.now() }

// ServerNow is the instant on the service's clock, as far as it is known.
func (p Probe) ServerNow() time.Time { return p.c.serverNow() }

// Skew is how far the service's clock is ahead of the local one by the answers so far, however
// unlikely; ok is false where none told the time.
func (p Probe) Skew() (skew time.Duration, ok bool) {
	if wild := p.c.clock.unbelieved(); wild != 0 {
		return wild, true
	}
	return p.c.clock.skew(), p.c.clock.isKnown()
}

// Exchange exchanges a participant token, and asks for a socket's URL.
func (p Probe) Exchange(ctx context.Context, participant model.Secret) (Exchanged, *model.Problem) {
	var answer connectionAnswer
	if f := p.c.send(ctx, exchangeCall(participant, true, &answer)); f != nil {
		return Exchanged{}, f.Problem
	}
	got := answer.connection(p.c.serverNow())
	return Exchanged{got.token, got.ends, got.socket}, nil
}

// Page asks for the newest page of the transcript.
func (p Probe) Page(ctx context.Context, connection model.Secret) (model.Page, *model.Problem) {
	var answer transcript.Answer
	k := pageCall(transcript.Reading{}, model.Secret{}, pageItems, &answer)
	k.bearer = connection
	if f := p.c.send(ctx, k); f != nil {
		return model.Page{}, f.Problem
	}
	return new(transcript.History).Page(answer), nil
}

// Link asks for a link of a file, and makes sure that it can be used.
func (p Probe) Link(ctx context.Context, connection model.Secret, id string, life time.Duration) (model.Link, *model.Problem) {
	var answer attachmentAnswer
	k := linkCall(id, life, &answer)
	k.bearer = connection
	if f := p.c.send(ctx, k); f != nil {
		return model.Link{}, f.Problem
	}
	link, err := p.c.linkOf(answer, life)
	switch {
	case err != nil:
		return model.Link{}, model.AsProblem(err)
	case link.URL.IsZero():
		return model.Link{}, &model.Problem{Kind: model.KindNoLink, Op: wire.OpAttachment}
	}
	return link, model.AsProblem(deadOnArrival(link))
}

// File fetches one byte of a file: its link is signed for GET alone. host is where that is.
func (p Probe) File(ctx context.Context, link model.Link) (host string, problem *model.Problem) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link.URL.Reveal(), http.NoBody)
	if err != nil {
		return "", &model.Problem{Kind: model.KindInternal, Op: wire.OpDownload}
	}
	req.Header.Set("Accept-Encoding", "identity")
	req.Header.Set("Range", "bytes=0-0")
	resp, problem := p.roundTrip(req, wire.OpDownload)
	if problem != nil {
		return req.URL.Host, problem
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusBadRequest {
		problem = download.HostFault(resp, link.URL, p.c.now()).Problem
	}
	return req.URL.Host, problem
}

// SocketHost reads the URL of a socket and leaves out of it what opens the socket.
func (p Probe) SocketHost(socket model.Secret) (*url.URL, *model.Problem) {
	u, why := live.SocketURL(socket, chatService(p).TakesPlain())
	if why != "" {
		return nil, &model.Problem{Kind: model.KindJunk, Op: wire.OpConnect, Detail: "socket URL: " + why}
	}
	u.Path, u.RawPath, u.RawQuery, u.Fragment = "/", "", "", ""
	return u, nil
}

// Reach asks a host for nothing: whatever it answers, it can be reached. The request carries no token.
// op is what a problem is said to be about.
func (p Probe) Reach(ctx context.Context, address *url.URL, op string) *model.Problem {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, address.String(), http.NoBody)
	if err != nil {
		return &model.Problem{Kind: model.KindInternal, Op: op}
	}
	sent := p.c.now()
	resp, problem := p.roundTrip(req, op)
	if problem != nil {
		return problem
	}
	_ = resp.Body.Close()
	p.c.clock.learn(resp.Header.Get("Date"), sent, p.c.now())
	return nil
}

func (p Probe) roundTrip(req *http.Request, op string) (*http.Response, *model.Problem) {
	req.Header.Set("User-Agent", p.c.caller.Agent)
	resp, err := p.c.caller.Transport.RoundTrip(req)
	if err != nil {
		return nil, p.c.caller.Broken(req.Context(), req.Context(), op, err).Problem
	}
	return resp, nil
}
