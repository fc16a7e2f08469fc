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
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/emulator"
	"attache/model"
)

// network is a way to a server over TLS that can swallow what is sent, as a proxy does whose other
// side has gone away: nothing breaks, nothing arrives.
type network struct {
	pipe *emulator.PipeListener

	mu    sync.Mutex
	wires []*cable
	down  bool // new connections are swallowed as well
}

// cable is one connection.
type cable struct {
	net.Conn

	lost   chan struct{} // closed when it is swallowed
	closed chan struct{}
	lose   sync.Once
	shut   sync.Once
}

func (n *network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	n.mu.Lock()
	down := n.down
	n.mu.Unlock()
	if down {
		late, cancel := context.WithTimeout(ctx, dialTime)
		defer cancel()
		<-late.Done()
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: os.ErrDeadlineExceeded}
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

// swallow loses every connection there is. With down, none can be made either until rise.
func (n *network) swallow(down bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, w := range n.wires {
		w.lose.Do(func() { close(w.lost) })
	}
	n.wires, n.down = nil, down
}

func (n *network) rise() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.down = false
}

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
	if w.isLost() {
		<-w.closed
		return 0, net.ErrClosed
	}
	return n, err
}

func (w *cable) Write(p []byte) (int, error) {
	if w.isLost() {
		return len(p), nil
	}
	return w.Conn.Write(p)
}

func (w *cable) Close() error {
	w.shut.Do(func() { close(w.closed) })
	return w.Conn.Close()
}

// secureHost is the far side of a network.
const secureHost = "https://127.0.0.1:9"

// overTLS makes a client of h behind a network, on HTTP/2 or on HTTP/1.1, with the transport that the
// program has.
func overTLS(t *testing.T, h http.Handler, http2 bool) (*Client, *network) {
	t.Helper()
	certificate, bundle := selfSigned(t, time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour))
	n := &network{pipe: emulator.Pipe()}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Hour, TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}}}
	server.Protocols = new(http.Protocols)
	server.Protocols.SetHTTP1(!http2)
	server.Protocols.SetHTTP2(http2)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.ServeTLS(n.pipe, "", "")
	}()
	transport, err := NewTransport(Endpoint{CABundle: bundle})
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
	endpoint, err := url.Parse(secureHost)
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t, nil, func(o *Options) { o.Endpoint, o.Transport = endpoint, transport })
	return c, n
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

// service answers every call at once.
func service(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	switch r.URL.Path {
	case "/participant/attachment":
		_, _ = io.WriteString(w, linkBody(secureHost+"/b/a"))
	case "/participant/transcript":
		_, _ = io.WriteString(w, `{"Transcript":[]}`)
	default:
		_, _ = io.WriteString(w, "12345")
	}
}

// soon is the most a call may take after the network is there again.
const soon = 15 * time.Second

// everyCall is one of each kind.
func everyCall(c *Client) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"link": func(ctx context.Context) error {
			_, err := c.Link(ctx, "a", 0, model.PriorityAsked, nil)
			return err
		},
		"list": func(ctx context.Context) error { return c.Attachments(ctx, nil, func(model.Page) {}) },
		"save": func(ctx context.Context) error {
			o := model.DownloadRequest{Attachment: model.NewAttachment("a", "a.txt", "", ""), OnExists: model.ExistsOverwrite, Meter: new(model.Meter)}
			o.Link = model.Link{URL: model.NewSecret(secureHost + "/b/a"), Issued: time.Now(), Expires: time.Now().Add(time.Hour), Asked: time.Hour}
			_, err := c.Save(ctx, o, nil)
			return err
		},
		"preview": func(ctx context.Context) error {
			o := model.DownloadRequest{Attachment: model.NewAttachment("a", "a.txt", "", ""), Meter: new(model.Meter)}
			o.Link = model.Link{URL: model.NewSecret(secureHost + "/b/a"), Issued: time.Now(), Expires: time.Now().Add(time.Hour), Asked: time.Hour}
			_, err := c.Peek(ctx, o, 100, nil)
			return err
		},
		"people": func(ctx context.Context) error { _, err := c.People(ctx, nil); return err },
	}
}

// warm fills the pool with connections that have been used.
func warm(t *testing.T, call func(context.Context) error) {
	t.Helper()
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if err := call(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestACallOnADeadConnectionAnswersSoon(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		for _, name := range []string{"link", "list", "save", "preview", "people"} {
			t.Run(fmt.Sprint(name, " HTTP/2 ", http2), func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					c, n := overTLS(t, http.HandlerFunc(service), http2)
					call := everyCall(c)[name]
					warm(t, call)
					n.swallow(false)
					for range 3 {
						start := time.Now()
						if err := call(t.Context()); err != nil || time.Since(start) > soon {
							t.Errorf("%v after %v", err, time.Since(start))
						}
					}
				})
			})
		}
	}
}

func TestACallUnderWayAnswersSoonAfterTheNetworkIsBack(t *testing.T) {
	slow := func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(2 * time.Second)
		service(w, r)
	}
	for _, http2 := range []bool{false, true} {
		for _, name := range []string{"link", "list", "save", "preview", "people"} {
			for _, away := range []time.Duration{0, 3 * time.Second, 7 * time.Second, 13 * time.Second, time.Minute, 10 * time.Minute} {
				t.Run(fmt.Sprint(name, away, " HTTP/2 ", http2), func(t *testing.T) {
					inBubble(t, func(t *testing.T) {
						c, n := overTLS(t, http.HandlerFunc(slow), http2)
						call := everyCall(c)[name]
						warm(t, call)
						outage(t, n, call, away)
					})
				})
			}
		}
	}
}

// outage lets a call after the other run while the network goes away and comes back.
func outage(t *testing.T, n *network, call func(context.Context) error, away time.Duration) {
	ctx, cancel := context.WithCancel(t.Context())
	answered := make(chan time.Time, 1)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	var back time.Time
	var mu sync.Mutex
	group.Go(func() {
		for ctx.Err() == nil {
			err := call(ctx)
			mu.Lock()
			isBack := !back.IsZero()
			mu.Unlock()
			if isBack && err == nil {
				answered <- time.Now()
				return
			}
			time.Sleep(time.Millisecond)
		}
	})
	time.Sleep(time.Second)
	n.swallow(true)
	time.Sleep(away)
	mu.Lock()
	back = time.Now()
	mu.Unlock()
	n.rise()
	if took := (<-answered).Sub(back); took > soon {
		t.Errorf("the first answer came %v after the network was back", took)
	}
}

func TestAnHTTP2ConnectionThatIsWaitedOnLongIsNotTakenForDead(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		slow := func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(callTime - time.Second)
			service(w, r)
		}
		c, n := overTLS(t, http.HandlerFunc(slow), true)
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if len(n.wires) != 1 {
			t.Errorf("%d connections", len(n.wires))
		}
	})
}
