package emulator

import (
	"context"
	"net"

	"attache/api/emulator/bucket"
)

// Running is a Server that answers on a listener of its own.
type Running struct {
	*Server

	url   string
	ended chan error
}

// Start builds a chat and serves it on a TCP address, such as 127.0.0.1:0, until Close. It fails as
// New does, and with a *net.OpError for an address that cannot be had.
func Start(ctx context.Context, o Options, address string) (*Running, error) {
	server, err := New(o)
	if err != nil {
		return nil, err
	}
	listener, err := Listen(ctx, address)
	if err != nil {
		return nil, err
	}
	return server.run(listener), nil
}

func (s *Server) run(l net.Listener) *Running {
	r := &Running{Server: s, url: URL(l), ended: make(chan error, 1)}
	go func() { r.ended <- s.Serve(l) }()
	return r
}

// URL returns the endpoint, as a client on this machine can use it.
func (r *Running) URL() string { return r.url }

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
