package emulator

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
)

func TestTheServerListensOnARealPort(t *testing.T) {
	l, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if !Loopback(l.Addr()) {
		t.Errorf("%s is not taken for loopback", l.Addr())
	}
	s, err := New(Options{Scenario: "empty"})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+l.Addr().String()+"/participant/transcript", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set(bearer, s.ConnectionToken())
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	a, err := transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, a.Body); err != nil || a.StatusCode != http.StatusOK {
		t.Errorf("%d %v", a.StatusCode, err)
	}
	_ = a.Body.Close()
	if err := s.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if err := <-done; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestOnlyLoopbackIsLoopback(t *testing.T) {
	for addr, want := range map[string]bool{
		"127.0.0.1": true, "127.8.8.8": true, "::1": true, "0.0.0.0": false, "192.0.2.1": false, "::": false,
	} {
		if got := Loopback(&net.TCPAddr{IP: net.ParseIP(addr)}); got != want {
			t.Errorf("%s: %v", addr, got)
		}
	}
	if Loopback(&net.UnixAddr{}) || !Loopback(Pipe().Addr()) {
		t.Error("other addresses are taken wrongly")
	}
}

// at is a listener that says it is at an address.
type at struct {
	net.Listener
	addr net.Addr
}

// Addr implements net.Listener.
func (a at) Addr() net.Addr { return a.addr }

func TestTheURLIsOneThatAClientHereCanUse(t *testing.T) {
	for ip, want := range map[string]string{
		"127.0.0.1": "http://127.0.0.1:80", "0.0.0.0": "http://127.0.0.1:80", "::": "http://127.0.0.1:80", "::1": "http://[::1]:80",
	} {
		if got := URL(at{addr: &net.TCPAddr{IP: net.ParseIP(ip), Port: 80}}); got != want {
			t.Errorf("%s: %s", ip, got)
		}
	}
}

func TestAClosedPipeTakesNobody(t *testing.T) {
	l := Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.DialContext(ctx, "", ""); !errors.Is(err, context.Canceled) {
		t.Errorf("dialling with a context that has ended: %v", err)
	}
	if err := errors.Join(l.Close(), l.Close()); err != nil {
		t.Error(err)
	}
	if _, err := l.DialContext(t.Context(), "", ""); !errors.Is(err, net.ErrClosed) {
		t.Errorf("dialling: %v", err)
	}
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("accepting: %v", err)
	}
}
