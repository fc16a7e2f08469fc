package wire

import (
	"net/netip"
	"net/url"
	"strings"
)

// maxURL bounds a pre-signed URL, in bytes. The service's model says 2,000; a session token in
// the query may make a real one longer, so it is only refused where no client could use it.
const maxURL = 8192

// IsLoopback reports whether host, a name or an address without a port, is this machine.
func IsLoopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// ParseLink reads a pre-signed URL. why says in a few words why it must not be followed; it is
// empty for a URL that may be. No word of it comes from the query.
func ParseLink(raw string) (u *url.URL, why string) {
	if len(raw) > maxURL {
		return nil, "too long"
	}
	for i := range len(raw) {
		if raw[i] <= ' ' || raw[i] > '~' {
			return nil, "not plain ASCII"
		}
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, "not a URL"
	}
	return u, whyUnsafe(u)
}

// whyUnsafe says in a few words why u must not be followed: it is empty for https, and for http to
// this machine.
func whyUnsafe(u *url.URL) string {
	switch {
	case u.Hostname() == "" || u.Opaque != "":
		return "no host"
	case u.User != nil:
		return "holds a user name"
	case u.Scheme == "https":
		return ""
	case u.Scheme == "":
		return "no scheme"
	case u.Scheme != "http":
		return "scheme " + Text(u.Scheme)
	case !IsLoopback(u.Hostname()):
		return "plain http"
	}
	return ""
}

// UnsafeHop says why a redirect from one URL to the next must not be followed: https stays https,
// this machine stays this machine.
func UnsafeHop(from, to *url.URL) string {
	why := whyUnsafe(to)
	switch {
	case why != "":
		return "redirect: " + why
	case from.Scheme == "https" && to.Scheme != "https":
		return "redirect: plain http"
	case from.Scheme == "http" && !IsLoopback(to.Hostname()):
		return "redirect: to another machine"
	}
	return ""
}
