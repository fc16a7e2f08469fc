package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

func TestALinkEndsAtTheEarliestTimeThatAnybodyTells(t *testing.T) {
	issued := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	const signed = "?X-Amz-Date=20260105T090000Z&X-Amz-Expires=60"
	for _, c := range []struct {
		said, query string
		left        time.Duration
		estimated   bool
	}{
		{"2026-01-05T09:02:00.000Z", "", 2 * time.Minute, false},
		{"", signed, time.Minute, false},
		{"2026-01-05T09:02:00.000Z", signed, time.Minute, false},
		{"2026-01-05T09:00:30Z", signed, 30 * time.Second, false},
		{"", "", 5 * time.Minute, true},
		{"tomorrow", "?X-Amz-Date=today&X-Amz-Expires=60", 5 * time.Minute, true},
		{"", "?X-Amz-Date=20260105T090000Z&X-Amz-Expires=-60", 5 * time.Minute, true},
		{"", "?X-Amz-Date=20260105T090000Z&X-Amz-Expires=99999999999999999999", 5 * time.Minute, true},
		{"", "?X-Amz-Expires=60", 5 * time.Minute, true},
		{"2099-01-01T00:00:00Z", "", 5 * time.Minute, true},
		{"9999-12-31T23:59:59Z", "?X-Amz-Date=20260105T090000Z&X-Amz-Expires=604800", 5 * time.Minute, true},
		{"9999-12-31T23:59:59-14:00", "", 5 * time.Minute, true},
		{"2026-01-05T09:05:04Z", "", 5*time.Minute + 4*time.Second, false},
		{"2026-01-05T08:50:00Z", signed, -10 * time.Minute, false},
		{"0001-01-01T00:00:01+14:00", "", 5 * time.Minute, true},
	} {
		u, err := url.Parse("https://files.example/a" + c.query)
		if err != nil {
			t.Fatal(err)
		}
		at, estimated := ends(c.said, u, issued, 5*time.Minute, true)
		if got := at.Sub(issued); got != c.left || estimated != c.estimated {
			t.Errorf("%q %q: %v, estimated %v", c.said, c.query, got, estimated)
		}
	}
}

func TestTimesAreReadLeniently(t *testing.T) {
	want := time.Date(2026, 1, 5, 9, 0, 1, 0, time.UTC)
	for _, s := range []string{
		"2026-01-05T09:00:01Z", "2026-01-05T09:00:01.000Z", "2026-01-05T10:00:01+01:00", "2026-01-05T09:00:01+0000",
		"2026-01-05T09:00:01", "2026-01-05 09:00:01", " 2026-01-05t09:00:01z ", "20260105T090001Z", "2026-01-05T09:00:01.000000+00:00",
	} {
		if got := wire.Time(s); !got.Equal(want) {
			t.Errorf("%q: %v", s, got)
		}
	}
	if got := wire.Time("2026-01-05T09:00:01.25Z"); got.Nanosecond() != 250_000_000 {
		t.Errorf("fraction lost: %v", got)
	}
	for _, s := range []string{"", "now", "2026-13-05T09:00:01Z", "1767603601"} {
		if got := wire.Time(s); !got.IsZero() {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestAnAnswerWithoutAURLIsALinkWithASizeAlone(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		for _, body := range []string{`{"AttachmentSizeInBytes":7}`, `{"Url":null,"AttachmentSizeInBytes":7}`, `{"Url":"","AttachmentSizeInBytes":7}`} {
			l, err := link(t, newClient(t, trial.Answer(200, body)))
			if err != nil || !l.URL.IsZero() || l.Size != 7 {
				t.Errorf("%s: %+v, %v", body, l, err)
			}
		}
	})
}

func TestASizeThatIsNoneIsUnknown(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		for _, size := range []string{"0", "-5", `"7"`, "1.5", "null", "99999999999999999999999"} {
			l, err := link(t, newClient(t, trial.Answer(200, `{"Url":"https://x.example/a","AttachmentSizeInBytes":`+size+`}`)))
			if err != nil || l.Size != 0 || l.URL.IsZero() {
				t.Errorf("%s: %+v, %v", size, l, err)
			}
		}
	})
}

func TestOnlyALinkThatMayBeFollowedIsHandedOut(t *testing.T) {
	for raw, ok := range map[string]bool{
		"https://files.example/a?X-Amz-Signature=s":          true,
		"http://127.0.0.1:8080/a":                            true,
		"http://[::1]/a":                                     true,
		"http://localhost/a":                                 true,
		"http://127.9.9.9/a":                                 true,
		"http://files.example/a":                             false,
		"http://127.0.0.1.example/a":                         false,
		"http://localhost.example/a":                         false,
		"ftp://files.example/a":                              false,
		"file:///etc/passwd":                                 false,
		"javascript:alert(1)":                                false,
		"https:///a":                                         false,
		"https:files.example":                                false,
		"//files.example/a":                                  false,
		"/a":                                                 false,
		"https://user:pw@files.example/a":                    false,
		"https://files.example/a b":                          false,
		"https://files.example/\x1b[31m":                     false,
		"https://files.example/é":                            false,
		"https://files.example/" + strings.Repeat("x", 2000): true,
		"https://files.example/" + strings.Repeat("x", 8192): false,
		"https://files.example:port/a":                       false,
	} {
		_, why := wire.ParseLink(raw)
		if (why == "") != ok {
			t.Errorf("%.60q: %q", raw, why)
		}
	}
	inBubble(t, func(t *testing.T) {
		_, err := link(t, newClient(t, trial.Answer(200, trial.LinkBody("http://files.example/a?X-Amz-Signature=canary"))))
		if p := trial.WantKind(t, err, model.KindUnsafeLink); strings.Contains(p.Error(), "canary") {
			t.Errorf("%+v", p)
		}
	})
}

func TestALinkIsNeverAnsweredFromAStore(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, goodLink)}}
		c := newClient(t, s)
		for range 3 {
			if _, err := link(t, c); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(s.Requests()); n != 3 {
			t.Errorf("%d requests", n)
		}
	})
}

func TestStatusTellsWhatIsKnown(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, _ := newEmulated(t, emulator.Options{Scenario: "bulk", Faults: []string{"latency=2s"}})
		if before := c.Status(); before != (model.Connection{}) {
			t.Errorf("%+v", before)
		}
		if _, err := walk(t, c); err != nil {
			t.Fatal(err)
		}
		if after := c.Status(); after.Calls != 1 || after.LastAnswer != 2*time.Second {
			t.Errorf("%+v", after)
		}
	})
}

func FuzzLinkText(f *testing.F) {
	f.Add("https://files.example/a?X-Amz-Date=20260105T090000Z&X-Amz-Expires=60", "2026-01-05T09:00:00Z")
	f.Add("http://127.0.0.1:1/%zz", "x")
	f.Add("//files.example/a", "")
	f.Fuzz(func(t *testing.T, raw, said string) {
		u, why := wire.ParseLink(raw)
		if why != "" {
			if model.Text(why) != why {
				t.Errorf("%q", why)
			}
			return
		}
		if u.Scheme != "https" && !wire.IsLoopback(u.Hostname()) {
			t.Errorf("%q may be followed", raw)
		}
		issued := time.Unix(0, 0)
		if at, _ := ends(said, u, issued, time.Minute, len(said)%2 == 0); at.IsZero() || at.After(issued.Add(time.Minute+model.LifeSlack)) {
			t.Errorf("%q %q: ends at %v", raw, said, at)
		}
	})
}
