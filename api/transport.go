package api

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"sync"
	"time"

	"attache/api/wire"
)

// Bounds of the pool. One service and one bucket are talked to, the bucket by as many transfers as
// are let run at once.
const (
	dialTime = 5 * time.Second // half of what a call may take, so that a second address gets its chance
	tlsTime  = 5 * time.Second
	// pingAfter and pingTime find out that an HTTP/2 connection is dead before a call on it has used
	// up its time: a VPN or a sleep takes the far side away without a word.
	pingAfter = 4 * time.Second
	pingTime  = 4 * time.Second
	idleTime  = time.Minute
	idleConns = 20
)

// NewTransport makes the way out: TLS 1.2 or newer, the proxy of the environment (never for
// loopback), and the certificates of the CA bundle instead of the system's where one is named, as
// AWS's own programs have it. Answers come as they are, so that limits and sizes hold for what is
// read: whoever asks for compression undoes it.
func NewTransport(e Endpoint) (*http.Transport, error) {
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dial,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingTime, WriteByteTimeout: pingAfter + pingTime},
		MaxIdleConnsPerHost:    idleConns,
		IdleConnTimeout:        idleTime,
		TLSHandshakeTimeout:    tlsTime,
		DisableCompression:     true,
		MaxResponseHeaderBytes: 256 << 10,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		OnProxyConnectResponse: wire.Refused,
	}
	if e.CABundle == "" {
		return t, nil
	}
	pool, err := e.certificates.pool(e.CABundle, e.CABundleFrom)
	if err != nil {
		return nil, err
	}
	t.TLSClientConfig.RootCAs = pool
	return t, nil
}

// dial connects. The system keeps little of what is sent: of a slow upload, megabytes would wait there unseen, and it could
// not be told from one that stands still.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	const unsent = 256 << 10
	conn, err := (&net.Dialer{Timeout: dialTime, KeepAlive: 30 * time.Second}).DialContext(ctx, network, address)
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetWriteBuffer(unsent) // without it, more waits there
	}
	return conn, err
}

// CheckTrust says whether the CA bundle can be used, where the endpoint needs one.
func (e Endpoint) CheckTrust() error {
	if e.CABundle == "" || !e.isSecure() {
		return nil
	}
	_, err := e.certificates.pool(e.CABundle, e.CABundleFrom)
	return err
}

// wayOut makes the transport of a client. Behind a plain endpoint there is hardly ever a file on https:
// its certificates are read when there is.
func wayOut(e Endpoint) (http.RoundTripper, error) {
	if e.CABundle == "" || e.isSecure() {
		return NewTransport(e)
	}
	plain := e
	plain.CABundle = ""
	t, err := NewTransport(plain)
	if err != nil {
		return nil, err
	}
	return &lateTrust{Transport: t, load: sync.OnceValue(func() error {
		pool, err := e.certificates.pool(e.CABundle, e.CABundleFrom)
		t.TLSClientConfig.RootCAs = pool
		return err
	})}, nil
}

func (e Endpoint) isSecure() bool { return e.URL == nil || e.URL.Scheme == "https" }

// lateTrust is a transport that reads its certificates before its first request on https.
type lateTrust struct {
	*http.Transport

	load func() error
}

// RoundTrip implements http.RoundTripper.
func (t *lateTrust) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme == "https" {
		if err := t.load(); err != nil {
			return nil, err
		}
	}
	return t.Transport.RoundTrip(r) //nolint:wrapcheck // broken puts it into words
}
