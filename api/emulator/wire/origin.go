package wire

import "net/http"

// Origin is where a request was sent to, for URLs that lead back here.
type Origin struct{ scheme, host string }

// OriginOf reads it from the request, and from what a proxy that ends TLS says of it.
func OriginOf(r *http.Request) Origin {
	return NewOrigin(r.Host, r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https")
}

// NewOrigin is the origin of a host, over TLS when it is secure.
func NewOrigin(host string, secure bool) Origin {
	if secure {
		return Origin{"s", host}
	}
	return Origin{"", host}
}

// URL begins a URL of a protocol, http or ws.
func (o Origin) URL(protocol string) string { return protocol + o.scheme + "://" + o.host }

// On returns the origin of another host, over TLS as this one.
func (o Origin) On(host string) Origin { return Origin{o.scheme, host} }

// Host returns the host as it was asked for.
func (o Origin) Host() string { return o.host }
