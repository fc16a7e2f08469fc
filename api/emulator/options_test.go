package emulator

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// answers are what a server says to a sequence of requests that touches all of it, headers included.
func answers(t *testing.T, o Options) string {
	t.Helper()
	w := start(t, o)
	return w.contactAnswers() + w.answers()
}

// contactAnswers are what is said of chats that are begun at run time.
func (w *world) contactAnswers() string {
	var all strings.Builder
	put := func(a reply) reply {
		fmt.Fprintln(&all, a.status, a.header, a.body)
		return a
	}
	begun := decode[seenContact](w.t, put(w.do(http.MethodPut, "http://"+host+"/contact/chat", fmt.Sprintf(startBody, "a"))))
	put(w.do(http.MethodPost, "http://"+host+"/participant/connection", `{}`, bearer, begun.ParticipantToken))
	put(w.do(http.MethodPost, "http://"+host+"/contact/create-participant",
		`{"InstanceId":"i","ContactId":"`+begun.ContactID+`","ParticipantDetails":{"ParticipantRole":"CUSTOM_BOT"}}`))
	put(w.do(http.MethodPost, "http://"+host+"/contact/stop", `{"InstanceId":"i","ContactId":"none"}`))
	added, err := w.AddChat([]byte(`{"files":[{"file":"a.txt"}]}`), map[string][]byte{"a.txt": []byte("a")})
	fmt.Fprintln(&all, added, err)
	put(w.post("transcript", `{}`, bearer, added.People[0].ConnectionToken))
	return all.String()
}

func (w *world) answers() string {
	var all strings.Builder
	said := func(a reply) reply {
		fmt.Fprintln(&all, a.status)
		for _, name := range slices.Sorted(maps.Keys(a.header)) {
			fmt.Fprintln(&all, name, a.header[name])
		}
		fmt.Fprintln(&all, a.body)
		return a
	}
	fmt.Fprintln(&all, w.ParticipantToken(), w.ConnectionToken(), w.People())
	for range 2 {
		said(w.do(http.MethodPost, "http://"+host+"/participant/connection", `{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"]}`, bearer, w.ParticipantToken()))
	}
	said(w.post("transcript", `{"MaxResults":5}`))
	said(w.post("message", `{"ContentType":"text/plain","Content":"Hello"}`))
	said(w.post("event", `{"ContentType":"application/vnd.amazonaws.connect.event.typing"}`))
	said(w.post("attachment", `{"AttachmentId":"none"}`))
	said(w.get("http://" + host + "/socket/none"))
	for _, a := range w.attachments() {
		if a.Status == approved && a.ContentType == plainText {
			link := decode[seenLink](w.t, said(w.post("attachment", `{"AttachmentId":"`+a.AttachmentID+`"}`)))
			said(w.get(link.URL))
			said(w.get(link.URL + "x"))
		}
	}
	up := decode[seenUpload](w.t, said(w.beginning("paper.txt", len(bytesSent), "a")))
	said(w.put(up, bytesSent))
	said(w.complete(up.AttachmentID, "b"))
	said(w.post("transcript", `{"MaxResults":100}`))
	said(w.post("disconnect", `{}`))
	said(w.control("GET", "/requests", ""))
	return all.String()
}

func TestTheSameSeedAndInstantGiveTheSameBytes(t *testing.T) {
	var now, step atomic.Int64 // a slow machine: it takes its time to begin, and another each time
	step.Store(int64(7 * time.Millisecond))
	slow := func() time.Time { return epoch().Add(time.Duration(now.Add(step.Load()))) }
	o := Options{Seed: 7, Fixed: true, StartAt: epoch(), Now: slow, Unlimited: true, Faults: []string{"freeze"}}
	first := answers(t, o)
	step.Store(int64(11 * time.Millisecond))
	if again := answers(t, o); again != first {
		t.Errorf("two runs differ:\n%s\n\n%s", first, again)
	}
	o.Seed++
	if answers(t, o) == first {
		t.Error("another seed says the same")
	}
}

func TestTokensAreNotGuessedFromASeedUnlessThatIsAskedFor(t *testing.T) {
	one, other := start(t, Options{Seed: 7}), start(t, Options{Seed: 7})
	equal(one, one.ParticipantToken() == other.ParticipantToken(), false)
	equal(one, one.ConnectionToken() == other.ConnectionToken(), false)
	equal(one, other.do(http.MethodPost, "http://"+host+"/participant/transcript", "{}", bearer, one.ConnectionToken()).status, 403)
}

func TestATokenOfOnesOwnOpensTheChatAsItsCustomer(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Token: "open-sesame", Unlimited: true})
	equal(w, w.ParticipantToken()+w.ConnectionToken()+w.People()[0].ParticipantToken, "open-sesameopen-sesameopen-sesame")
	equal(w, w.post("transcript", "{}", bearer, "open-sesame").status, 200)
	_, status := w.exchange("open-sesame")
	equal(w, status, 200)
	equal(w, w.post("transcript", "{}", bearer, "open-sesamE").status, 403)
	w.ExpireTokens()
	equal(w, w.post("transcript", "{}", bearer, "open-sesame").status, 403)
	_, status = w.exchange("open-sesame")
	equal(w, status, 200)
	w.EndChat()
	_, status = w.exchange("open-sesame")
	equal(w, status, 403)
}

func TestWhatIsPrintedAtTheStartIsTheSameThoughTheClockRuns(t *testing.T) {
	o := Options{Seed: 7, Fixed: true, StartAt: epoch(), Now: time.Now}
	first := start(t, o)
	later := start(t, Options{Seed: 7, Fixed: true, StartAt: epoch(), Now: func() time.Time { return time.Now().Add(time.Hour) }})
	equal(first, fmt.Sprint(first.People()), fmt.Sprint(later.People()))
	equal(first, first.ConnectionToken(), later.ConnectionToken())
}

func TestAResetChatAnswersAsAtItsBeginning(t *testing.T) {
	w := start(t, Options{Seed: 7, Fixed: true, StartAt: epoch(), Now: time.Now, Unlimited: true, Faults: []string{"freeze"}})
	first := w.answers()
	w.must("PUT", "/quota", `{"quota":"documented"}`)
	w.must("POST", "/reset", "")
	if again := w.answers(); again != first {
		t.Errorf("after a reset it differs:\n%s\n\n%s", first, again)
	}
}
