package api

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"attache/api/emulator"
)

// network is a way to a server that can fail as any network does. What it swallows breaks nothing and arrives
// nowhere, as with a proxy whose other side has gone away.
type network struct {
	pipe *emulator.PipeListener

	mu    sync.Mutex
	wires []*cable
	away  func(context.Context) (net.Conn, error) // instead of a new connection; nil: one is made
}

// cable is one connection.
type cable struct {
	net.Conn

	why    error         // it is reset with that; nil: swallowed
	lost   chan struct{} // closed when it is
	closed chan struct{}
	lose   sync.Once
	shut   sync.Once
}

func (n *network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	n.mu.Lock()
	away := n.away
	n.mu.Unlock()
	if away != nil {
		return away(ctx)
	}
	conn, err := n.pipe.DialContext(ctx, "", "")
	if err != nil {
		return nil, err
	}
	w := &cable{Conn: conn, lost: make(chan struct{}), closed: make(chan struct{})}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.wires = append(n.wires, w)
	return w, nil
}

// unanswered is what dialling comes to where nothing comes back.
func unanswered(ctx context.Context) (net.Conn, error) {
	late, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	<-late.Done()
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}
}

// lose swallows every connection there is, or resets it where there is a reason.
func (n *network) lose(why error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, w := range n.wires {
		w.lose.Do(func() {
			w.why = why
			close(w.lost)
			if why != nil {
				_ = w.Conn.Close()
			}
		})
	}
	n.wires = nil
}

// turn sets what becomes of new connections; nil: they are made.
func (n *network) turn(away func(context.Context) (net.Conn, error)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.away = away
}

// swallow loses every connection there is. With down, none can be made either until rise.
func (n *network) swallow(down bool) {
	n.lose(nil)
	if n.turn(nil); down {
		n.turn(unanswered)
	}
}

func (n *network) rise() { n.turn(nil) }

func (w *cable) isLost() bool {
	select {
	case <-w.lost:
		return true
	default:
		return false
	}
}

func (w *cable) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	switch {
	case !w.isLost():
		return n, err
	case w.why != nil:
		return 0, w.why
	}
	<-w.closed
	return 0, net.ErrClosed
}

func (w *cable) Write(p []byte) (int, error) {
	switch {
	case !w.isLost():
		return w.Conn.Write(p)
	case w.why != nil:
		return 0, w.why
	}
	return len(p), nil
}

func (w *cable) Close() error {
	w.shut.Do(func() { close(w.closed) })
	return w.Conn.Close()
}

// secureHost is the far side of a network.
const secureHost = "https://127.0.0.1:9"

// overNetwork answers with h behind a network until the test ends, and returns the way there: the transport that the
// program has.
func overNetwork(t *testing.T, h http.Handler) (*http.Transport, *network) {
	t.Helper()
	n := &network{pipe: emulator.Pipe()}
	return n.serve(t, &http.Server{Handler: h, ReadHeaderTimeout: time.Hour}, Endpoint{}), n
}

// serve lets the server answer until the test ends.
func (n *network) serve(t *testing.T, server *http.Server, e Endpoint) *http.Transport {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		if server.TLSConfig != nil {
			_ = server.ServeTLS(n.pipe, "", "")
			return
		}
		_ = server.Serve(n.pipe)
	}()
	transport, err := NewTransport(e)
	if err != nil {
		t.Fatal(err)
	}
	transport.DialContext = n.dial
	t.Cleanup(func() {
		n.swallow(false)
		transport.CloseIdleConnections()
		_ = server.Close()
		<-done
	})
	return transport
}

// overTLS makes a client of h behind a network, on HTTP/2 or on HTTP/1.1, with the transport that the
// program has.
func overTLS(t *testing.T, h http.Handler, http2 bool, change ...func(*Options)) (*Client, *network) {
	t.Helper()
	certificate, bundle := selfSigned(t, time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour))
	n := &network{pipe: emulator.Pipe()}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Hour, ErrorLog: log.New(io.Discard, "", 0), TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}}}
	server.Protocols = new(http.Protocols)
	server.Protocols.SetHTTP1(!http2)
	server.Protocols.SetHTTP2(http2)
	transport := n.serve(t, server, Endpoint{CABundle: bundle})
	endpoint, err := url.Parse(secureHost)
	if err != nil {
		t.Fatal(err)
	}
	return newClient(t, nil, append(change, func(o *Options) { o.Endpoint, o.Transport = endpoint, transport })...), n
}

// selfSigned makes a certificate of 127.0.0.1 and a bundle that trusts it.
func selfSigned(t *testing.T, from, to time.Time) (certificate tls.Certificate, bundle string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: from, NotAfter: to,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	bundle = filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(bundle, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, bundle
}
