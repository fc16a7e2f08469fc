package emulator

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"attache/api/emulator/fault"
)

func (w *world) call() reply { w.t.Helper(); return w.post("transcript", "{}") }

// twice expects two calls to fail and a third to work.
func (w *world) twice(status int) {
	w.t.Helper()
	if a, b := w.call(), w.call(); a.status != status || b.status != status {
		w.t.Errorf("%d and %d, want two of %d", a.status, b.status, status)
	}
	if a := w.call(); a.status != http.StatusOK {
		w.t.Errorf("the third call got %d", a.status)
	}
}

// refused expects two transfers to fail and a third to work.
func (w *world) refused(status int, code string) {
	w.t.Helper()
	link := w.link(60)
	s3Fails(w.t, "first", w.get(link.URL), status, code)
	s3Fails(w.t, "second", w.get(link.URL), status, code)
	if a := w.get(link.URL); a.status != http.StatusOK {
		w.t.Errorf("the third transfer got %d", a.status)
	}
}

// connects expects one call to connect to fail and the next to work.
func (w *world) connects(status int) {
	w.t.Helper()
	equal(w, w.post("connection", "{}", bearer, w.ParticipantToken()).status, status)
	equal(w, w.post("connection", "{}", bearer, w.ParticipantToken()).status, http.StatusOK)
}

// connectionTokenOf asks for another connection token.
func (w *world) connectionTokenOf() string {
	w.t.Helper()
	return decode[struct {
		ConnectionCredentials struct{ ConnectionToken string }
	}](w.t,
		w.post("connection", "{}", bearer, w.ParticipantToken())).ConnectionCredentials.ConnectionToken
}

// equal expects got to be want.
func equal[T comparable](w *world, got, want T) {
	w.t.Helper()
	if got != want {
		w.t.Errorf("%v, want %v", got, want)
	}
}

// struck says what each fault does to a chat of one file of 1000 bytes.
func struck() map[string]func(*world) {
	return map[string]func(*world){
		"throttle=3": func(w *world) {
			equal(w, w.call().header.Get("Retry-After"), "1")
			w.twice(http.StatusTooManyRequests)
		},
		"no-retry-after": func(w *world) {
			equal(w, w.SetFault("throttle=1"), nil)
			a := w.call()
			equal(w, a.status, http.StatusTooManyRequests)
			equal(w, a.header.Get("Retry-After"), "")
		},
		"deny=2":   func(w *world) { w.twice(http.StatusForbidden) },
		"errors=2": func(w *world) { w.twice(http.StatusInternalServerError) },
		"junk=1": func(w *world) {
			a := w.call()
			equal(w, a.status, http.StatusOK)
			equal(w, strings.Contains(a.body, "<html>"), true)
			decode[seen](w.t, w.call())
		},
		"latency=2s": func(w *world) {
			start := time.Now()
			w.call()
			equal(w, time.Since(start), 2*time.Second)
		},
		"skew=1h":  func(w *world) { equal(w, w.call().header.Get("Date"), "Sat, 14 Mar 2026 11:00:00 GMT") },
		"date=72h": func(w *world) { equal(w, w.call().header.Get("Date"), "Tue, 17 Mar 2026 10:00:00 GMT") },
		"link-ends=-10m0s": func(w *world) {
			link := w.link(60)
			equal(w, link.URLExpiry, "2026-03-14T09:50:00.000Z")
			equal(w, w.get(link.URL).status, http.StatusOK)
		},
		"no-expiry": func(w *world) { equal(w, w.link(60).URLExpiry, ""); equal(w, w.link(60).URL != "", true) },
		"nourl":     func(w *world) { equal(w, w.link(60), seenLink{AttachmentSizeInBytes: 1000}) },
		"expired-links=1": func(w *world) {
			link := w.link(60)
			equal(w, link.URLExpiry, "2026-03-14T10:01:00.000Z")
			s3Fails(w.t, "the link", w.get(link.URL), http.StatusForbidden, "AccessDenied")
			equal(w, w.get(w.link(60).URL).status, http.StatusOK)
		},
		"cut=30%": func(w *world) {
			link := w.link(60)
			a, b := w.get(link.URL), w.get(link.URL, "Range", "bytes=300-")
			equal(w, len(a.body), 300)
			equal(w, a.cut, true)
			equal(w, len(b.body), 700)
			equal(w, b.cut, false)
		},
		"drip=500": func(w *world) {
			link := w.link(60)
			start := time.Now()
			equal(w, len(w.get(link.URL).body), 1000)
			equal(w, time.Since(start), 2*time.Second)
		},
		"unlimited": func(w *world) {
			for range 40 {
				equal(w, w.call().status, http.StatusOK)
			}
		},
		"connect-deny=1":   func(w *world) { w.connects(http.StatusForbidden) },
		"connect-errors=1": func(w *world) { w.connects(http.StatusInternalServerError) },
		"token-life=90s": func(w *world) {
			w.tick(90*time.Second - time.Millisecond)
			equal(w, w.call().status, http.StatusOK)
			w.tick(time.Millisecond)
			equal(w, w.call().status, http.StatusForbidden)
		},
		"expire-token=30s": func(w *world) {
			later := w.connectionTokenOf()
			equal(w, w.call().status, http.StatusOK)
			w.tick(30 * time.Second)
			equal(w, w.call().status, http.StatusForbidden)
			equal(w, w.post("transcript", "{}", bearer, later).status, http.StatusForbidden)
			equal(w, w.post("transcript", "{}", bearer, w.connectionTokenOf()).status, http.StatusOK)
		},
		"freeze": func(w *world) {
			w.tick(time.Hour)
			equal(w, w.call().header.Get("Date"), "Sat, 14 Mar 2026 10:00:00 GMT")
		},
		"hurry": func(w *world) {
			w.tick(time.Minute)
			equal(w, w.call().header.Get("Date"), "Sat, 14 Mar 2026 10:10:00 GMT")
		},
		"no-socket=1": func(w *world) {
			_, status := w.dial(w.socketURL())
			equal(w, status, http.StatusForbidden)
			w.open()
		},
		"drop=1": func(w *world) {
			k, _ := w.dial(w.socketURL())
			k.say(`{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`)
			equal(w, k.ended(), -1)
			w.open().live()
		},
		"socket-life=20s": func(w *world) {
			k := w.open()
			w.AdvanceClock(20 * time.Second)
			equal(w, k.ended(), websocket.StatusGoingAway)
		},
		"mute": func(w *world) {
			k, _ := w.dial(w.socketURL())
			k.say(`{"topic":"aws/heartbeat"}`)
			k.silent()
		},
		"refuse=1": func(w *world) {
			k, _ := w.dial(w.socketURL())
			equal(w, k.ask(`{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`),
				`{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}}`)
			w.open()
		},
		"garbage=1": func(w *world) {
			k := w.open()
			w.Send("a.txt", plainText, 10, false)
			for range 9 {
				k.next()
			}
			equal(w, k.item().Attachments[0].AttachmentName, "a.txt")
			w.Send("b.txt", plainText, 10, false)
			equal(w, k.item().Attachments[0].AttachmentName, "b.txt")
		},
		"scan=rejected": func(w *world) {
			id := w.Send("a.txt", plainText, 10, true)
			equal(w, w.FinishScan(id, true), true)
			equal(w, w.attachments()[1].Status, rejected)
		},
		"scan-item=new": func(w *world) {
			k := w.open()
			w.Send("a.txt", plainText, 10, true)
			w.FinishScans(true)
			first, second := k.item(), k.item()
			equal(w, first.ID != second.ID, true)
		},
		"end=30s": func(w *world) {
			equal(w, w.call().status, http.StatusOK)
			w.tick(30 * time.Second)
			equal(w, w.call().status, http.StatusForbidden)
		},
		"s3-errors=2": func(w *world) { w.refused(http.StatusServiceUnavailable, "SlowDown") },
		"missing=2":   func(w *world) { w.refused(http.StatusNotFound, "NoSuchKey") },
	}
}

func TestEveryFaultDoesWhatItSays(t *testing.T) {
	untested := map[string]bool{}
	for _, name := range fault.Names() {
		untested[name] = true
	}
	all := struck()
	maps.Copy(all, guessed())
	for spec, check := range all {
		name, _, _ := strings.Cut(spec, "=")
		delete(untested, name)
		t.Run(spec, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				check(start(t, Options{Scenario: "bulk", Count: 1, Size: 1000, Faults: []string{spec}}))
			})
		})
	}
	if len(untested) > 0 {
		t.Errorf("no test for %v", untested)
	}
}

func TestACountedFaultWithoutANumberLastsUntilCleared(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true, Faults: []string{"deny"}})
	for range 20 {
		if a := w.post("transcript", "{}"); a.status != http.StatusForbidden {
			t.Fatalf("status %d", a.status)
		}
	}
	w.ClearFaults()
	if a := w.post("transcript", "{}"); a.status != http.StatusOK {
		t.Errorf("cleared, yet %d", a.status)
	}
	if err := w.SetFault("errors=1"); err != nil {
		t.Fatal(err)
	}
	if a := w.post("transcript", "{}"); a.status != http.StatusInternalServerError {
		t.Errorf("set while running: %d", a.status)
	}
	if w.Calls("GetTranscript") != 22 || w.Calls("GetAttachment") != 0 {
		t.Errorf("%d and %d calls counted", w.Calls("GetTranscript"), w.Calls("GetAttachment"))
	}
}

func TestNonsenseIsRefusedAtTheStart(t *testing.T) {
	for _, o := range []Options{
		{Scenario: "nonsense"},
		{Scenario: "bulk", Count: -1},
		{Scenario: "bulk", Size: -1},
		{Faults: []string{"nonsense"}},
		{Faults: []string{""}},
		{Faults: []string{"throttle=x"}},
		{Faults: []string{"throttle=-1"}},
		{Faults: []string{"latency"}},
		{Faults: []string{"latency=-1s"}},
		{Faults: []string{"skew=1"}},
		{Faults: []string{"nourl=yes"}},
		{Faults: []string{"cut=0"}},
		{Faults: []string{"cut=100"}},
		{Faults: []string{"drip=0"}},
		{Faults: []string{"hurry=0"}},
		{Faults: []string{"hurry=101"}},
		{Faults: []string{"freeze=1"}},
		{Faults: []string{"end=-1s"}},
		{Faults: []string{"drop=x"}},
		{Faults: []string{"scan=perhaps"}},
		{Faults: []string{"scan"}},
		{Faults: []string{"upload-max=104857601"}},
		{Faults: []string{"upload-types=.pdf"}},
		{Faults: []string{"upload-types=pdf++png"}},
		{Faults: []string{"upload-types"}},
		{Faults: []string{"sixth-socket=newest"}},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}
