package live

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"attache/api/wire"
	"attache/model"
)

const (
	// socketTime is how long a socket is used before another one takes over: the service closes it
	// after an hour.
	socketTime = 3540 * time.Second
	// socketLeast is the least announced life that is believed. Shorter ones are the URL's own, which
	// must be used within 100 seconds.
	socketLeast = 300 * time.Second
	// socketMargin is how long before the announced end another one takes over.
	socketMargin = time.Minute
	// lingerTime is how long it is listened to after that: an item that was sent to one may arrive
	// after the other is subscribed.
	lingerTime = 5 * time.Second
	// dialTime is how long the other side may take until the socket is open.
	dialTime = 10 * time.Second
)

// openSocket exchanges the participant token for a connection token and a socket's URL, and opens
// it. A URL is used once, and at once.
func (w Watch) openSocket(ctx context.Context) (*socket, *model.Problem) {
	got, ok := w.Service.Offered()
	if !ok {
		var err error
		if got, err = w.Service.Exchange(ctx, true); err != nil {
			return nil, model.AsProblem(err)
		}
		w.Service.Offered() // it is used now
	}
	address, why := SocketURL(got.URL, w.Service.TakesPlain())
	if why != "" {
		return nil, &model.Problem{Kind: model.KindJunk, Op: wire.OpSocket, Detail: "socket URL: " + why}
	}
	began := w.Service.Now()
	s := &socket{caller: w.Caller, now: w.Service.Now, renewAt: began.Add(socketLife(got.Closes, w.Service.ServerNow()))}
	p := s.dial(ctx, address)
	s.log(ctx, "open", p, s.now().Sub(began))
	if p != nil {
		return nil, p
	}
	s.conn.SetReadLimit(maxFrame)
	s.heartbeat.init()
	return s, nil
}

// SocketURL reads the URL of a socket: wss, or ws to this machine, or ws where plain http to another
// machine is taken. No word of why comes from the query.
func SocketURL(secret model.Secret, plain bool) (u *url.URL, why string) {
	if secret.IsZero() {
		return nil, "missing"
	}
	raw := secret.Reveal()
	for _, scheme := range []struct{ socket, web string }{{"wss:", "https:"}, {"ws:", "http:"}} {
		if rest, ok := strings.CutPrefix(raw, scheme.socket); ok {
			u, why = wire.ParseLink(scheme.web + rest)
			if why == "plain http" && plain {
				why = ""
			}
			return u, why
		}
	}
	return nil, "not a socket"
}

// socketLife is how long a socket is used that is announced to close at the given instant.
func socketLife(closes, serverNow time.Time) time.Duration {
	left := closes.Sub(serverNow)
	if closes.IsZero() || left < socketLeast {
		return socketTime
	}
	return min(left-socketMargin, socketTime)
}

// dial opens a socket. The bearer token has no business there, and no redirect is followed. The
// transport speaks HTTP/1.1 for a request that asks for an upgrade, whatever it prefers.
func (s *socket) dial(ctx context.Context, address *url.URL) *model.Problem {
	inner, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	//nolint:bodyclose // the library reads what there is of a body, and closes it
	conn, resp, err := websocket.Dial(inner, address.String(), &websocket.DialOptions{
		HTTPClient: &http.Client{
			Transport:     s.caller.Transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		HTTPHeader: http.Header{"User-Agent": {s.caller.Agent}},
	})
	switch {
	case err == nil:
		s.conn = conn
		return nil
	case resp != nil && resp.StatusCode != http.StatusSwitchingProtocols:
		return &model.Problem{Kind: model.KindOffline, Op: wire.OpSocket, Status: resp.StatusCode, Detail: "no socket"}
	}
	return s.caller.Broken(ctx, inner, wire.OpSocket, err).Problem
}

// run subscribes and reads until the socket is lost, and says why. ready is called once it is
// subscribed, received with each item of a chat.
func (s *socket) run(ctx context.Context, ready func(), received func(socketItem)) *model.Problem {
	began := s.now()
	inner, stop := context.WithCancelCause(ctx)
	s.mu.Lock()
	s.stop = stop
	s.mu.Unlock()
	var beating sync.WaitGroup
	beating.Go(func() {
		if p := s.beat(inner, ready); p != nil {
			stop(p)
		}
	})
	err := s.read(inner, received)
	stop(nil)
	_ = s.conn.CloseNow() // it is closed already, or broken
	beating.Wait()
	p := s.why(ctx, inner, err)
	s.log(ctx, "lost", p, s.now().Sub(began))
	return p
}

// read reads frames until there are no more.
func (s *socket) read(ctx context.Context, received func(socketItem)) error {
	for {
		_, data, err := s.conn.Read(ctx)
		if err != nil {
			return err //nolint:wrapcheck // why puts it into words
		}
		f := decodeFrame(data)
		if f.kind == frameChat {
			received(f.item)
			continue
		}
		s.heartbeat.hear(f.kind)
	}
}

// why says why a socket was lost.
func (s *socket) why(outer, inner context.Context, err error) *model.Problem {
	var p *model.Problem
	var closed websocket.CloseError
	switch {
	case outer.Err() != nil:
		return wire.Ended(outer, wire.OpSocket)
	case errors.As(context.Cause(inner), &p):
		return p
	case errors.Is(err, websocket.ErrMessageTooBig):
		return &model.Problem{Kind: model.KindJunk, Op: wire.OpSocket, Detail: "frame too large"}
	case errors.As(err, &closed):
		return lostSocket("socket closed: " + strconv.Itoa(int(closed.Code)))
	}
	p = lostSocket("")
	p.Detail, _, p.Err = wire.Explain(err)
	return p
}

// leave closes the socket as is proper, once what is on its way has arrived, and waits for the
// other side to do the same. The end of run breaks it off.
func (s *socket) leave(ctx context.Context) {
	linger := time.NewTimer(lingerTime)
	defer linger.Stop()
	select {
	case <-linger.C:
		s.left.Store(true)
		_ = s.conn.Close(websocket.StatusNormalClosure, "") // it is as good as closed if that fails
	case <-ctx.Done():
	}
}

// drop breaks the socket off.
func (s *socket) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop != nil {
		s.stop(lostSocket("dropped"))
	}
}

// log writes the one line about a socket that was opened or lost.
func (s *socket) log(ctx context.Context, what string, p *model.Problem, took time.Duration) {
	reason, status := "", 0
	if p != nil {
		reason, status = p.Detail, p.Status
	}
	s.caller.Log.LogAttrs(ctx, slog.LevelDebug, "socket",
		slog.String("what", what), slog.Int("status", status),
		slog.Int64("ms", took.Milliseconds()), slog.String("reason", reason))
}
