package wire

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"attache/model"
)

// proxyError is the status with which a proxy refused to let through, and the host of the proxy.
type proxyError struct {
	status int
	host   string
}

// Error says no more than status and host: a proxy's own words may be anything.
func (e proxyError) Error() string {
	return strings.TrimSpace("the proxy answered "+strconv.Itoa(e.status)+" "+http.StatusText(e.status)) + ": " + model.Text(e.host)
}

// isPassing reports whether the proxy may let through in a moment.
func (e proxyError) isPassing() bool {
	return e.status >= http.StatusInternalServerError && e.status != http.StatusNetworkAuthenticationRequired ||
		e.status == http.StatusTooManyRequests || e.status == http.StatusRequestTimeout
}

// Refused keeps the status of a proxy that does not let through, which would be lost otherwise.
func Refused(_ context.Context, proxy *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return proxyError{answer.StatusCode, proxy.Host}
	}
	return nil
}
