package api

import (
	"crypto/x509"
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
