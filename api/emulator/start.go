package emulator

import (
	"context"
	"crypto/tls"
	"net"

	"attache/api/emulator/authority"
	"attache/api/emulator/bucket"
)

// Outside is how a Running server is reached.
type Outside struct {
	Address string // of the service, such as 127.0.0.1:0
	Bucket  string // likewise of the bucket; empty: it is where the service is
	TLS     bool   // with certificates of its own, for the hosts of Options.Control as well
}

// Running is a Server that answers on a listener of its own, or two.
type Running struct {
	*Server

	url   string
	ca    []byte
	ended chan error
}

// BucketError says that the bucket's address cannot be had.
type BucketError struct{ Err error }

func (e *BucketError) Error() string { return e.Err.Error() }

// Unwrap returns the *net.OpError.
func (e *BucketError) Unwrap() error { return e.Err }

// Start builds a chat and serves it until Close. It fails as New does, with a *BucketError, and with a *net.OpError for an
// address that cannot be had.
func Start(ctx context.Context, o Options, at Outside) (*Running, error) {
	server, err := New(o)
	if err != nil {
		return nil, err
	}
	r := &Running{Server: server, ended: make(chan error, 2)}
	wrap := func(l net.Listener, _ ...string) net.Listener { return l }
	if at.TLS {
		own, err := authority.New(append(hosts(at.Address, at.Bucket), o.Control.Hosts...), server.options.Now())
		if err != nil {
			return nil, err
		}
		r.ca = own.Certificate
		wrap = func(l net.Listener, protocols ...string) net.Listener {
			config := own.Server.Clone()
			config.NextProtos = protocols
			return tls.NewListener(l, config)
		}
	}
	listener, err := Listen(ctx, at.Address)
	if err != nil {
		return nil, err
	}
	r.url = URL(listener)
	if at.TLS {
		r.url = "https" + r.url[len("http"):]
	}
	if at.Bucket != "" {
		second, err := Listen(ctx, at.Bucket)
		if err != nil {
			_ = listener.Close() // nobody has called yet
			return nil, &BucketError{err}
		}
		r.bucketAt.Host, r.bucketAt.Port = placeOf(at, second)
		r.serve(bucketListener{wrap(second, "http/1.1")}) // S3 speaks no other
	}
	r.serve(wrap(listener, "h2", "http/1.1"))
	return r, nil
}

func (r *Running) serve(l net.Listener) { go func() { r.ended <- r.Serve(l) }() }

// hosts are the names and addresses of where to listen.
func hosts(addresses ...string) (all []string) {
	for _, address := range addresses {
		if host, _, err := net.SplitHostPort(address); err == nil {
			all = append(all, host)
		}
	}
	return all
}

// placeOf tells where the bucket is found: by the name that the service is called by, unless it listens elsewhere.
func placeOf(at Outside, l net.Listener) (host, port string) {
	host, _, _ = net.SplitHostPort(at.Bucket)
	_, port, _ = net.SplitHostPort(l.Addr().String())
	service, _, _ := net.SplitHostPort(at.Address)
	if ip := net.ParseIP(host); host == service || ip != nil && ip.IsUnspecified() {
		host = ""
	}
	return host, port
}

// URL returns the endpoint, as a client on this machine can use it.
func (r *Running) URL() string { return r.url }

// CA returns the certificate of the authority that clients have to trust, as PEM; nil without TLS.
func (r *Running) CA() []byte { return r.ca }

// Region returns the region that the emulator says it is in.
func (r *Running) Region() string { return bucket.Region }

// Wait returns when the server no longer answers, and at the latest soon after ctx ends, which
// closes it: nil when it was closed, else why it ended.
func (r *Running) Wait(ctx context.Context) error {
	unhook := context.AfterFunc(ctx, func() { _ = r.Close() })
	defer unhook()
	return <-r.ended
}

// ParticipantID returns the one whose tokens ConnectionToken and ParticipantToken are.
func (r *Running) ParticipantID() string { return r.People()[0].ID }
