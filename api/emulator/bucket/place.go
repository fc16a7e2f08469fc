package bucket

import (
	"net"
	"strings"

	"attache/api/emulator/wire"
)

// Place is where the bucket is found. The zero value is where the service is.
type Place struct {
	Host string // empty: the one that the service was asked at
	Port string // empty: the service's
}

// of returns the origin of the bucket for a client that has asked the service at another one.
func (p *Place) of(at wire.Origin) wire.Origin {
	if p.Port == "" {
		return at
	}
	host := p.Host
	if host == "" {
		var err error
		if host, _, err = net.SplitHostPort(at.Host()); err != nil {
			host = strings.Trim(at.Host(), "[]")
		}
	}
	return at.On(net.JoinHostPort(host, p.Port))
}
