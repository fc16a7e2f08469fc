package api

import (
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"unicode"

	"attache/model"
)

// proxies says whether the proxy of the environment can be used. The transport would go past one that
// it cannot read, without a word. What stands there may hold a password: no error repeats it.
func (s Settings) proxies() error {
	getenv := s.Getenv
	if getenv == nil {
		getenv = os.Getenv
	}
	for _, names := range [][]string{{"HTTPS_PROXY", "https_proxy"}, {"HTTP_PROXY", "http_proxy"}} {
		for _, name := range names {
			value := getenv(name)
			if value == "" {
				continue
			}
			if !isProxy(value) {
				return model.NewInputProblem(name, model.FaultNotURL, "")
			}
			break // the other one is not looked at
		}
	}
	return nil
}

// isProxy reports whether a value is the address of a proxy as the transport reads it, which takes a
// host alone for one on http. What it would leave out, such as all that follows a # in a password, is
// not meant to be left out.
func isProxy(value string) bool {
	u, err := url.Parse(value)
	if err != nil || u.Scheme == "" || u.Host == "" {
		if u, err = url.Parse("http://" + value); err != nil {
			return false
		}
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
	default:
		return false
	}
	if strings.ContainsAny(value, "?#") || u.Path != "" && u.Path != "/" || !isHost(u.Hostname()) {
		return false
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return u.Port() == "" && !strings.HasSuffix(u.Host, ":") || err == nil && port > 0
}

// isHost reports whether s can be the name or the address of a host.
func isHost(s string) bool {
	if _, err := netip.ParseAddr(s); err == nil {
		return true
	}
	return strings.Trim(s, ".") != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-._", r)
	})
}
