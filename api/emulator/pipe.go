package emulator

import (
	"context"
	"net"
	"sync"
)

// PipeListener is a listener inside the program: no port, and no system call that a test with a
// clock of its own would have to wait for.
type PipeListener struct {
	dialed chan net.Conn
	closed chan struct{}
	once   sync.Once
}

// Pipe returns a listener whose connections come from its DialContext.
func Pipe() *PipeListener {
	return &PipeListener{dialed: make(chan net.Conn), closed: make(chan struct{})}
}

// DialContext connects to the listener, whatever the address; it fits http.Transport. It waits
// until the connection is accepted.
func (l *PipeListener) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case l.dialed <- far:
		return near, nil
	case <-l.closed:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Addr: pipeAddr{}, Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Accept waits for the next connection.
func (l *PipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.dialed:
		return c, nil
	case <-l.closed:
		return nil, &net.OpError{Op: "accept", Net: "pipe", Addr: pipeAddr{}, Err: net.ErrClosed}
	}
}

// Close makes Accept and DialContext fail from now on. Connections stay.
func (l *PipeListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr returns an address that names the pipe.
func (l *PipeListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }
