package pair

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
)

const (
	host   = "127.0.0.1:43210"
	desk   = "https://desk.example"
	token  = "QVFJREFIaECANARYcanary0123456789abcdefghij=="
	theirs = "00112233445566778899aabbccddeeff"
)

// browser speaks to a pairing as the window does, for a page that has the code.
type browser struct {
	t *testing.T
	s *Server

	code, origin, ticket string
	key                  []byte
}

func newBrowser(t *testing.T) *browser {
	s := New(host, time.Now)
	_, code, _ := strings.Cut(s.Code(), "-")
	return &browser{t: t, s: s, code: code, origin: desk}
}

func request(method, path, body string) *http.Request {
	r := httptest.NewRequestWithContext(context.Background(), method, "http://"+host+path, strings.NewReader(body))
	if method == http.MethodPost {
		r.Header.Set("Origin", "http://"+host)
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func (b *browser) do(r *http.Request) (answer, *http.Response) {
	b.t.Helper()
	w := httptest.NewRecorder()
	b.s.ServeHTTP(w, r)
	var a answer
	if w.Header().Get("Content-Type") == "application/json" {
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
			b.t.Fatal(err)
		}
	}
	return a, w.Result()
}

func (b *browser) post(path string, fields map[string]any) answer {
	b.t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		b.t.Fatal(err)
	}
	a, _ := b.do(request(http.MethodPost, path, string(body)))
	return a
}

// pairUp does what the page does, and returns why it was refused.
func (b *browser) pairUp(again bool) string {
	b.t.Helper()
	hello := b.post("/hello", map[string]any{"origin": b.origin, "nonce": theirs, "again": again})
	if hello.Refused != "" {
		return hello.Refused
	}
	b.ticket = hello.Ticket
	key := []byte(b.code)
	if again {
		key = b.key
	}
	w := &window{origin: b.origin, theirs: theirs, ours: hello.Nonce}
	if hello.Proof != proof(key, "attache", "43210", w) {
		b.t.Log("the window proved nothing")
	}
	a := b.post("/pair", map[string]any{"ticket": b.ticket, "proof": proof(key, "page", "43210", w)})
	if a.Refused == "" && !again {
		b.key = derive(key, "attache pair 1", "key", "43210", b.origin, theirs, hello.Nonce)
	}
	return a.Refused
}

func (b *browser) chat(changes map[string]any) map[string]any {
	fields := map[string]any{
		"ticket": b.ticket, "origin": b.origin, "chat": "Billing", "contact": "c-1", "region": "eu-west-2", "token": token,
		"expires": time.Now().Add(time.Hour).UTC().Format(time.RFC3339),
	}
	maps.Copy(fields, changes)
	return fields
}

// answers takes the chats that are handed over, and answers all alike.
func (b *browser) answers(yes bool) <-chan model.Handover {
	all := make(chan model.Handover, 8)
	go func() {
		for {
			h, err := b.s.Next(b.t.Context())
			if err != nil {
				return
			}
			h.Answer(yes)
			all <- h
		}
	}()
	return all
}

func TestAPageThatKnowsTheCodeHandsAChatOverAndRenewsItsToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		all := b.answers(true)
		if why := b.pairUp(false); why != "" {
			t.Fatal(why)
		}
		if a := b.post("/offer", b.chat(nil)); a.Refused != "" {
			t.Fatal(a.Refused)
		}
		h := <-all
		if h.Chat != "Billing" || h.Contact != "c-1" || h.Region != "eu-west-2" || h.Origin != desk || h.Token.Reveal() != token || h.Expires.IsZero() {
			t.Errorf("%+v", h.Offer)
		}
		for _, fresh := range []string{token + "1", token + "2"} {
			if a := b.post("/renew", b.chat(map[string]any{"token": fresh})); a.Refused != "" {
				t.Error(a.Refused)
			}
		}
		if got := <-h.Renewals; got.Reveal() != token+"2" {
			t.Errorf("the newest token is %q", got.Reveal())
		}
		// The window is closed: the page opens another one, with the key that both have.
		if why := b.pairUp(true); why != "" {
			t.Fatal(why)
		}
		if a := b.post("/offer", b.chat(map[string]any{"token": token + "3"})); a.Refused != "" {
			t.Error(a.Refused)
		}
		if got := <-h.Renewals; got.Reveal() != token+"3" {
			t.Errorf("after the window was opened again the token is %q", got.Reveal())
		}
	})
}

func TestAPageThatIsOpenedAgainNeedsAnotherCodeAndGoesOnWithItsChats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		all := b.answers(true)
		b.pairUp(false)
		b.post("/offer", b.chat(nil))
		h := <-all
		if why := (&browser{t: t, s: b.s, code: b.code, origin: desk}).pairUp(false); why != "used" {
			t.Errorf("the old code: %q", why)
		}
		another := b.post("/code", map[string]any{"ticket": b.ticket})
		_, code, _ := strings.Cut(another.Code, "-")
		fresh := &browser{t: t, s: b.s, code: code, origin: desk}
		if why := fresh.pairUp(false); why != "" {
			t.Fatal(why)
		}
		if a := fresh.post("/renew", fresh.chat(map[string]any{"token": token + "9"})); a.Refused != "" {
			t.Fatal(a.Refused)
		}
		if got := <-h.Renewals; got.Reveal() != token+"9" {
			t.Errorf("%q", got.Reveal())
		}
		if a := b.post("/renew", b.chat(nil)); a.Refused != "ticket" {
			t.Errorf("the first page is still heard: %+v", a)
		}
	})
}

func TestWhatAPageWroteIsMadeSafe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		all := b.answers(true)
		b.pairUp(false)
		b.post("/offer", b.chat(map[string]any{"chat": "\x1b[2J" + token + "\u202e" + strings.Repeat("x", 200)}))
		if h := <-all; strings.ContainsAny(h.Chat, "\x1b\u202e") || strings.Contains(h.Chat, "CANARY") || len([]rune(h.Chat)) > 60 {
			t.Errorf("%q", h.Chat)
		}
	})
}

func TestEachWindowIsForgottenInTime(t *testing.T) {
	b := newBrowser(t)
	for range 100 {
		b.post("/hello", map[string]any{"origin": desk, "nonce": theirs})
	}
	if n := len(b.s.windows); n != maxWindows {
		t.Errorf("%d windows are kept", n)
	}
}

func TestTheCodeHas128BitsAndIsAnotherEachTime(t *testing.T) {
	seen := map[string]bool{}
	for range 50 {
		c := newCode(time.Time{}).text
		if len(c) < 26 || seen[c] || strings.Trim(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
			t.Fatalf("%q", c)
		}
		seen[c] = true
	}
}

func TestAPairingServesAndEnds(t *testing.T) {
	s, err := Start(t.Context(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(s.host, "127.0.0.1:") {
		t.Errorf("it listens on %s", s.host)
	}
	get := func() (*http.Response, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.host+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		return new(http.Client).Do(r)
	}
	if res, err := get(); err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := get(); err == nil {
		t.Error("it still serves")
	}
}

func TestABrowserIsLedToThePageOnce(t *testing.T) {
	b := newBrowser(t)
	to := b.s.Launch(desk + "/attache/")
	if strings.Contains(to, b.code) {
		t.Errorf("the code is in what other users see: %s", to)
	}
	path := strings.TrimPrefix(to, "http://"+host)
	if _, res := b.do(request(http.MethodGet, path, "")); res.Header.Get("Location") != desk+"/attache/#attache=43210-"+b.code {
		t.Errorf("it leads to %q", res.Header.Get("Location"))
	}
	if _, res := b.do(request(http.MethodGet, path, "")); res.StatusCode != http.StatusNotFound {
		t.Errorf("it leads there twice: %d", res.StatusCode)
	}
}

func TestAPairingWithoutAPageEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(host, time.Now)
		time.AfterFunc(CodeLife, s.late)
		_, err := s.Next(context.Background())
		if p := model.AsProblem(err); p.Code != model.FaultLate {
			t.Errorf("%+v", p)
		}
	})
	if !slices.Contains(strings.Split(policy, "; "), "frame-ancestors 'none'") {
		t.Error("others may frame the window")
	}
}

func TestTwoChatsOfAPageAreRenewedApartAndAClosedOneIsOfferedAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBrowser(t)
		all := b.answers(true)
		b.pairUp(false)
		offer := func(contact string) model.Handover {
			if a := b.post("/offer", b.chat(map[string]any{"contact": contact})); a.Refused != "" {
				t.Fatal(a.Refused)
			}
			return <-all
		}
		renew := func(contact, fresh string) string {
			return b.post("/renew", b.chat(map[string]any{"contact": contact, "token": fresh})).Refused
		}
		first, second := offer("c-1"), offer("c-2")
		if a, b := renew("c-1", token+"1"), renew("c-2", token+"2"); a+b != "" {
			t.Fatal(a, b)
		}
		if got := (<-first.Renewals).Reveal(); got != token+"1" {
			t.Errorf("the first chat got %q", got)
		}
		if got := (<-second.Renewals).Reveal(); got != token+"2" {
			t.Errorf("the second chat got %q", got)
		}
		first.Close()
		if why := renew("c-1", token+"3"); why != "chat" {
			t.Errorf("a closed chat is renewed: %q", why)
		}
		anew := offer("c-1") // asked about, as at first
		first.Close()        // late
		if why := renew("c-1", token+"4"); why != "" || (<-anew.Renewals).Reveal() != token+"4" {
			t.Errorf("opened anew: %q", why)
		}
	})
}
