package api

import (
	"crypto/tls"
	"encoding/pem"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/api/trial"
	"attache/model"
)

func TestTheCABundleIsReadOnceAndOnlyForHTTPS(t *testing.T) {
	_, bundle := selfSigned(t, time.Now(), time.Now().Add(time.Hour))
	s := settings(t, Settings{Region: "eu-west-2", Certificates: &Certificates{}}, env{"AWS_CA_BUNDLE": bundle}, "")
	for i := range 3 {
		e, err := Resolve(s)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.CheckTrust(); err != nil {
			t.Errorf("time %d: %v", i, err)
		}
		c, err := Dial(e, Options{})
		if err != nil {
			t.Fatalf("time %d: %v", i, err)
		}
		c.Close()
		_ = os.Remove(bundle) // whoever reads it again finds nothing
	}
	plain := settings(t, Settings{EndpointURL: host, Certificates: &Certificates{}}, env{"AWS_CA_BUNDLE": bundle}, "")
	e, err := Resolve(plain)
	if err != nil || e.CheckTrust() != nil {
		t.Errorf("plain http: %v, %v", err, e.CheckTrust())
	}
	if _, err := Dial(e, Options{}); err != nil {
		t.Errorf("plain http: %v", err)
	}
	e.URL = &url.URL{Scheme: "https", Host: "x.example"}
	if p := trial.WantKind(t, e.CheckTrust(), model.KindInput); p.Op != "AWS_CA_BUNDLE" {
		t.Errorf("https: %+v", p)
	}
}

// TestAFileBehindAPlainEndpointIsTrustedByTheBundle has an endpoint on plain http whose links lead to
// https.
func TestAFileBehindAPlainEndpointIsTrustedByTheBundle(t *testing.T) {
	files := httptest.NewTLSServer(trial.Answer(200, "12345"))
	defer files.Close()
	service := httptest.NewServer(trial.Answer(200, trial.LinkBody(files.URL+"/a")))
	defer service.Close()
	bundle := filepath.Join(t.TempDir(), "ca.pem")
	for content, kind := range map[string]model.Kind{pemOf(files): 0, "none": model.KindInput} {
		if err := os.WriteFile(bundle, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		e, err := Resolve(settings(t, Settings{EndpointURL: service.URL}, env{"AWS_CA_BUNDLE": bundle}, ""))
		if err != nil {
			t.Fatal(err)
		}
		c, err := Dial(e, Options{ConnectionToken: model.NewSecret("t"), Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_, err = c.Save(t.Context(), model.DownloadRequest{Attachment: model.NewAttachment("a", "a.txt", "", ""), Meter: new(model.Meter)}, nil)
		if kind == 0 && err != nil {
			t.Error(err)
		} else if kind != 0 {
			trial.WantKind(t, err, kind)
		}
	}
}

// TestACertificateThatIsNotTakenSaysWhy has each fault of a certificate, and the cause that the advice
// is made from.
func TestACertificateThatIsNotTakenSaysWhy(t *testing.T) {
	hour := time.Hour
	for name, c := range map[string]struct {
		from, to time.Duration
		strange  bool // nobody trusts it
		host     string
		cause    model.Cause
		detail   string
	}{
		"unknown":   {-hour, hour, true, secureHost, model.CauseAuthority, "TLS certificate signed by unknown authority"},
		"early":     {hour, 2 * hour, false, secureHost, model.CauseEarly, "TLS certificate not valid yet"},
		"late":      {-2 * hour, -hour, false, secureHost, model.CauseLate, "TLS certificate expired"},
		"elsewhere": {-hour, hour, false, "https://127.0.0.2:9", model.CauseOtherHost, "TLS certificate is for another host"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				now := time.Now()
				certificate, bundle := selfSigned(t, now.Add(c.from), now.Add(c.to))
				if c.strange {
					_, bundle = selfSigned(t, now.Add(c.from), now.Add(c.to))
				}
				pipe := emulator.Pipe()
				defer pipe.Close()
				transport, err := NewTransport(Endpoint{CABundle: bundle})
				if err != nil {
					t.Fatal(err)
				}
				transport.DialContext = pipe.DialContext
				go func() {
					conn, err := pipe.Accept()
					if err != nil {
						return
					}
					_ = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{certificate}}).HandshakeContext(t.Context())
					_ = conn.Close()
				}()
				endpoint, err := url.Parse(c.host)
				if err != nil {
					t.Fatal(err)
				}
				client := newClient(t, nil, func(o *Options) { o.Endpoint, o.Transport = endpoint, transport })
				_, err = link(t, client)
				if p := trial.WantKind(t, err, model.KindOffline); p.Cause != c.cause || p.Detail != c.detail {
					t.Errorf("cause %q, detail %q", p.Cause, p.Detail)
				}
			})
		})
	}
}

func TestAProxyThatRefusesIsNamed(t *testing.T) {
	for status, cause := range map[int]model.Cause{403: model.CauseProxy, 407: model.CauseProxySignIn, 511: model.CauseProxy} {
		proxy := httptest.NewServer(trial.Answer(status, "<html>no"))
		address := strings.TrimPrefix(proxy.URL, "http://")
		_, err := link(t, behind(t, "http://CANARY:CANARY@"+address))
		p := trial.WantKind(t, err, model.KindOffline)
		if p.Cause != cause || !strings.Contains(p.Detail, address) || !strings.Contains(p.Detail, http.StatusText(status)) {
			t.Errorf("%d: %+v", status, p)
		}
		wantNoCanary(t, "proxy", shown(err))
		proxy.Close()
	}
	l, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it is closed at once
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	c := behind(t, "http://CANARY:CANARY@"+l.Addr().String())
	f := c.send(t.Context(), call{op: getAttachment()})
	if f == nil || f.Problem.Detail != "connection refused: the proxy "+l.Addr().String() {
		t.Errorf("%+v", f)
	}
}

// behind makes a client whose way out is a proxy.
func behind(t *testing.T, proxy string) *Client {
	t.Helper()
	endpoint, err := url.Parse("https://participant.connect.eu-west-2.amazonaws.com")
	if err != nil {
		t.Fatal(err)
	}
	return newClient(t, nil, through(t, proxy), func(o *Options) { o.Endpoint = endpoint })
}

// pemOf is the certificate of a server as a bundle has it.
func pemOf(s *httptest.Server) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}))
}

// through is a way out through a proxy, as NewTransport makes it, which reads its environment once.
func through(t *testing.T, proxy string) func(*Options) {
	t.Helper()
	u, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport, err := NewTransport(Endpoint{})
	if err != nil {
		t.Fatal(err)
	}
	transport.Proxy = http.ProxyURL(u)
	return func(o *Options) { o.Transport = transport }
}
