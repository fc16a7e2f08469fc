//go:build unix

package e2e_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"attache/ui/vt"
)

// contactPage is the small window of a page that has the code, as .ci/browser tries it in a browser.
type contactPage struct {
	t            *testing.T
	port, ticket string
}

const pageOrigin, pageNonce = "https://desk.example", "00112233445566778899aabbccddeeff"

func (p *contactPage) post(path string, fields map[string]any) map[string]string {
	p.t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, "http://127.0.0.1:"+p.port+path, bytes.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Origin", "http://127.0.0.1:"+p.port)
	r.Header.Set("Content-Type", "application/json")
	res, err := new(http.Client).Do(r)
	if err != nil {
		p.t.Error(err)
		return nil
	}
	defer func() { _ = res.Body.Close() }()
	var answer map[string]string
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		p.t.Error(err)
	}
	return answer
}

// pair proves that the page knows the code, once the window has.
func (p *contactPage) pair(code string) {
	p.t.Helper()
	hello := p.post("/hello", map[string]any{"origin": pageOrigin, "nonce": pageNonce})
	proof := func(side string) string {
		mac := hmac.New(sha256.New, []byte(code))
		mac.Write([]byte(strings.Join([]string{"attache pair 1", side, p.port, pageOrigin, pageNonce, hello["nonce"]}, "\n")))
		return hex.EncodeToString(mac.Sum(nil))
	}
	if hello["proof"] != proof("attache") {
		p.t.Fatalf("the window proves nothing: %v", hello)
	}
	p.ticket = hello["ticket"]
	if a := p.post("/pair", map[string]any{"ticket": p.ticket, "proof": proof("page")}); a["refused"] != "" {
		p.t.Fatal(a)
	}
}

func (p *contactPage) chat(token string) map[string]any {
	return map[string]any{"ticket": p.ticket, "origin": pageOrigin, "chat": "Billing", "contact": "contact-1", "region": "us-east-1", "token": token}
}

func TestAPageOpensItsChatInTheTerminal(t *testing.T) {
	t.Parallel()
	env := emulating(t, "--scenario", "bulk", "--count", "3")
	for name, args := range map[string][]string{"the screen": nil, "lines": {"--plain"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal{
				args: append([]string{"pair", "--config", "off"}, args...),
				env:  []string{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + env["AWS_ENDPOINT_URL_CONNECTPARTICIPANT"]},
			})
			p.sees("Or paste here what 'Copy for attache' gave (not shown):")
			m := regexp.MustCompile(`([0-9]+)-([A-Z2-7]{26})`).FindStringSubmatch(p.output())
			if m == nil {
				t.Fatalf("no code in %q", p.output())
			}
			page := &contactPage{t: t, port: m[1]}
			page.pair(m[2])
			answered := make(chan map[string]string, 1)
			go func() { answered <- page.post("/offer", page.chat(env["ATTACHE_CONNECTION_TOKEN"])) }()
			p.sees("The page https://desk.example hands over chat contact-1 (Billing) in us-east-1.", "Open it? [y/N]")
			p.keys("y\r")
			if a := <-answered; a["refused"] != "" {
				t.Fatal(a)
			}
			p.until("the chat", func(s vt.Screen) bool { return s.Contains("3 files") || s.Contains("3 attachments") })
			if a := page.post("/renew", page.chat(env["ATTACHE_CONNECTION_TOKEN"])); a["refused"] != "" {
				t.Error(a)
			}
			if args == nil {
				second := page.chat(env["ATTACHE_CONNECTION_TOKEN"])
				second["contact"] = "contact-2"
				go func() { answered <- page.post("/offer", second) }()
				p.until("the question", func(s vt.Screen) bool { return s.Contains("hands over chat contact-2 (Billing) in us-east-1.") })
				if a := p.says("y", answered); a["refused"] != "" {
					t.Error(a)
				}
				p.sees("2 contact-2")
				if a := page.post("/renew", second); a["refused"] != "" {
					t.Error(a)
				}
			}
			if args != nil {
				p.keys("quit\n")
			} else {
				p.keys("q")
			}
			if code := p.exits(patience); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// says presses a key until the page has its answer: a question that no key has led to takes none at once.
func (p *program) says(key string, answered <-chan map[string]string) map[string]string {
	again := time.NewTicker(250 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case a := <-answered:
			return a
		case <-again.C:
			p.keys(key)
		case <-p.t.Context().Done():
			p.t.Fatal("the page has no answer")
		}
	}
}

func TestWhatAPageGaveToCopyIsPasted(t *testing.T) {
	t.Parallel()
	env := emulating(t, "--scenario", "bulk", "--count", "3")
	p := start(t, terminal{args: []string{"pair", "--config", "off"}, env: []string{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + env["AWS_ENDPOINT_URL_CONNECTPARTICIPANT"]}})
	p.sees("(not shown):")
	p.keys(`{"contactId":"contact-1","region":"us-east-1","chatTokenTransport":{"participantToken":"` + env["ATTACHE_CONNECTION_TOKEN"] + `"}}` + "\r")
	p.until("the chat", func(s vt.Screen) bool { return s.Contains("3 files") })
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
