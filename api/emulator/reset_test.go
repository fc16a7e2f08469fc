package emulator

import (
	"testing"
	"time"
)

func TestThePrintedTokensOpenAChatThatBeginsAnewWhateverHappenedToThem(t *testing.T) {
	for name, spoil := range map[string]func(*world){
		"nothing":           func(*world) {},
		"their day is over": func(w *world) { w.tick(25 * time.Hour) },
		"the clock ran on":  func(w *world) { w.AdvanceClock(25 * time.Hour) },
		"they were killed":  func(w *world) { w.ExpireTokens() },
		"the chat ended":    func(w *world) { w.EndChat() },
		"its customer left": func(w *world) { w.post("disconnect", "{}") },
	} {
		for life, faults := range map[string][]string{"of a day": nil, "of ten seconds": {"token-life=10s"}} {
			t.Run(name+", "+life, func(t *testing.T) {
				w := start(t, Options{Scenario: "empty", Unlimited: true, Faults: faults})
				agent := w.People()[1].ConnectionToken
				spoil(w)
				equal(w, w.post("transcript", "{}").status == 200, name == "nothing")
				for range 2 {
					w.tick(time.Minute)
					equal(w, w.controls("POST", "/reset", "").status, 200)
					equal(w, w.post("transcript", "{}").status, 200)
					equal(w, w.post("transcript", "{}", bearer, agent).status, 200)
					_, status := w.exchange(w.ParticipantToken())
					equal(w, status, 200)
					equal(w, w.People()[0].ConnectionToken, w.ConnectionToken())
				}
				w.tick(25 * time.Hour) // and live for as long as they did
				equal(w, w.post("transcript", "{}").status, 403)
			})
		}
	}
}

// everything is what can be seen of an emulator from outside.
func (w *world) everything() string {
	w.t.Helper()
	all := w.must("GET", "/health", "").body
	for _, path := range []string{"/chat", "/participants", "/faults", "/quota", "/clock", "/requests"} {
		all += path + w.must("GET", path, "").body
	}
	return all
}

func TestAResetCoversAllChatsPeopleJournalFaultsAndTheClock(t *testing.T) {
	w := start(t, Options{Scenario: "still", Seed: 7, Fixed: true, StartAt: epoch(), Faults: []string{"freeze"}, Unlimited: true})
	before := w.everything()
	spoil := func() string {
		one := w.begun("a")
		token, _ := w.exchange(one.ParticipantToken)
		w.do("POST", "http://"+host+"/contact/create-participant",
			`{"InstanceId":"i","ContactId":"`+one.ContactID+`","ParticipantDetails":{"ParticipantRole":"CUSTOM_BOT"}}`)
		w.must("POST", "/chats", `{"chat":{"contactId":"claim-7","messages":[{"text":"x"}]}}`)
		for _, chat := range []string{"", "?chat=claim-7"} {
			w.must("POST", "/faults"+chat, `{"fault":"deny","operation":"GetTranscript"}`)
			w.must("POST", "/faults"+chat, `{"fault":"mute"}`)
			w.must("POST", "/files"+chat, `{"name":"a.txt"}`)
			w.must("PUT", "/quota"+chat, `{"quota":"documented"}`)
			w.must("PUT", "/clock"+chat, `{"advance":"1h","speed":3}`)
		}
		w.post("transcript", "{}")
		w.must("POST", "/end", "")
		return one.ContactID + one.ParticipantToken + token
	}
	first := spoil()
	w.must("POST", "/reset", "")
	if after := w.everything(); after != before {
		t.Errorf("after a reset:\n%s\nbefore:\n%s", after, before)
	}
	if again := spoil(); again != first { // no chat and no ClientToken of theirs is remembered
		t.Errorf("another chat begins: %s, not %s", again, first)
	}
	_, err := w.act("begin anew", "")
	equal(w, err, nil)
	equal(w, len(decode[struct{ Chats []string }](t, w.must("GET", "/health", "")).Chats), 1)
	equal(w, w.must("GET", "/requests", "").body, "{\"count\":0,\"counts\":{},\"requests\":[]}\n")
}

func TestAChatThatBeganOnAStandingClockBeginsAnewOnOne(t *testing.T) {
	w := start(t, Options{Scenario: "empty", StartAt: epoch(), Faults: []string{"freeze"}, Unlimited: true})
	w.must("POST", "/chats", `{"chat":{"contactId":"claim-7"}}`)
	for _, chat := range []string{"?chat=claim-7", ""} {
		before := w.must("GET", "/clock"+chat, "").body
		w.must("PUT", "/clock"+chat, `{"advance":"1h","speed":3}`)
		w.tick(time.Minute)
		w.must("POST", "/reset?chat="+decode[struct{ Chat string }](t, w.must("GET", "/chat"+chat, "")).Chat, "")
		w.tick(time.Minute)
		equal(w, w.must("GET", "/clock"+chat, "").body, before)
	}
}

func TestAResetOfOneChatLeavesTheOthersAlone(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Unlimited: true})
	added := decode[Added](t, w.must("POST", "/chats", `{"chat":{"contactId":"claim-7","messages":[{"text":"x"}]}}`))
	other := decode[Added](t, w.must("POST", "/chats", `{"chat":{"contactId":"claim-8"}}`))
	for _, chat := range []string{"claim-7", "claim-8"} {
		w.must("POST", "/end?chat="+chat, "")
	}
	w.must("POST", "/reset?chat=claim-7", "")
	equal(w, w.post("transcript", "{}", bearer, added.People[0].ConnectionToken).status, 200)
	equal(w, w.post("transcript", "{}", bearer, other.People[0].ConnectionToken).status, 403)
	w.must("POST", "/reset", "")
	equal(w, w.post("transcript", "{}", bearer, added.People[0].ConnectionToken).status, 403)
	equal(w, w.control("GET", "/chat?chat=claim-7", "").status, 404)
}

// TestPagesReadWhatADownloadIsCalled asks as a browser does for a page that saves a file itself.
func TestPagesReadWhatADownloadIsCalled(t *testing.T) {
	for name, c := range map[string]struct {
		o       Options
		origin  string
		allowed string
	}{
		"every page":        {Options{}, "https://app.example", "*"},
		"the named page":    {Options{Origins: []string{"https://app.example"}}, "https://app.example", "https://app.example"},
		"this machine's":    {Options{Origins: []string{"https://app.example"}}, "http://localhost:3000", "http://localhost:3000"},
		"another page":      {Options{Origins: []string{"https://app.example"}}, "https://evil.example", ""},
		"another protocol":  {Options{Origins: []string{"https://app.example"}}, "http://app.example", ""},
		"a longer name":     {Options{Origins: []string{"https://app.example"}}, "https://app.example.evil.example", ""},
		"a page of no name": {Options{Origins: []string{"https://app.example"}}, "null", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c.o.Scenario, c.o.Count = "bulk", 1
			w := start(t, c.o)
			link := w.link(60).URL
			for what, a := range map[string]reply{
				"a call": w.post("transcript", "{}", "Origin", c.origin), "a download": w.get(link, "Origin", c.origin), "a refusal": w.get(link+"x", "Origin", c.origin),
			} {
				exposed := ""
				if c.allowed != "" {
					exposed = "x-amzn-RequestId,x-amzn-ErrorType,Date,ETag,Content-Range,Content-Disposition,Retry-After"
				}
				if got := a.header.Get("Access-Control-Allow-Origin"); got != c.allowed || a.header.Get("Access-Control-Expose-Headers") != exposed || a.header.Get("Vary") != "Origin" {
					t.Errorf("%s: %v", what, a.header)
				}
			}
			question := w.do("OPTIONS", link, "", "Origin", c.origin, "Access-Control-Request-Method", "GET")
			equal(w, question.status == 200, c.allowed != "")
			equal(w, question.header.Get("Access-Control-Allow-Origin"), c.allowed)
		})
	}
}
