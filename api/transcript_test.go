package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/model"
)

// walk collects the pages of a chat.
func walk(t *testing.T, c *Client) ([]model.Page, error) {
	t.Helper()
	var pages []model.Page
	err := c.Attachments(t.Context(), nil, func(p model.Page) { pages = append(pages, p) })
	return pages, err
}

func ids(pages []model.Page) map[string]int {
	found := map[string]int{}
	for _, p := range pages {
		for _, a := range p.Attachments {
			found[a.ID]++
		}
	}
	return found
}

func TestTwoThousandAttachmentsAreAllFoundOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Count: 2000})
		start := time.Now()
		pages, err := walk(t, c)
		if err != nil {
			t.Fatal(err)
		}
		found := ids(pages)
		if len(found) != 2000 {
			t.Errorf("%d attachments", len(found))
		}
		for id, n := range found {
			if n != 1 {
				t.Errorf("%s came %d times", id, n)
			}
		}
		calls := server.Calls("GetTranscript")
		if calls < 20 || calls > 25 {
			t.Errorf("%d calls", calls)
		}
		if took, least := time.Since(start), time.Duration(calls-1)*time.Second/4; took < least || took > least+time.Second {
			t.Errorf("took %v, want %v", took, least)
		}
	})
}

func TestEveryItemOfTheEmulatedChatsIsRead(t *testing.T) {
	for _, scenario := range []string{"demo", "hostile", "empty", "bulk"} {
		inBubble(t, func(t *testing.T) {
			c, _ := newEmulated(t, emulator.Options{Scenario: scenario})
			pages, err := walk(t, c)
			if err != nil {
				t.Fatalf("%s: %v", scenario, err)
			}
			for _, p := range pages {
				wantSafe(t, p)
			}
			if n := len(ids(pages)); (n == 0) != (scenario == "empty") {
				t.Errorf("%s: %d attachments", scenario, n)
			}
		})
	}
}

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
	inBubble(t, func(t *testing.T) {
		pages, err := walk(t, newClient(t, answer(200, `{
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
			]}`)))
		if err != nil {
			t.Fatal(err)
		}
		list := pages[0].Attachments
		if len(list) != 3 || pages[0].Items != 8 {
			t.Fatalf("%d attachments of %d items: %+v", len(list), pages[0].Items, list)
		}
		if list[0].Status != "HAUNTED" || strings.ContainsRune(list[1].Name, 0x1b) || list[2].Sender == "\u202eevil" ||
			strings.ContainsRune(string(list[2].Role), 0) || list[2].SentAt.IsZero() || !list[0].SentAt.IsZero() {
			t.Errorf("%+v", list)
		}
	})
}

// paged answers a transcript request by its NextToken.
func paged(t *testing.T, pages map[string]http.HandlerFunc) http.HandlerFunc {
	t.Helper()
	return func(w http.ResponseWriter, r *http.Request) {
		var body struct{ NextToken string }
		_ = json.NewDecoder(r.Body).Decode(&body)
		if step := pages[body.NextToken]; step != nil {
			step(w, r)
			return
		}
		answer(400, `{"message":"Invalid NextToken"}`, "X-Amzn-ErrorType", "ValidationException")(w, r)
	}
}

func onePage(id, next string) http.HandlerFunc {
	return answer(200, fmt.Sprintf(`{"Transcript":[{"Attachments":[{"AttachmentId":%q}]}],"NextToken":%q}`, id, next))
}

func TestARepeatedNextTokenIsAnErrorNotALoop(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		pages, err := walk(t, newClient(t, paged(t, map[string]http.HandlerFunc{
			"": onePage("a", "x"), "x": onePage("b", "y"), "y": onePage("c", "x"),
		})))
		wantKind(t, err, model.KindLoop)
		if len(pages) != 3 {
			t.Errorf("%d pages", len(pages))
		}
	})
}

func TestANextTokenThatIsNoStringIsNotTheEnd(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		_, err := walk(t, newClient(t, answer(200, `{"Transcript":[],"NextToken":{"a":1}}`)))
		wantKind(t, err, model.KindJunk)
	})
}

func TestARefusedNextTokenStartsTheWalkOverOnce(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{
			onePage("a", "dead"), answer(400, `{}`), onePage("a", "alive"), onePage("b", ""),
		}}
		pages, err := walk(t, newClient(t, s))
		if err != nil || len(ids(pages)) != 2 || len(pages) != 3 {
			t.Fatalf("%v, %d pages", err, len(pages))
		}
		if _, ok := s.requests()[2].body["NextToken"]; ok {
			t.Error("the second walk began with a token")
		}
	})
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{onePage("a", "x"), answer(400, `{}`), onePage("a", "y"), answer(400, `{}`)}}
		_, err := walk(t, newClient(t, s))
		wantKind(t, err, model.KindInvalid)
		if n := len(s.requests()); n != 4 {
			t.Errorf("%d requests", n)
		}
	})
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{answer(400, `{}`)}}
		_, err := walk(t, newClient(t, s))
		wantKind(t, err, model.KindInvalid)
		if n := len(s.requests()); n != 1 {
			t.Errorf("a first page that is refused was asked for %d times", n)
		}
	})
}

func TestAConnectionRenewedMidWalkStartsItOver(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Count: 300})
		c.tokens.participant = model.NewSecret(server.ParticipantToken())
		pages := 0
		found := map[string]bool{}
		err := c.Attachments(t.Context(), nil, func(p model.Page) {
			if pages++; pages == 2 {
				server.DenyNext(1)
			}
			for _, a := range p.Attachments {
				found[a.ID] = true
			}
		})
		if err != nil || len(found) != 300 {
			t.Errorf("%v, %d attachments", err, len(found))
		}
		if n := server.Calls("CreateParticipantConnection"); n != 1 {
			t.Errorf("%d exchanges", n)
		}
	})
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
		h := history{}
		got := false
		for _, page := range c.pages {
			var a transcriptAnswer
			if err := json.Unmarshal([]byte(`{"Transcript":[`+page+`]}`), &a); err != nil {
				t.Fatal(err)
			}
			got = h.page(a).Ended || got
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
		var a transcriptAnswer
		if what, _ := decode(data, &a); what != "" {
			return
		}
		wantSafe(t, (&history{}).page(a))
	})
}
