package api

import (
	"crypto/x509"
	"net/http"
	"os"
	"sync"

	"attache/model"
)

// Certificates reads each CA bundle once, however often one is asked for. The zero value is ready.
type Certificates struct {
	mu    sync.Mutex
	pools map[string]*x509.CertPool
}

// pool returns the certificates of a file. from is how the user knows it. A nil Certificates keeps none.
func (c *Certificates) pool(file, from string) (*x509.CertPool, error) {
	if c == nil {
		c = &Certificates{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if pool, ok := c.pools[file]; ok {
		return pool, nil
	}
	pem, err := os.ReadFile(file)
	pool := x509.NewCertPool()
	if err != nil || !pool.AppendCertsFromPEM(pem) {
		return nil, model.NewInputProblem(from, model.FaultUnreadable, file)
	}
	if c.pools == nil {
		c.pools = map[string]*x509.CertPool{}
	}
	c.pools[file] = pool
	return pool, nil
}

// CheckTrust says whether the CA bundle can be used, where the endpoint needs one.
func (e Endpoint) CheckTrust() error {
	if e.CABundle == "" || !e.isSecure() {
		return nil
	}
	_, err := e.certificates.pool(e.CABundle, e.CABundleFrom)
	return err
}

func (e Endpoint) isSecure() bool { return e.URL == nil || e.URL.Scheme == "https" }

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
