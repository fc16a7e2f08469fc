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
