package model

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// links holds links by the IDs of their attachments.
type links map[string]Link

func (s links) link(id string) Link { return s[id] }

// put puts a link of the given life in links.
func (s links) put(id string, issued time.Time, life time.Duration) {
	s[id] = Link{URL: NewSecret("https://files.example/" + id), Issued: issued, Expires: issued.Add(life)}
}

// anyID and noID say the same of every attachment.
func anyID(string) bool { return true }
func noID(string) bool  { return false }

func copyStart() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func TestOnlyStaleLinksAreAskedFor(t *testing.T) {
	now := copyStart()
	s := links{}
	s.put("good", now, time.Minute)
	s.put("dead", now.Add(-time.Hour), time.Minute)
	h := CopyRequest{IDs: []string{"good", "dead", "none", "refused"}}
	ask := h.Begin(now, s.link, func(id string) bool { return id != "refused" })
	if !slices.Equal(ask, []string{"dead", "none"}) || h.Waiting() != 2 || !h.Waits("dead") || h.Waits("good") || h.Waits("refused") {
		t.Errorf("asks for %q, waits for %d", ask, h.Waiting())
	}
	if !h.Renewed {
		t.Error("a link that had run out is renewed")
	}
	if stale := h.Stale(now, s.link); !slices.Equal(stale, []string{"dead", "none", "refused"}) {
		t.Errorf("stale: %q", stale)
	}
}

func TestAFirstLinkIsNoRenewal(t *testing.T) {
	h := CopyRequest{IDs: []string{"none"}}
	h.Begin(copyStart(), links{}.link, anyID)
	if h.Renewed {
		t.Error("there was nothing to renew")
	}
}

func TestAFormWithoutLinksAsksForNone(t *testing.T) {
	for _, f := range []Form{FormID, FormName} {
		h := CopyRequest{IDs: []string{"a", "b"}, Form: f}
		if ask := h.Begin(copyStart(), links{}.link, anyID); len(ask) != 0 {
			t.Errorf("form %d asks for %q", f, ask)
		}
		if good := h.Good(copyStart(), links{}.link); !slices.Equal(good, h.IDs) {
			t.Errorf("form %d hands out %q", f, good)
		}
	}
}

func TestEachAnswerIsWaitedForOnce(t *testing.T) {
	h := CopyRequest{IDs: []string{"a", "b", "c"}}
	h.Begin(copyStart(), links{}.link, anyID)
	if !h.Answered("a") || h.Answered("a") || h.Answered("x") || h.Waiting() != 2 {
		t.Errorf("waits for %d", h.Waiting())
	}
}

// TestALinkThatGrewOldMeanwhileIsAskedForOnceMore covers one that was good when the copy request began, one
// that never came and one that is lost.
func TestALinkThatGrewOldMeanwhileIsAskedForOnceMore(t *testing.T) {
	now := copyStart()
	s := links{}
	s.put("old", now, time.Minute)
	s.put("lost", now, time.Minute)
	h := CopyRequest{IDs: []string{"old", "slow", "lost"}}
	h.Begin(now, s.link, anyID)
	now = now.Add(time.Hour)
	h.Answered("slow")
	lost := func(id string) bool { return id == "lost" }
	if ask := h.Aged(now, s.link, lost); !slices.Equal(ask, []string{"old"}) || !h.Waits("old") {
		t.Errorf("asks again for %q", ask)
	}
	h.Answered("old")
	if ask := h.Aged(now, s.link, noID); len(ask) != 0 {
		t.Errorf("asks a third time, for %q", ask)
	}
}

func TestNoDeadLinkIsHandedOut(t *testing.T) {
	now := copyStart()
	s := links{}
	s.put("long", now, 5*time.Minute)
	s.put("short", now, time.Minute)
	s.put("dead", now.Add(-time.Hour), time.Minute)
	var lib Library
	lib.Merge([]Attachment{{ID: "long"}, {ID: "short"}, {ID: "dead"}})
	h := CopyRequest{IDs: []string{"dead", "long", "short", "none"}}
	zone := time.FixedZone("there", 3600)
	out := h.Content(&lib, now, s.link, func(at time.Time) time.Time { return at.In(zone) })
	if got := out.Text.Reveal(); got != "https://files.example/long\nhttps://files.example/short" {
		t.Errorf("handed out: %s", strings.ReplaceAll(got, "\n", ", "))
	}
	if len(out.Linked) != 2 || out.Linked[0].Attachment.ID != "long" || out.Linked[0].Dies.Location() != zone {
		t.Errorf("%+v", out.Linked)
	}
	if !out.First.Expires.Equal(s["short"].Expires) {
		t.Errorf("the first ends at %v", out.First.Expires)
	}
}

func TestNamesAreHandedOutWithoutALink(t *testing.T) {
	now := copyStart()
	s := links{}
	s.put("a", now, time.Minute)
	var lib Library
	lib.Merge([]Attachment{NewAttachment("a", "a.pdf", "", ""), NewAttachment("b", "b.pdf", "", "")})
	h := CopyRequest{IDs: []string{"a", "b"}, Form: FormName}
	out := h.Content(&lib, now, s.link, func(at time.Time) time.Time { return at })
	if got := out.Text.Reveal(); got != "a.pdf\nb.pdf" || !out.First.URL.IsZero() || !out.Linked[0].Link.URL.IsZero() {
		t.Errorf("%q, %+v", got, out)
	}
}
