package transcript

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"attache/api/wire"
	"attache/model"
)

// wantSafe fails if an attachment has no ID or a text that is not fit for the screen.
func wantSafe(t *testing.T, p model.Page) {
	t.Helper()
	for _, a := range p.Attachments {
		texts := []string{a.IDText, a.Name, a.ContentType, a.Sender, a.ContactID, a.ItemID, string(a.Status), string(a.Role), p.ContactID}
		if a.ID == "" || a.FileName == "" || slices.ContainsFunc(texts, func(s string) bool { return model.Text(s) != s }) {
			t.Errorf("%+v", a)
		}
	}
}

func TestOddItemsAreRead(t *testing.T) {
	var answer Answer
	what, _ := wire.Decode([]byte(`{
		"InitialContactId": null, "Unknown": {"a": [1]}, "NextToken": null,
		"Transcript": [
			null, {}, {"Type": "HOLOGRAM", "ParticipantRole": "ROBOT_OVERLORD"},
			{"Type": "ATTACHMENT"}, {"Type": "ATTACHMENT", "Attachments": null}, {"Type": "ATTACHMENT", "Attachments": []},
			{"Type": "ATTACHMENT", "Id": 5, "AbsoluteTime": 12, "Attachments": [
				{"AttachmentId": "one", "AttachmentName": null, "Status": "HAUNTED"},
				{"AttachmentId": "two", "AttachmentName": "a\u001b[31m.txt", "ContentType": "text/plain"},
				{"AttachmentName": "no id"}, null]},
			{"Type": "MESSAGE", "ParticipantRole": "ROBOT\u0000", "DisplayName": "\u202eevil", "AbsoluteTime": "2026-01-05T09:00:01Z",
				"Attachments": [{"AttachmentId": "three"}]}
		]}`), &answer)
	if what != "" {
		t.Fatal(what)
	}
	page := new(History).Page(answer)
	list := page.Attachments
	if len(list) != 3 || page.Items != 8 {
		t.Fatalf("%d attachments of %d items: %+v", len(list), page.Items, list)
	}
	if list[0].Status != "HAUNTED" || strings.ContainsRune(list[1].Name, 0x1b) || list[2].Sender == "\u202eevil" ||
		strings.ContainsRune(string(list[2].Role), 0) || list[2].SentAt.IsZero() || !list[0].SentAt.IsZero() {
		t.Errorf("%+v", list)
	}
}

func TestTheEndOfTheChatIsNoticed(t *testing.T) {
	const (
		end     = `{"Type":"EVENT","ContentType":"application/vnd.amazonaws.connect.event.chat.ended","AbsoluteTime":"2026-01-05T10:00:00Z"}`
		before  = `{"Type":"MESSAGE","ParticipantRole":"AGENT","AbsoluteTime":"2026-01-05T09:59:00Z"}`
		after   = `{"Type":"MESSAGE","ParticipantRole":"CUSTOMER","AbsoluteTime":"2026-01-05T10:00:01.5Z"}`
		flow    = `{"Type":"MESSAGE","ParticipantRole":"SYSTEM","AbsoluteTime":"2026-01-05T10:00:02Z"}`
		again   = `{"Type":"EVENT","ContentType":"application/vnd.amazonaws.connect.event.chat.rehydrated","AbsoluteTime":"2026-01-05T11:00:00Z"}`
		plain   = `{"Type":"CHAT_ENDED"}`
		another = `{"Type":"EVENT","ContentType":"application/vnd.amazonaws.connect.event.participant.left"}`
	)
	for _, c := range []struct {
		pages []string // newest first
		want  bool
	}{
		{[]string{before}, false},
		{[]string{before + "," + another}, false},
		{[]string{before + "," + end}, true},
		{[]string{end + "," + before}, true},
		{[]string{plain}, true},
		{[]string{before + "," + end + "," + flow}, true},
		{[]string{end + "," + after}, false},
		{[]string{after, before + "," + end}, false},
		{[]string{again, end}, false},
		{[]string{before, end}, true},
	} {
		h := History{}
		got := false
		for _, page := range c.pages {
			var a Answer
			if err := json.Unmarshal([]byte(`{"Transcript":[`+page+`]}`), &a); err != nil {
				t.Fatal(err)
			}
			got = h.Page(a).Ended || got
		}
		if got != c.want {
			t.Errorf("%v: ended %v", c.pages, got)
		}
	}
}

func FuzzTranscript(f *testing.F) {
	f.Add([]byte(`{"Transcript":[{"Attachments":[{"AttachmentId":"a","AttachmentName":"\u001b"}]}],"NextToken":"n"}`))
	f.Add([]byte(`{"Transcript":[null,{"Type":5,"Attachments":{"a":1}}],"NextToken":7}`))
	f.Add([]byte(`<html>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var a Answer
		if what, _ := wire.Decode(data, &a); what != "" {
			return
		}
		wantSafe(t, new(History).Page(a))
	})
}
