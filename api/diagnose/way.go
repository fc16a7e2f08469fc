package diagnose

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"time"

	"attache/model"
)

// way follows the first request out, name by name and hand by hand, as the transport goes it: what
// works here works for the program.
type way struct {
	x      *examiner
	secure bool     // the endpoint is https
	proxy  *url.URL // nil: none

	began     time.Time
	hands     int // handshakes to come: with the proxy as well, where that is https
	named     bool
	connected bool
	shaken    bool
	open      bool // a request went through
}

func (x *examiner) newWay(transport http.RoundTripper) *way {
	w := &way{x: x, secure: x.probe.Endpoint().Scheme == "https", hands: 1}
	if t, ok := transport.(*http.Transport); ok && t.Proxy != nil {
		w.proxy, _ = t.Proxy(&http.Request{URL: x.probe.Endpoint()}) // one that makes no sense fails the request
	}
	if w.proxy != nil && w.proxy.Scheme == "https" {
		w.hands++
	}
	return w
}

// walk makes a request and tells each step of its way. It returns why the request failed although
// the way was open, and nil where it was not: that has been told.
func (w *way) walk(ctx context.Context, request func(context.Context) *model.Problem) *model.Problem {
	ctx, cancel := context.WithTimeout(ctx, firstTime)
	defer cancel()
	mail, done := make(chan func(), 64), make(chan *model.Problem, 1)
	w.began = w.x.probe.Now()
	host := w.x.probe.Endpoint()
	if w.proxy != nil {
		host = w.proxy
	}
	if net.ParseIP(host.Hostname()) != nil {
		w.noName()
	}
	traced := httptrace.WithClientTrace(ctx, w.trace(ctx, mail))
	go func() { done <- request(traced) }()
	for {
		select {
		case say := <-mail:
			say()
		case p := <-done:
			for len(mail) > 0 {
				say := <-mail
				say()
			}
			return w.end(p)
		}
	}
}

// trace posts what happens on the way.
func (w *way) trace(ctx context.Context, mail chan<- func()) *httptrace.ClientTrace {
	post := func(say func()) {
		select {
		case mail <- say:
		case <-ctx.Done():
		}
	}
	return &httptrace.ClientTrace{
		DNSDone: func(i httptrace.DNSDoneInfo) {
			if i.Err == nil {
				post(func() { w.name(i.Addrs) })
			}
		},
		ConnectDone: func(_, address string, err error) {
			if err == nil {
				post(func() { w.connect(address) })
			}
		},
		TLSHandshakeStart: func() { post(w.handshake) },
		TLSHandshakeDone: func(s tls.ConnectionState, err error) {
			if err == nil {
				post(func() { w.shake(s) })
			}
		},
	}
}

func (w *way) took() string { return "in " + model.FormatLatency(w.x.probe.Now().Sub(w.began)) }

// name tells what the name of the host, or of the proxy, stands for.
func (w *way) name(addresses []net.IPAddr) {
	if w.named {
		return
	}
	w.named = true
	const most = 3
	var all []string
	for i, a := range addresses {
		if i == most {
			all = append(all, "…")
			break
		}
		all = append(all, a.String())
	}
	w.x.tell(model.Good(model.StepDNS, strings.Join(all, " ")+" "+w.took()))
}

// noName tells that an address is given where a name could be.
func (w *way) noName() {
	w.named = true
	w.x.tell(model.Good(model.StepDNS, "no name to look up"))
}

// connect tells that the host, or the proxy, answers.
func (w *way) connect(address string) {
	if w.connected {
		return
	}
	w.connected = true
	w.x.tell(model.Good(model.StepTCP, address+" "+w.took()))
	if w.proxy == nil {
		w.x.tell(model.Good(model.StepProxy, "none"))
	}
}

// handshake tells that the proxy lets through: the last handshake is with the host behind it.
func (w *way) handshake() {
	if w.hands--; w.hands == 0 && w.proxy != nil {
		w.x.tell(model.Good(model.StepProxy, w.through()))
	}
}

// through names the proxy. What opens it is none of it.
func (w *way) through() string {
	if w.proxy == nil {
		return "none"
	}
	return "through " + w.proxy.Host
}

// shake tells whose certificate the host has shown. Who issued it gives a proxy away that reads along.
func (w *way) shake(s tls.ConnectionState) {
	if w.hands > 0 || w.shaken {
		return
	}
	w.shaken = true
	by := ""
	if len(s.PeerCertificates) > 0 {
		issuer := s.PeerCertificates[0].Issuer
		by = issuer.CommonName
		if len(issuer.Organization) > 0 {
			by = issuer.Organization[0]
		}
		by = ", certificate issued by " + model.Text(by)
	}
	w.x.tell(model.Good(model.StepTLS, tls.VersionName(s.Version)+by))
}

// end tells where the way ended, if it did: a step that has not been told yet is the one that failed,
// or one that there was no need of.
func (w *way) end(p *model.Problem) *model.Problem {
	w.open = p == nil || p.Status != 0 // there was an answer
	for _, s := range []struct {
		step model.Step
		told bool
		fine string // what to say of it where it is left out
	}{
		{model.StepDNS, w.named, "no name was looked up"},
		{model.StepTCP, w.connected, "a connection was open"},
		{model.StepProxy, w.proxy == nil || w.secure && w.hands == 0, w.through()},
		{model.StepTLS, w.shaken, "not used: plain http"},
	} {
		switch {
		case s.told:
		case w.open, s.step == model.StepTLS && !w.secure:
			w.x.tell(model.Good(s.step, s.fine))
		default:
			on := *p
			on.Op = "" // it is the way that failed, whatever was to be asked
			switch {
			case w.proxy == nil || s.step == model.StepTLS || strings.Contains(on.Detail, w.proxy.Host):
			default:
				on.Detail += ": the proxy " + w.proxy.Host
			}
			w.x.tell(model.Bad(s.step, &on))
			w.shut(s.step)
			w.x.calls = 0 // none came through
			return nil
		}
	}
	w.open = true
	return p
}

// shut tells what cannot be known behind the step that failed.
func (w *way) shut(failed model.Step) {
	behind := wireSteps()[slices.Index(wireSteps(), failed)+1:]
	w.x.skip(model.GapEarlier, behind...)
}
