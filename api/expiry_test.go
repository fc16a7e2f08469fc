package api

import (
	"net/http"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/api/wire"
	"attache/model"
)

// linkUnder asks for the first link of a chat under a fault.
func linkUnder(t *testing.T, faults ...string) (*Client, model.Link, error) {
	t.Helper()
	c, _ := newEmulated(t, emulator.Options{Scenario: "bulk", Faults: faults})
	pages, err := walk(t, c)
	if err != nil {
		t.Fatal(err)
	}
	l, err := c.Link(t.Context(), pages[0].Attachments[0].ID, time.Minute, model.PriorityAsked, nil)
	return c, l, err
}

func TestALinkLivesNoLongerThanItWasAskedToWhateverIsSaid(t *testing.T) {
	for _, c := range []struct {
		faults []string
		life   time.Duration
	}{
		{[]string{"link-ends=640000h"}, time.Minute}, // in 2073
		{[]string{"link-ends=1h"}, time.Minute},
		{[]string{"link-ends=20s"}, 20 * time.Second},
		{[]string{"date=1525000h"}, time.Minute}, // in 2174
		{[]string{"date=-72h"}, time.Minute},
		{[]string{"skew=72h"}, time.Minute},
		{[]string{"skew=-72h"}, time.Minute},
		{[]string{"skew=-72h", "link-ends=640000h"}, time.Minute},
	} {
		inBubble(t, func(t *testing.T) {
			client, l, err := linkUnder(t, c.faults...)
			if err != nil {
				t.Fatalf("%v: %v", c.faults, err)
			}
			if (l.Life() - c.life).Abs() > time.Second {
				t.Errorf("%v: a life of %v", c.faults, l.Life())
			}
			if got := client.Status().Skew; got.Abs() > model.MaxSkew {
				t.Errorf("%v: a skew of %v is believed", c.faults, got)
			}
			if now := time.Now().Add(client.Status().Skew); !l.Usable(now) || l.Usable(now.Add(c.life)) {
				t.Errorf("%v: not good for its life", c.faults)
			}
		})
	}
}

func TestALinkThatIsDeadOnArrivalIsAProblemOfItsOwn(t *testing.T) {
	for _, fault := range []string{"link-ends=-10m", "link-ends=0s", "link-ends=-640000h"} {
		inBubble(t, func(t *testing.T) {
			_, l, err := linkUnder(t, fault)
			if err == nil || model.KindOf(err) != model.KindDeadLink || !l.URL.IsZero() {
				t.Errorf("%s: %v, %+v", fault, err, l)
			}
		})
	}
}

func TestTheFilesHostHasTheLastWordOnADeadLink(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		dir := t.TempDir()
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Faults: []string{"link-ends=-10m"}}, func(o *Options) { o.Dir = dir })
		_ = server
		pages, err := walk(t, c)
		if err != nil {
			t.Fatal(err)
		}
		saved, err := c.Save(t.Context(), model.DownloadRequest{Attachment: pages[0].Attachments[0]}, nil)
		if err != nil || saved.State != model.SaveDone {
			t.Errorf("%+v, %v", saved, err)
		}
	})
}

func TestATokenEndThatCannotBeTrueIsUnknown(t *testing.T) {
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for said, known := range map[time.Time]bool{
		{}:                            false,
		now.Add(-time.Second):         false,
		now:                           false,
		now.Add(time.Second):          true,
		now.Add(24 * time.Hour):       true,
		now.Add(26 * time.Hour):       false,
		now.AddDate(7000, 0, 0):       false,
		time.Unix(0, 0):               false,
		wire.Time("0001-01-02"):       false,
		wire.Time("9999-12-31T23:59"): false,
	} {
		if got := tokenEnd(said, now); got.IsZero() == known {
			t.Errorf("%v: %v", said, got)
		}
	}
}

func TestATokenThatClaimsToHaveEndedIsNotExchangedForEver(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		// Its clock is three days behind, which is not believed: every token seems to have ended.
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Faults: []string{"skew=-72h"}}, func(o *Options) {
			o.ConnectionToken = model.Secret{}
		})
		c.tokens.participant = model.NewSecret(server.ParticipantToken())
		for range 10 {
			if _, err := walk(t, c); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
		}
		if got := c.Status().Calls; got != 11 {
			t.Errorf("%d calls to read a chat ten times, want 11", got)
		}
	})
}

func TestATimeThatJSONCannotWriteIsNoTime(t *testing.T) {
	for _, s := range []string{"9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"} {
		if got := wire.Time(s); !got.IsZero() {
			t.Errorf("%q: %v", s, got)
		}
	}
	if got := wire.Time("9999-12-31T23:59:59Z"); got.IsZero() {
		t.Error("the last second is a time")
	}
}

func TestAWaitAskedForIsReadWhateverItsSize(t *testing.T) {
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	date := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for _, c := range []struct {
		after, date string
		least, most time.Duration
	}{
		{"5", "", 5 * time.Second, 5 * time.Second},
		{"-5", "", 0, 0},
		{"99999999999999999999999", "", wire.MaxWait + 1, 1<<63 - 1},
		{"9223372036854775807", "", wire.MaxWait + 1, 1<<63 - 1},
		{"1e9", "", 0, 0},
		{date(10 * time.Second), "", 10 * time.Second, 10 * time.Second},
		{date(time.Hour + 10*time.Second), date(time.Hour), 10 * time.Second, 10 * time.Second},
		{date(10 * time.Second), date(-600_000 * time.Hour), 10 * time.Second, 10 * time.Second},
		{date(-time.Hour), date(600_000 * time.Hour), 0, 0},
		{date(600_000 * time.Hour), "", wire.MaxWait + 1, 1<<63 - 1},
	} {
		h := http.Header{"Retry-After": {c.after}}
		if c.date != "" {
			h.Set("Date", c.date)
		}
		if got := wire.RetryAfter(h, now); got < c.least || got > c.most {
			t.Errorf("%q at %q: %v", c.after, c.date, got)
		}
	}
}
