package emulator

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// struck says what each fault does to a chat of one file of 1000 bytes.
func struck() map[string]func(t *testing.T, w *world) {
	call := func(w *world) reply { return w.post("transcript", "{}") }
	twice := func(status int) func(*testing.T, *world) {
		return func(t *testing.T, w *world) {
			if a, b := call(w), call(w); a.status != status || b.status != status {
				t.Errorf("%d and %d, want two of %d", a.status, b.status, status)
			}
			if a := call(w); a.status != http.StatusOK {
				t.Errorf("the third call got %d", a.status)
			}
		}
	}
	bucket := func(status int, code string) func(*testing.T, *world) {
		return func(t *testing.T, w *world) {
			link := w.link(60)
			s3Fails(t, "first", w.get(link.URL), status, code)
			s3Fails(t, "second", w.get(link.URL), status, code)
			if a := w.get(link.URL); a.status != http.StatusOK {
				t.Errorf("the third transfer got %d", a.status)
			}
		}
	}
	return map[string]func(*testing.T, *world){
		"throttle=2": func(t *testing.T, w *world) {
			if a := call(w); a.status != http.StatusTooManyRequests || a.header.Get("Retry-After") != "1" {
				t.Errorf("%d, Retry-After %q", a.status, a.header.Get("Retry-After"))
			}
			w.ThrottleNext(2)
			twice(http.StatusTooManyRequests)(t, w)
		},
		"deny=2":   twice(http.StatusForbidden),
		"errors=2": twice(http.StatusInternalServerError),
		"junk=2": func(t *testing.T, w *world) {
			for range 2 {
				if a := call(w); a.status != 200 || !strings.Contains(a.body, "<html>") {
					t.Errorf("%d %s", a.status, a.body)
				}
			}
			decode[seen](t, call(w))
		},
		"latency=2s": func(t *testing.T, w *world) {
			start := time.Now()
			call(w)
			if d := time.Since(start); d != 2*time.Second {
				t.Errorf("the answer took %s", d)
			}
		},
		"skew=1h": func(t *testing.T, w *world) {
			if got := call(w).header.Get("Date"); got != "Sat, 14 Mar 2026 11:00:00 GMT" {
				t.Errorf("Date is %s", got)
			}
		},
		"no-expiry": func(t *testing.T, w *world) {
			if link := w.link(60); link.URL == "" || link.URLExpiry != "" {
				t.Errorf("expiry %q", link.URLExpiry)
			}
		},
		"nourl": func(t *testing.T, w *world) {
			if link := w.link(60); link.URL != "" || link.URLExpiry != "" || link.AttachmentSizeInBytes != 1000 {
				t.Errorf("%+v", link)
			}
		},
		"expired-links=1": func(t *testing.T, w *world) {
			link := w.link(60)
			if link.URLExpiry != "2026-03-14T10:01:00.000Z" {
				t.Errorf("UrlExpiry is %s", link.URLExpiry)
			}
			s3Fails(t, "the link", w.get(link.URL), http.StatusForbidden, "AccessDenied")
			if a := w.get(w.link(60).URL); a.status != http.StatusOK {
				t.Errorf("the next link: %d", a.status)
			}
		},
		"cut=30%": func(t *testing.T, w *world) {
			link := w.link(60)
			if a := w.get(link.URL); !a.cut || len(a.body) != 300 {
				t.Errorf("%d bytes, cut %v", len(a.body), a.cut)
			}
			if a := w.get(link.URL, "Range", "bytes=300-"); a.cut || len(a.body) != 700 {
				t.Errorf("the rest: %d bytes, cut %v", len(a.body), a.cut)
			}
		},
		"drip=500": func(t *testing.T, w *world) {
			link := w.link(60)
			start := time.Now()
			a := w.get(link.URL)
			if d := time.Since(start); len(a.body) != 1000 || d != 2*time.Second {
				t.Errorf("%d bytes in %s", len(a.body), d)
			}
		},
		"s3-errors=2": bucket(http.StatusServiceUnavailable, "SlowDown"),
		"missing=2":   bucket(http.StatusNotFound, "NoSuchKey"),
	}
}

func TestEveryFaultDoesWhatItSays(t *testing.T) {
	untested := map[string]bool{}
	for _, name := range FaultNames() {
		untested[name] = true
	}
	for spec, check := range struck() {
		name, _, _ := strings.Cut(spec, "=")
		delete(untested, name)
		t.Run(spec, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				check(t, start(t, Options{Scenario: "bulk", Count: 1, Size: 1000, Faults: []string{spec}}))
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
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}
