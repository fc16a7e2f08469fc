package wire

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"syscall"
	"time"

	"attache/model"
)

// Explain names a broken connection in words that can hold no URL, tells whether another try may
// help, and keeps the part of the cause that can hold no URL either. Errors of other types may
// quote an address with its query, or a proxy with its password: nothing of them is kept.
func Explain(err error) (detail string, again bool, cause error) {
	var way *net.OpError
	var proxy proxyError
	detail, again, cause = explainFar(err)
	if errors.As(err, &way) && way.Op == "proxyconnect" && !errors.As(err, &proxy) {
		if dial := new(net.OpError); errors.As(way.Err, &dial) && dial.Addr != nil {
			detail += ": the proxy " + dial.Addr.String()
		}
	}
	return detail, again, cause
}

func explainFar(err error) (detail string, again bool, cause error) {
	var name *net.DNSError
	var number syscall.Errno
	var late net.Error
	var proxy proxyError
	switch {
	case errors.As(err, &proxy):
		return proxy.Error(), proxy.isPassing(), nil
	case errors.As(err, &name) && name.IsNotFound:
		return "no such host: " + model.Text(name.Name), false, nil
	case errors.As(err, &name):
		return "name lookup failed: " + model.Text(name.Name), true, nil
	case certificateFault(err) != "":
		return certificateFault(err), false, nil
	case errors.As(err, new(tls.RecordHeaderError)):
		return "no TLS on the other side", false, nil
	case errors.As(err, new(tls.AlertError)):
		return "TLS handshake failed", false, nil
	case errors.As(err, &number):
		return number.Error(), true, number
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "connection closed", true, io.ErrUnexpectedEOF
	case errors.As(err, &late) && late.Timeout():
		return "no answer to the connection", true, nil
	}
	return "connection broken", true, nil
}

// certificateFault says what is wrong with a certificate; empty when that is not the trouble.
func certificateFault(err error) string {
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, new(x509.UnknownAuthorityError)):
		return "TLS certificate signed by unknown authority"
	case errors.As(err, new(x509.HostnameError)):
		return "TLS certificate is for another host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "TLS certificate not valid at this time"
	case errors.As(err, &invalid), errors.As(err, new(*tls.CertificateVerificationError)):
		return "TLS certificate not valid"
	}
	return ""
}

// causeOf sorts what keeps a connection from being made by what can be done about it.
func causeOf(err error, now time.Time) model.Cause {
	var proxy proxyError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &proxy) && isSignIn(proxy.status):
		return model.CauseProxySignIn
	case errors.As(err, &proxy):
		return model.CauseProxy
	case errors.As(err, new(x509.UnknownAuthorityError)):
		return model.CauseAuthority
	case errors.As(err, new(x509.HostnameError)):
		return model.CauseOtherHost
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && now.Before(invalid.Cert.NotBefore):
		return model.CauseEarly
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return model.CauseLate
	case certificateFault(err) != "":
		return model.CauseAuthority
	}
	return ""
}

// isSignIn reports whether a proxy that answers with that status wants to know who asks.
func isSignIn(status int) bool { return status == 407 || status == 401 }
