package transcript

import (
	"strconv"
	"testing"
	"time"
	"unicode/utf8"

	"attache/api/wire"
)

// FuzzCursor lets a page of anybody's making come by, read and heard: what is asked for next is
// something the service may be asked for, and what is remembered has bounds.
func FuzzCursor(f *testing.F) {
	f.Add([]byte(`{"InitialContactId":"c","Transcript":[{"Id":"i","AbsoluteTime":"2026-01-05T09:00:01Z","ContactId":"c",
		"Attachments":[{"AttachmentId":"a","Status":"IN_PROGRESS"}]},{"Id":"j"}],"NextToken":"n"}`), true)
	f.Add([]byte(`{"Transcript":[{"Id":""},{"Attachments":[{"AttachmentId":"","Status":"IN_PROGRESS"}]}],"NextToken":{}}`), false)
	f.Fuzz(func(t *testing.T, data []byte, known bool) {
		var answer Answer
		if what, _ := wire.Decode(data, &answer); what != "" {
			return
		}
		if answer.NextToken.Odd && !answer.NextToken.IsZero() {
			t.Error("a NextToken that is no string would be sent")
		}
		now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
		p := &Cursor{}
		for range 3 {
			if known {
				p.note(answer, now, "before")
				p.reach(answer.Transcript)
			} else {
				s := p.fullScan("")
				s.note(answer, now)
				s.settle(true)
			}
			for _, item := range answer.Transcript {
				p.Hear(item, now)
			}
			for _, from := range []string{next(p, now), p.at()} {
				if utf8.RuneCountInString(from) > longestID {
					t.Errorf("starts from %q", from)
				}
			}
			p.check(now)
			if at := p.Overdue(); !at.IsZero() && at.Before(now) {
				t.Errorf("overdue at %v", at)
			}
			now = now.Add(scanTime)
		}
		p.check(now)
		if at := p.Overdue(); !at.IsZero() {
			t.Errorf("a scan that was read for is still overdue at %v", at)
		}
		if len(p.scans) > maxScans || len(p.contacts) > maxContacts {
			t.Errorf("%d scans, %d contacts", len(p.scans), len(p.contacts))
		}
	})
}

func next(p *Cursor, now time.Time) string {
	p.begin()
	from, _ := p.nextScan(aimNext, now)
	return from
}

func TestWhatIsRememberedOfAChatHasBounds(t *testing.T) {
	now, p := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), &Cursor{}
	for n := range 3 * maxScanned {
		id := strconv.Itoa(n)
		status := []string{"IN_PROGRESS", "APPROVED"}[n%2]
		item := Item{ID: id, ContactID: "c" + id, Attachments: []ItemAttachment{{AttachmentID: "a" + id, Status: status}}}
		p.note(Answer{Transcript: []Item{item}}, now, "")
		p.Hear(item, now)
	}
	if len(p.scans) != maxScans || len(p.contacts) != maxContacts || len(p.scanned.ids) != maxScanned {
		t.Errorf("%d scans, %d contacts, %d that have ended", len(p.scans), len(p.contacts), len(p.scanned.ids))
	}
}
