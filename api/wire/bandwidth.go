package wire

import (
	"context"
	"io"
	"net/http"

	"golang.org/x/time/rate"
)

// Bandwidth bounds the bytes a second of all transfers together. Nil bounds nothing.
type Bandwidth struct{ limiter *rate.Limiter }

// NewBandwidth returns the bound of so many bytes a second; nil for 0.
func NewBandwidth(perSecond int64) *Bandwidth {
	if perSecond <= 0 {
		return nil
	}
	// A twentieth of a second at once: more would be felt by a call on the same line, and with less, what a busy machine
	// holds up would never be made up for.
	const least, most, parts = 256, 1 << 30, 20
	return &Bandwidth{rate.NewLimiter(rate.Limit(perSecond), int(min(max(perSecond/parts, least), most)))}
}

// Over returns a transport whose transfers keep to the bound. Those are what is got and put; the service itself
// is asked by POST, and a socket is no transfer.
func (b *Bandwidth) Over(t http.RoundTripper) http.RoundTripper {
	if b == nil {
		return t
	}
	return paced{t, b}
}

type paced struct {
	http.RoundTripper

	to *Bandwidth
}

// RoundTrip implements http.RoundTripper.
func (p paced) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx := req.Context()
	if req.Method == http.MethodPut && req.Body != nil && req.Body != http.NoBody {
		req = req.Clone(ctx)
		req.Body = pacedBody{req.Body, ctx, p.to}
	}
	resp, err := p.RoundTripper.RoundTrip(req)
	if err == nil && req.Method == http.MethodGet && resp.StatusCode != http.StatusSwitchingProtocols {
		resp.Body = pacedBody{resp.Body, ctx, p.to}
	}
	return resp, err
}

// CloseIdleConnections gives the idle connections back.
func (p paced) CloseIdleConnections() {
	if t, ok := p.RoundTripper.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// pacedBody is a body that is read no faster than the bound.
type pacedBody struct {
	io.ReadCloser

	ctx context.Context //nolint:containedctx // that of the request the body belongs to
	to  *Bandwidth
}

// Read implements io.Reader.
func (b pacedBody) Read(p []byte) (int, error) {
	const piece = 64 << 10 // so that several transfers take turns
	n, err := b.ReadCloser.Read(p[:min(len(p), piece, b.to.limiter.Burst())])
	if n > 0 {
		if bad := b.to.limiter.WaitN(b.ctx, n); bad != nil && err == nil {
			err = bad
		}
	}
	return n, err
}
