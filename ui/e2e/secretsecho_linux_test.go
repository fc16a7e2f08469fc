package e2e_test

import (
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// disguises are ways to write what was sent.
func disguises() map[string]func(string) string {
	return map[string]func(string) string{
		"as it is": func(s string) string { return s }, "in a URL": url.QueryEscape, "twice in a URL": func(s string) string { return url.QueryEscape(url.QueryEscape(s)) },
		"in base64": func(s string) string { return base64.StdEncoding.EncodeToString([]byte("it:" + s)) }, "as JSON may": escapedBytes,
		"in small letters": strings.ToLower,
	}
}

// escapedBytes writes each byte as JSON may.
func escapedBytes(s string) string {
	var all strings.Builder
	for i := range len(s) {
		fmt.Fprintf(&all, `\u%04x`, s[i])
	}
	return all.String()
}

// TestAServiceThatTellsTheTokenLeavesItNowhere answers with the token in the sentence that attache shows.
func TestAServiceThatTellsTheTokenLeavesItNowhere(t *testing.T) {
	t.Parallel()
	long(t)
	for name, disguise := range disguises() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				told := disguise(r.Header.Get("X-Amz-Bearer"))
				body, _ := json.Marshal(map[string]string{"message": "This is no good: " + told, "__type": told})
				w.Header().Set("Content-Type", "application/json")
				w.Header().Set("X-Amzn-Requestid", told)
				w.Header().Set("X-Amzn-Errortype", "ValidationException:"+told)
				w.WriteHeader(http.StatusBadRequest)
				_, _ = w.Write(body)
			}))
			t.Cleanup(service.Close)
			w := &witness{url: service.URL, token: "CANARY-of-this-chat-0123456789-0123456789", secrets: map[string]bool{}}
			w.learn(w.token)
			env, home := []string{"ATTACHE_CONNECTION_TOKEN=" + w.token}, shortDir(t)
			for _, args := range [][]string{{"list", "--json"}, {"list"}, {"link", "--json", "some-id"}, {"get", "--receipt", "r.json", "some-id"}, {"doctor"}} {
				if said := (audited{env: env, args: args}).under(t, w, home); args[0] != "doctor" && !strings.Contains(said, "This is no good") {
					t.Errorf("%q tells nothing of it: %s", args, said)
				}
			}
		})
	}
}

// TestAProxyThatTellsAllItWasSentLeavesNoSecretAnywhere has its password in its address, and answers with all that it is
// sent: in the words beside the status, in headers, in a page and in the place it leads to.
func TestAProxyThatTellsAllItWasSentLeavesNoSecretAnywhere(t *testing.T) {
	t.Parallel()
	long(t)
	for _, status := range []int{200, 302, 403, 407, 0} {
		for _, endpoint := range []string{"https://participant.example", "http://participant.example"} {
			t.Run(fmt.Sprintf("%d for %s", status, endpoint), func(t *testing.T) {
				t.Parallel()
				throughEcho(t, status, endpoint)
			})
		}
	}
}

func throughEcho(t *testing.T, status int, endpoint string) {
	t.Helper()
	var asked atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		echo(w, r, status)
	}))
	t.Cleanup(proxy.Close)
	home := shortDir(t)
	w := &witness{url: endpoint, token: "CANARY-of-this-chat-0123456789-0123456789", secrets: map[string]bool{}}
	address := "http://jo:CANARY-of-the-proxy@" + strings.TrimPrefix(proxy.URL, "http://")
	env := []string{"ATTACHE_INSECURE_ENDPOINT=true", "ATTACHE_CONNECTION_TOKEN=" + w.token, "HTTPS_PROXY=" + address, "HTTP_PROXY=" + address}
	for _, args := range [][]string{{"list", "--json"}, {"link", "--json", "some-id"}, {"doctor"}} {
		audited{env: env, args: args}.under(t, w, home)
	}
	if asked.Load() < 3 {
		t.Errorf("the proxy was asked %d times", asked.Load())
	}
}

// echo answers with all that it was sent; status 0 is no HTTP.
func echo(w http.ResponseWriter, r *http.Request, status int) {
	sent, _ := httputil.DumpRequest(r, true)
	_, password, _ := strings.Cut(r.Header.Get("Proxy-Authorization"), " ")
	plain, _ := base64.StdEncoding.DecodeString(password)
	all := string(plain) + " " + r.Header.Get("X-Amz-Bearer") + " " + r.RequestURI
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	if status == 0 {
		_, _ = fmt.Fprintf(conn, "%s\r\n\r\n", all)
		return
	}
	body := "<html>" + escapedBytes(all) + string(sent)
	_, _ = fmt.Fprintf(conn, "HTTP/1.1 %d %s\r\nX-Amzn-Requestid: %s\r\nLocation: https://elsewhere.example/?%s\r\nProxy-Authenticate: Basic realm=\"%s\"\r\n"+
		"Content-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", status, all, all, url.QueryEscape(all), plain, len(body), body)
}

// TestNothingThatALibraryLogsIsPrinted has the network's library tell all that it sends, and what comes unasked.
func TestNothingThatALibraryLogsIsPrinted(t *testing.T) {
	t.Parallel()
	long(t)
	for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
		t.Run(protocol, func(t *testing.T) {
			t.Parallel()
			var spoken atomic.Value
			service := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				spoken.Store(r.Proto)
				conn, _, err := http.NewResponseController(w).Hijack()
				if err != nil {
					w.WriteHeader(http.StatusBadRequest)
					return
				}
				_, _ = fmt.Fprintf(conn, "HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\n{}%s", r.Header.Get("X-Amz-Bearer"))
			}))
			service.EnableHTTP2 = protocol == "HTTP/2.0"
			service.StartTLS()
			t.Cleanup(service.Close)
			home := shortDir(t)
			authority := filepath.Join(home, "ca.pem")
			if err := os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: service.Certificate().Raw}), 0o600); err != nil {
				t.Fatal(err)
			}
			w := &witness{url: service.URL, token: "CANARY-of-this-chat-0123456789-0123456789", secrets: map[string]bool{}}
			env := []string{"ATTACHE_CONNECTION_TOKEN=" + w.token, "AWS_CA_BUNDLE=" + authority, "GODEBUG=http2debug=2"}
			for _, args := range [][]string{{"list"}, {"get", "some-id"}, {"doctor"}} {
				if out := (audited{env: env, args: args}).under(t, w, home); strings.Contains(out, "http2: ") || strings.Contains(out, "Unsolicited") {
					t.Errorf("%q says:\n%s", args, out)
				}
			}
			if spoken.Load() != protocol {
				t.Errorf("they spoke %v", spoken.Load())
			}
		})
	}
}
