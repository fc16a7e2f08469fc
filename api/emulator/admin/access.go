package admin

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Access says who may control the emulator beside this machine's own programs. A page in a browser never may.
type Access struct {
	Token string   // asked of every request; "" lets only connections within this machine in
	Hosts []string // names that requests may be sent to, beside localhost
}

// refused says why a request may not control anything; "" when it may.
func (a Access) refused(r *http.Request) string {
	switch {
	case !a.named(r):
		return "control is not offered under this host name; name it with --allow-host"
	case fromPage(r):
		return "control is not offered to web pages"
	case a.Token != "" && !sameToken(bearer(r), a.Token):
		return "control wants the token of --control-token-file as Authorization: Bearer TOKEN"
	case a.Token == "" && !within(r):
		return "control is off beyond this machine; start with --control-token-file"
	}
	return ""
}

// named checks the name that a request was sent to: a page whose own name leads to this machine by a trick of the DNS
// still sends its own name. An address is no name.
func (a Access) named(r *http.Request) bool {
	name := hostOf(r.Host)
	if name == "localhost" || slices.ContainsFunc(a.Hosts, func(h string) bool { return strings.EqualFold(h, name) }) {
		return true
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		return false
	}
	local, _ := localAddr(r)
	return ip.IsLoopback() || ip.Unmap() == local
}

// fromPage reports whether a browser sends the request for a page. One that was opened here sends no other origin.
func fromPage(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "none" && site != "same-origin" {
		return true
	}
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return false
	}
	u, err := url.Parse(origins[0])
	return err != nil || len(origins) > 1 || u.Host == "" || u.Host != r.Host
}

// within reports whether a connection comes from this machine and no proxy passed it on.
func within(r *http.Request) bool {
	for _, name := range []string{"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip"} {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	if r.RemoteAddr == "pipe" { // inside this program
		return true
	}
	remote, err := netip.ParseAddrPort(r.RemoteAddr)
	local, known := localAddr(r)
	return err == nil && known && remote.Addr().Unmap().IsLoopback() && local.IsLoopback()
}

func localAddr(r *http.Request) (netip.Addr, bool) {
	addr, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return netip.Addr{}, false
	}
	at, err := netip.ParseAddrPort(addr.String())
	return at.Addr().Unmap(), err == nil
}

// bearer returns the token of a request. The name of its scheme may be written in small letters.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return token
}

// hostOf returns the name of a Host header, without its port and the dot that may end a name.
func hostOf(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
}

// sameToken takes the same time whatever is given.
func sameToken(given, wanted string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(wanted))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}
