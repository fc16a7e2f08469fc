package pair

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
)

func TestAnotherHostIsNotAnswered(t *testing.T) {
	b := newBrowser(t)
	for _, other := range []string{"attacker.example", "localhost:43210", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.nip.io:43210", "[::1]:43210", ""} {
		for _, r := range []*http.Request{request(http.MethodGet, "/", ""), request(http.MethodPost, "/hello", `{}`)} {
			r.Host = other
			if a, res := b.do(r); res.StatusCode != http.StatusMisdirectedRequest || a.Refused != "host" {
				t.Errorf("%s %q: %d", r.Method, other, res.StatusCode)
			}
		}
	}
}

func TestAPostOfAnotherOriginIsRefused(t *testing.T) {
	b := newBrowser(t)
	for _, origin := range []string{"", "null", desk, "https://" + host, "http://localhost:43210", "http://127.0.0.1", "http://" + host + "/"} {
		r := request(http.MethodPost, "/hello", `{"origin":"`+desk+`","nonce":"`+theirs+`"}`)
		r.Header.Set("Origin", origin)
		if origin == "" {
			r.Header.Del("Origin")
		}
		if a, res := b.do(r); res.StatusCode != http.StatusForbidden || a.Refused != "origin" {
			t.Errorf("%q: %d", origin, res.StatusCode)
		}
	}
	r := request(http.MethodPost, "/hello", `{}`)
	r.Header.Add("Origin", desk)
	if _, res := b.do(r); res.StatusCode != http.StatusForbidden {
		t.Errorf("two origins: %d", res.StatusCode)
	}
	r = request(http.MethodPost, "/hello", `{}`)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if _, res := b.do(r); res.StatusCode != http.StatusForbidden {
		t.Errorf("another site: %d", res.StatusCode)
	}
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded"} {
		r = request(http.MethodPost, "/hello", `{}`)
		r.Header.Set("Content-Type", kind)
		if _, res := b.do(r); res.StatusCode != http.StatusUnsupportedMediaType {
			t.Errorf("%q: %d", kind, res.StatusCode)
		}
	}
}

func TestAPageOfAnUnfitOriginIsRefused(t *testing.T) {
	b := newBrowser(t)
	for _, origin := range []string{"", "null", "http://desk.example", "file://", "https://", "https://desk.example/", "https://DESK.example", "javascript:x", "https://desk.example:443", "https://a b", "https://u@desk.example", "https://desk.example\nx"} {
		if a := b.post("/hello", map[string]any{"origin": origin, "nonce": theirs}); a.Refused != "origin" {
			t.Errorf("%q: %+v", origin, a)
		}
	}
	for _, origin := range []string{desk, "https://desk.example:8443", "http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]:8080"} {
		if a := b.post("/hello", map[string]any{"origin": origin, "nonce": theirs}); a.Refused != "" {
			t.Errorf("%q: %+v", origin, a)
		}
	}
}

func TestAMessageFromAnOriginThatIsNotThePagesIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		all := b.answers(true)
		b.pairUp(false)
		for _, path := range []string{"/offer", "/renew"} {
			if a := b.post(path, b.chat(map[string]any{"origin": "https://evil.example"})); a.Refused != "origin" {
				t.Errorf("%s: %+v", path, a)
			}
		}
		other := &browser{t: t, s: b.s, key: b.key, origin: "https://evil.example"}
		if why := other.pairUp(true); why != "page" {
			t.Errorf("the page's key from another origin: %q", why)
		}
		if len(all) > 0 {
			t.Error("a chat was taken")
		}
	})
}

func TestAChatThatIsNotAcceptedIsNotRenewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		b.answers(false)
		b.pairUp(false)
		if a := b.post("/renew", b.chat(nil)); a.Refused != "chat" {
			t.Errorf("before it was asked about: %+v", a)
		}
		if a := b.post("/offer", b.chat(nil)); a.Refused != "chat" {
			t.Errorf("refused by a person: %+v", a)
		}
		if a := b.post("/renew", b.chat(nil)); a.Refused != "chat" {
			t.Errorf("after it was refused: %+v", a)
		}
	})
}

func TestAChatWaitsForNobodyWhoIsNotThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		b.pairUp(false)
		if a := b.post("/offer", b.chat(nil)); a.Refused != "busy" {
			t.Errorf("%+v", a)
		}
	})
}

// TestAQuestionEndsWithWhatItIsAbout and says why, so that no yes opens what nobody offers any more.
func TestAQuestionEndsWithWhatItIsAbout(t *testing.T) {
	for name, c := range map[string]struct {
		expires time.Duration
		happens func(b *browser, leave context.CancelFunc)
		refused string
		gone    model.OfferEnd
	}{
		"the page closes, or its chat ends": {time.Hour, func(_ *browser, leave context.CancelFunc) { leave() }, "chat", model.OfferWithdrawn},
		"another page takes its place": {time.Hour, func(b *browser, _ context.CancelFunc) {
			another := b.post("/code", map[string]any{"ticket": b.ticket})
			_, code, _ := strings.Cut(another.Code, "-")
			if why := (&browser{t: b.t, s: b.s, code: code, origin: desk}).pairUp(false); why != "" {
				b.t.Error(why)
			}
		}, "chat", model.OfferWithdrawn},
		"its token ends":  {5 * time.Minute, func(*browser, context.CancelFunc) { time.Sleep(5 * time.Minute) }, "ended", model.OfferExpired},
		"nobody is there": {time.Hour, func(*browser, context.CancelFunc) { time.Sleep(answerTime) }, "late", model.OfferUnanswered},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBrowser(t)
				b.pairUp(false)
				body, err := json.Marshal(b.chat(map[string]any{"expires": time.Now().Add(c.expires).UTC().Format(time.RFC3339)}))
				if err != nil {
					t.Fatal(err)
				}
				ctx, leave := context.WithCancel(t.Context())
				defer leave()
				answered := make(chan answer, 1)
				go func() {
					a, _ := b.do(request(http.MethodPost, "/offer", string(body)).WithContext(ctx))
					answered <- a
				}()
				h, err := b.s.Next(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				if len(answered) != 0 {
					t.Fatal("it has ended already")
				}
				c.happens(b, leave)
				if a, why := <-answered, <-h.Ended; a.Refused != c.refused || why != c.gone {
					t.Errorf("the page is told %q, the terminal %v", a.Refused, why)
				}
				h.Answer(false) // late, and in nobody's way
			})
		})
	}
}

func TestAWrongCodeIsRefusedAndAfterAFewNoneIsTaken(t *testing.T) {
	b := newBrowser(t)
	wrong := &browser{t: t, s: b.s, code: newCode(time.Time{}).text, origin: desk}
	for range MaxTries {
		if why := wrong.pairUp(false); why != "code" {
			t.Errorf("a wrong code: %q", why)
		}
	}
	if why := b.pairUp(false); why != "tries" {
		t.Errorf("the right code, after %d wrong ones: %q", MaxTries, why)
	}
	if _, err := b.s.Next(t.Context()); model.AsProblem(err).Code != model.FaultTries {
		t.Errorf("%v", err)
	}
}

func TestAWindowHasOneTry(t *testing.T) {
	b := newBrowser(t)
	hello := b.post("/hello", map[string]any{"origin": desk, "nonce": theirs})
	b.post("/pair", map[string]any{"ticket": hello.Ticket, "proof": "00"})
	w := &window{origin: desk, theirs: theirs, ours: hello.Nonce}
	if a := b.post("/pair", map[string]any{"ticket": hello.Ticket, "proof": proof([]byte(b.code), "page", "43210", w)}); a.Refused != "ticket" {
		t.Errorf("%+v", a)
	}
	// What the window says to prove itself is no proof of the page.
	hello = b.post("/hello", map[string]any{"origin": desk, "nonce": theirs})
	if a := b.post("/pair", map[string]any{"ticket": hello.Ticket, "proof": hello.Proof}); a.Refused != "code" {
		t.Errorf("an echo: %+v", a)
	}
}

func TestAWindowProvesItselfForOnePageAndPort(t *testing.T) {
	b := newBrowser(t)
	hello := b.post("/hello", map[string]any{"origin": desk, "nonce": theirs})
	of := func(code, port, origin, theirs string) string {
		return proof([]byte(code), "attache", port, &window{origin: origin, theirs: theirs, ours: hello.Nonce})
	}
	if hello.Proof != of(b.code, "43210", desk, theirs) {
		t.Error("the window proves nothing")
	}
	if hello.Proof == of(b.code, "43211", desk, theirs) || hello.Proof == of(b.code, "43210", "https://evil.example", theirs) ||
		hello.Proof == of(b.code, "43210", desk, strings.Repeat("0", 32)) || hello.Proof == of("X", "43210", desk, theirs) {
		t.Error("the proof holds for another port, page, nonce or code")
	}
	if a := b.post("/hello", map[string]any{"origin": desk, "nonce": "a\nb"}); a.Refused != "body" {
		t.Errorf("a nonce that is none: %+v", a)
	}
}

func TestACodeIsGoodOnceAndForALimitedTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		late := newBrowser(t)
		// Two windows greet with the code, and one of them is first.
		second := &browser{t: t, s: b.s, code: b.code, origin: "https://second.example"}
		hello := second.post("/hello", map[string]any{"origin": second.origin, "nonce": theirs})
		if why := b.pairUp(false); why != "" {
			t.Fatal(why)
		}
		w := &window{origin: second.origin, theirs: theirs, ours: hello.Nonce}
		if a := second.post("/pair", map[string]any{"ticket": hello.Ticket, "proof": proof([]byte(b.code), "page", "43210", w)}); a.Refused != "used" {
			t.Errorf("a second page that had greeted before: %+v", a)
		}
		if why := second.pairUp(false); why != "used" {
			t.Errorf("a second page: %q", why)
		}
		time.Sleep(CodeLife)
		if why := late.pairUp(false); why != "old" {
			t.Errorf("an old code: %q", why)
		}
	})
}

func TestWhatIsNoChatIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		all := b.answers(true)
		b.pairUp(false)
		for _, c := range []struct {
			field, value, why string
		}{
			{"token", "", "token"},
			{"token", "hello", "token"},
			{"token", token + " " + token, "token"},
			{"token", token + "\r\nHost: x", "token"},
			{"token", strings.Repeat("a", 1001), "token"},
			{"token", token + "ü", "token"},
			{"region", "", "region"},
			{"region", "evil.example/", "region"},
			{"region", "us-east-1.evil.example", "region"},
			{"region", "US-EAST-1", "region"},
			{"contact", "", "contact"},
			{"contact", "a b", "contact"},
			{"contact", strings.Repeat("a", 300), "contact"},
			{"contact", "\x1b[2J", "contact"},
			{"expires", "tomorrow", "expires"},
			{"expires", "1999-01-01T00:00:00Z", "token"},
			{"ticket", "", "ticket"},
			{"ticket", theirs, "ticket"},
		} {
			for _, path := range []string{"/offer", "/renew"} {
				if a := b.post(path, b.chat(map[string]any{c.field: c.value})); a.Refused != c.why {
					t.Errorf("%s with %s %.40q: %+v", path, c.field, c.value, a)
				}
			}
		}
		// An endpoint is never taken from a page: there is no field for one.
		b.post("/offer", b.chat(map[string]any{"endpoint": "https://evil.example", "endpoint-url": "https://evil.example"}))
		if text := fmt.Sprintf("%+v", <-all); strings.Contains(text, "evil") || strings.Contains(text, "CANARY") {
			t.Errorf("%s", text)
		}
	})
}

func TestABodyThatIsTooLargeOrNoneIsRefused(t *testing.T) {
	b := newBrowser(t)
	for body, status := range map[string]int{
		`{"origin":"` + strings.Repeat("x", maxBody) + `"}`: http.StatusRequestEntityTooLarge,
		"": http.StatusBadRequest, "{": http.StatusBadRequest, `[1]`: http.StatusBadRequest, `{"again":"yes"}`: http.StatusBadRequest,
	} {
		if _, res := b.do(request(http.MethodPost, "/hello", body)); res.StatusCode != status {
			t.Errorf("%.20q: %d, not %d", body, res.StatusCode, status)
		}
	}
	for _, r := range []*http.Request{
		request(http.MethodGet, "/hello", ""), request(http.MethodGet, "/../etc/passwd", ""), request(http.MethodPost, "/", "{}"), request(http.MethodGet, "/open/", ""),
	} {
		if _, res := b.do(r); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s %s: %d", r.Method, r.URL, res.StatusCode)
		}
	}
	for _, method := range []string{http.MethodOptions, http.MethodPut, http.MethodHead, "TRACE"} {
		if _, res := b.do(request(method, "/hello", "")); res.StatusCode != http.StatusMethodNotAllowed || res.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %d", method, res.StatusCode)
		}
	}
	if _, res := b.do(request(http.MethodGet, "/?token="+token, "")); res.StatusCode != http.StatusBadRequest {
		t.Errorf("a query: %d", res.StatusCode)
	}
}

func TestEveryAnswerForbidsFramesCachesAndReferrers(t *testing.T) {
	b := newBrowser(t)
	for _, r := range []*http.Request{
		request(http.MethodGet, "/", ""), request(http.MethodGet, "/window.js", ""), request(http.MethodGet, "/none", ""), request(http.MethodPost, "/hello", "{}"),
		request(http.MethodGet, strings.TrimPrefix(b.s.Launch(desk), "http://"+host), ""),
	} {
		_, res := b.do(r)
		for name, want := range map[string]string{
			"X-Frame-Options": "DENY", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
			"Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": "", "Cross-Origin-Opener-Policy": "", "Set-Cookie": "",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s %s: %s is %q", r.Method, r.URL.Path, name, got)
			}
		}
		csp := res.Header.Get("Content-Security-Policy")
		for _, want := range []string{"frame-ancestors 'none'", "default-src 'none'", "base-uri 'none'", "form-action 'none'"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s %s: the policy %q lacks %s", r.Method, r.URL.Path, csp, want)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("the policy is loose: %s", csp)
		}
	}
}

// FuzzPost looks for a body that brings the pairing down, or that is taken without a proof.
func FuzzPost(f *testing.F) {
	for _, seed := range []string{`{}`, `{"origin":"https://desk.example","nonce":"` + theirs + `"}`, `{"ticket":""}`, `{"again":true,"origin":"https://a"}`, `[`} {
		for _, path := range []string{"/hello", "/pair", "/offer", "/renew", "/code"} {
			f.Add(path, seed)
		}
	}
	f.Fuzz(func(t *testing.T, path, body string) {
		b := newBrowser(t)
		r := request(http.MethodPost, "/", body)
		r.URL.Path = path
		a, res := b.do(r)
		if res.StatusCode == http.StatusOK && path != "/hello" || a.Code != "" || b.s.page != nil {
			t.Fatalf("%s %q: %d %+v", path, body, res.StatusCode, a)
		}
	})
}
