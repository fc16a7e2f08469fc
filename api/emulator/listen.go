package emulator

import (
	"context"
	"fmt"
	"net"
	"net/http"
)

// Listen opens a TCP address, such as 127.0.0.1:0. It does not refuse an address that others can
// reach; whoever offers the choice asks Loopback and says so.
func Listen(ctx context.Context, addr string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("emulator: %w", err)
	}
	return l, nil
}

// Loopback reports whether only this machine can reach addr.
func Loopback(addr net.Addr) bool {
	switch a := addr.(type) {
	case *net.TCPAddr:
		return a.IP.IsLoopback()
	case pipeAddr:
		return true
	}
	return false
}

// URL returns the endpoint at l as a client on this machine can use it.
func URL(l net.Listener) string {
	address := l.Addr().String()
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		address = net.JoinHostPort("127.0.0.1", port)
	}
	return "http://" + address
}

// bucketListener is one at which the bucket alone answers.
type bucketListener struct{ net.Listener }

type bucketAlone struct{}

// baseContext tells requests which listener they came by.
func baseContext(l net.Listener) context.Context {
	_, alone := l.(bucketListener)
	return context.WithValue(context.Background(), bucketAlone{}, alone)
}

// lost reports whether a request came to the bucket and wants something else.
func (m *hostedChat) lost(r *http.Request) bool {
	alone, _ := r.Context().Value(bucketAlone{}).(bool)
	return alone && !m.bucket.Holds(r)
}
