package api

import (
	"encoding/json"
	"testing"
	"time"
	"unicode/utf8"

	"attache/model"
)

func TestFramesAreReadAsTheProtocolHasThem(t *testing.T) {
	for text, want := range map[string]frameKind{
		``:                          frameOther,
		`null`:                      frameOther,
		`{}`:                        frameOther,
		`[1]`:                       frameOther,
		`{"a":1`:                    frameOther,
		`{"topic":"aws/heartbeat"}`: frameHeartbeat,
		`{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}`:                               framePing,
		`{"topic":"aws/ping","statusCode":503}`:                                                    frameOther,
		`{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}`:           frameSubscribed,
		`{"topic":"aws/subscribe","content":"{\"status\":\"success\",\"topics\":[\"aws/chat\"]}"}`: frameSubscribed,
		`{"topic":"aws/subscribe","content":{"status":"success"}}`:                                 frameSubscribed,
		`{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/other"]}}`:          frameOther,
		`{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}}`:           frameFailed,
		`{"topic":"aws/subscribe"}`:                                                                frameOther,
		`{"topic":"aws/chat","content":"{\"Type\":\"ATTACHMENT\"}"}`:                               frameChat,
		`{"topic":"aws/chat","content":{"Type":"ATTACHMENT"}}`:                                     frameChat,
		`{"topic":"aws/chat","content":"text"}`:                                                    frameOther,
		`{"topic":"aws/chat","content":""}`:                                                        frameOther,
		`{"topic":"aws/weather","content":"{}"}`:                                                   frameOther,
		`{"message":"Forbidden","connectionId":"c=","requestId":"r="}`:                             frameFault,
		`{"topic":"aws/heartbeat","message":"not a fault","content":{"odd":[]}}`:                   frameHeartbeat,
	} {
		if got := decodeFrame([]byte(text)).kind; got != want {
			t.Errorf("%s: kind %d, want %d", text, got, want)
		}
	}
}

func TestAnItemIsTheSameWrappedOrBare(t *testing.T) {
	inner := `{"AbsoluteTime":"2026-01-05T09:00:01.250Z","Id":"item-7","Type":"ATTACHMENT",
		"ParticipantId":"p-1","DisplayName":"Rosa","ParticipantRole":"CUSTOMER","InitialContactId":"c-1","ContactId":"c-2",
		"Attachments":[{"AttachmentId":"a-1","AttachmentName":"bi\u001bll.pdf","ContentType":"application/pdf","Status":"APPROVED"}]}`
	wrapped, err := json.Marshal(inner)
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{inner, string(wrapped)} {
		f := decodeFrame([]byte(`{"topic":"aws/chat","contentType":"application/json","content":` + content + `}`))
		list := f.item.attachments()
		if f.item.InitialContactID != "c-1" || len(list) != 1 {
			t.Fatalf("%+v", f)
		}
		a := list[0]
		want := model.NewAttachment("a-1", "bi\x1bll.pdf", "application/pdf", "APPROVED")
		want.Sender, want.Role, want.ContactID, want.ItemID = "Rosa", "CUSTOMER", "c-2", "item-7"
		want.SentAt = time.Date(2026, 1, 5, 9, 0, 1, 250_000_000, time.UTC)
		if a != want {
			t.Errorf("%+v", a)
		}
	}
}

func FuzzFrame(f *testing.F) {
	for _, text := range []string{
		`{"topic":"aws/chat","content":"{\"Type\":\"ATTACHMENT\",\"Attachments\":[{\"AttachmentId\":\"a\"}]}"}`,
		`{"topic":"aws/chat","content":{"Attachments":[null]}}`, `{"topic":"aws/subscribe","content":{"status":"success"}}`,
		`{"topic":"aws/ping","statusCode":200}`, `{"message":"Forbidden"}`, "", "{", "\ufeff{}",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		frame := decodeFrame(data)
		if frame.kind < frameOther || frame.kind > frameFault {
			t.Errorf("kind %d", frame.kind)
		}
		wantSafe(t, model.Page{Attachments: frame.item.attachments()})
		if frame.kind != frameChat && (frame.item.ID != "" || frame.item.Attachments != nil) {
			t.Error("an item without a chat")
		}
	})
}

// FuzzPosition lets a page of anybody's making come by, read and heard: what is asked for next is
// something the service may be asked for, and what is remembered has bounds.
func FuzzPosition(f *testing.F) {
	f.Add([]byte(`{"InitialContactId":"c","Transcript":[{"Id":"i","AbsoluteTime":"2026-01-05T09:00:01Z","ContactId":"c",
		"Attachments":[{"AttachmentId":"a","Status":"IN_PROGRESS"}]},{"Id":"j"}],"NextToken":"n"}`), true)
	f.Add([]byte(`{"Transcript":[{"Id":""},{"Attachments":[{"AttachmentId":"","Status":"IN_PROGRESS"}]}],"NextToken":{}}`), false)
	f.Fuzz(func(t *testing.T, data []byte, known bool) {
		var answer transcriptAnswer
		if what, _ := decode(data, &answer); what != "" {
			return
		}
		if answer.NextToken.odd && !answer.NextToken.IsZero() {
			t.Error("a NextToken that is no string would be sent")
		}
		now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
		p := &cursor{}
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
				p.hear(item, now)
			}
			for _, from := range []string{next(p, now), p.at()} {
				if utf8.RuneCountInString(from) > longestID {
					t.Errorf("starts from %q", from)
				}
			}
			p.check(now)
			if at := p.overdue(); !at.IsZero() && at.Before(now) {
				t.Errorf("overdue at %v", at)
			}
			now = now.Add(scanTime)
		}
		p.check(now)
		if at := p.overdue(); !at.IsZero() {
			t.Errorf("a scan that was read for is still overdue at %v", at)
		}
		if len(p.scans) > maxScans || len(p.contacts) > maxContacts {
			t.Errorf("%d scans, %d contacts", len(p.scans), len(p.contacts))
		}
	})
}

func next(p *cursor, now time.Time) string {
	p.begin()
	from, _ := p.nextScan(aimNext, now)
	return from
}
