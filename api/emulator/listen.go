package emulator

import (
	"context"
	"fmt"
	"net"
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
