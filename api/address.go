package api

import (
	"net/netip"
	"net/url"
	"strings"

	"attache/model"
)

// maxURL bounds a pre-signed URL, in bytes. The service's model says 2,000; a session token in
// the query may make a real one longer, so it is only refused where no client could use it.
const maxURL = 8192

// isLoopback reports whether host, a name or an address without a port, is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// checkEndpoint says whether u can be the service's address: http or https, a host, and nothing
// that could carry a secret.
func checkEndpoint(input string, u *url.URL) error {
	switch {
	case u == nil:
		return model.NewInputProblem(input, model.FaultMissing, "")
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.Opaque != "":
		return model.NewInputProblem(input, model.FaultNotURL, "")
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		// Not named: whoever writes a password or a key here does not want to read it in an error.
		return model.NewInputProblem(input, model.FaultNotURL, "")
	}
	return nil
}

// parseLink reads a pre-signed URL. why says in a few words why it must not be followed; it is
// empty for a URL that may be. No word of it comes from the query.
func parseLink(raw string) (u *url.URL, why string) {
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
		return "scheme " + safeText(u.Scheme)
	case !isLoopback(u.Hostname()):
		return "plain http"
	}
	return ""
}

// unsafeHop says why a redirect from one URL to the next must not be followed: https stays https,
// this machine stays this machine.
func unsafeHop(from, to *url.URL) string {
	why := whyUnsafe(to)
	switch {
	case why != "":
		return "redirect: " + why
	case from.Scheme == "https" && to.Scheme != "https":
		return "redirect: plain http"
	case from.Scheme == "http" && !isLoopback(to.Hostname()):
		return "redirect: to another machine"
	}
	return ""
}
