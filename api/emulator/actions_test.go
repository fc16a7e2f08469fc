package emulator

import (
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// act does what the action of a name does.
func (w *world) act(name, id string) (string, error) {
	w.t.Helper()
	for _, a := range w.Actions() {
		if a.Name == name {
			return a.Do(id)
		}
	}
	w.t.Fatalf("no action %q", name)
	return "", nil
}

// acted says what each action does to a chat of one file.
func acted() map[string]func(w *world, id string) {
	times := func(w *world, n, status int) {
		for range n {
			equal(w, w.call().status, status)
		}
		equal(w, w.call().status, http.StatusOK)
	}
	date := func(w *world) string { w.tick(time.Minute); return w.call().header.Get("Date") }
	return map[string]func(w *world, id string){
		"deny the next 2 calls":     func(w *world, _ string) { times(w, 2, 403) },
		"throttle the next 3 calls": func(w *world, _ string) { times(w, 3, 429) },
		"fail the next 3 calls":     func(w *world, _ string) { times(w, 3, 500) },
		"kill the connection token": func(w *world, _ string) { equal(w, w.call().status, 403); w.connectionTokenOf() },
		"answer 2 seconds late": func(w *world, _ string) {
			begin := time.Now()
			w.call()
			equal(w, time.Since(begin), 2*time.Second)
		},
		"slow transfers down":     func(w *world, _ string) { equal(w, w.State()[0], "drip=6000000") },
		"cut transfers half way":  func(w *world, _ string) { equal(w, len(w.get(w.link(60).URL).body), 500) },
		"clock: stand still":      func(w *world, _ string) { equal(w, date(w), "Sat, 14 Mar 2026 10:00:00 GMT") },
		"clock: 10 times as fast": func(w *world, _ string) { equal(w, date(w), "Sat, 14 Mar 2026 10:10:00 GMT") },
		"limit calls": func(w *world, _ string) {
			for range 50 {
				equal(w, w.call().status, http.StatusOK)
			}
			_, err := w.act("limit calls", "")
			equal(w, err, nil)
			for w.call().status == http.StatusOK { //nolint:revive // until the burst is used up
			}
		},
		"clock: 4 minutes ahead": func(w *world, _ string) { equal(w, date(w), "Sat, 14 Mar 2026 10:05:00 GMT") },
		"customer writes":        func(w *world, _ string) { equal(w, w.talk().Items[len(w.talk().Items)-1].Kind, "MESSAGE") },
		"begin anew": func(w *world, _ string) {
			w.EndChat()
			_, err := w.act("begin anew", "")
			equal(w, err, nil)
			equal(w, w.call().status, http.StatusOK)
		},
		"clock: as usual": func(w *world, _ string) {
			w.SetSpeed(10)
			_, err := w.act("clock: as usual", "")
			equal(w, err, nil)
			equal(w, date(w), "Sat, 14 Mar 2026 10:01:00 GMT")
		},
		"customer sends a file": func(w *world, _ string) { equal(w, w.attachments()[1].Status, approved) },
		"customer sends one to scan": func(w *world, _ string) {
			equal(w, w.attachments()[1].Status, inProgress)
			_, err := w.act("pass running scans", "")
			equal(w, err, nil)
			equal(w, w.attachments()[1].Status, approved)
		},
		"end the chat": func(w *world, _ string) { equal(w, w.call().status, 403) },
	}
}

func TestEveryActionDoesWhatItSays(t *testing.T) {
	// These want something to act on, and are looked at below.
	untested := []string{
		"turn a fault on", "clock: set", "somebody sends a file", "somebody writes", "pass this file's scan", "reject this file's scan",
		"kill link, keep its time", "kill all links, keep times", "break the socket", "pass running scans", "reject running scans", "all trouble off",
	}
	for name, check := range acted() {
		untested = append(untested, name)
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := start(t, Options{Scenario: "bulk", Count: 1, Size: 1000})
				said, err := w.act(name, "")
				if err != nil || said == "" {
					t.Errorf("said %q, %v", said, err)
				}
				check(w, "")
			})
		})
	}
	var names []string
	for _, a := range start(t, Options{Scenario: "empty"}).Actions() {
		names = append(names, a.Name)
		if a.Does == "" || len(a.Name) > 26 {
			t.Errorf("%q does not fit a menu, or says not what it does", a.Name)
		}
	}
	slices.Sort(names)
	slices.Sort(untested)
	if !slices.Equal(names, untested) {
		t.Errorf("the actions are\n%q\nthe tests\n%q", names, untested)
	}
}

func TestLinksExpireForOneAttachmentOrForAll(t *testing.T) {
	w := start(t, Options{Scenario: "bulk", Count: 2, Size: 100, Unlimited: true})
	files := w.attachments()
	url := func(i int) string {
		return decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+files[i].AttachmentID+`"}`)).URL
	}
	first, second := url(0), url(1)
	if _, err := w.act("kill link, keep its time", files[0].AttachmentID); err != nil {
		t.Fatal(err)
	}
	s3Fails(t, "the link that was to expire", w.get(first), http.StatusBadRequest, "ExpiredToken")
	equal(w, w.get(second).status, http.StatusOK)
	equal(w, w.get(url(0)).status, http.StatusOK)
	for _, id := range []string{"", "made up"} {
		if said, err := w.act("kill link, keep its time", id); err == nil {
			t.Errorf("%q: said %q", id, said)
		}
	}
	third := url(0)
	_, _ = w.act("kill all links, keep times", "")
	s3Fails(t, "one of all links", w.get(third), http.StatusBadRequest, "ExpiredToken")
	s3Fails(t, "another one", w.get(second), http.StatusBadRequest, "ExpiredToken")
	equal(w, w.get(url(1)).status, http.StatusOK)
}

func TestActionsOnSocketsAndScansSayHowMany(t *testing.T) {
	lively(t, Options{Scenario: "empty"}, func(_ *testing.T, w *world) {
		k := w.open()
		w.Send("a.txt", plainText, 10, true)
		w.Send("b.txt", plainText, 10, true)
		for _, c := range []struct{ name, said string }{
			{"reject running scans", "2 files rejected"}, {"pass running scans", "0 files approved"}, {"break the socket", "1 socket broken off"},
		} {
			said, err := w.act(c.name, "")
			equal(w, said, c.said)
			equal(w, err, nil)
		}
		equal(w, k.ended(), -1)
	})
}

func TestTheStateSaysWhatIsOn(t *testing.T) {
	w := start(t, Options{Faults: []string{
		"throttle=3", "deny", "latency=2s", "cut=50", "drip=100", "nourl", "freeze", "end=90s", "drop=30s", "scan=rejected", "skew=1h", "token-life=1m",
	}})
	want := []string{
		"throttle=3", "deny", "latency=2s", "token-life=1m0s", "freeze", "nourl", "cut=50%", "drip=100", "drop=30s", "scan=rejected", "end=1m30s",
	}
	if got := w.State(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, spec := range want {
		if err := start(t, Options{}).SetFault(spec); err != nil {
			t.Errorf("the state cannot be asked for: %v", err)
		}
	}
	if now, speed := w.Clock(); speed != 0 || !now.Equal(epoch().Add(time.Hour)) {
		t.Errorf("the clock shows %s at ×%v", now, speed)
	}
	_, _ = w.act("all trouble off", "")
	if got := w.State(); len(got) != 0 {
		t.Errorf("cleared, yet %q", got)
	}
	if _, speed := w.Clock(); speed != 1 {
		t.Errorf("the clock runs ×%v", speed)
	}
	w.SetSpeed(10)
	if got := w.State(); !slices.Equal(got, []string{"hurry=10"}) {
		t.Errorf("hurried, %q", got)
	}
}

func TestEachActionSaysWhatIsSo(t *testing.T) {
	lively(t, Options{Scenario: "bulk", Count: 1, Size: 100}, func(t *testing.T, w *world) {
		w.open()
		state := func(key string) string {
			for _, a := range w.Actions() {
				if a.Key == key {
					return a.State
				}
			}
			return ""
		}
		keys := map[string]bool{}
		for _, a := range w.Actions() {
			if keys[a.Key] || a.State == "" || len([]rune(a.Key)) != 1 || len(a.State) > 8 {
				t.Errorf("%+v", a)
			}
			keys[a.Key] = true
		}
		id := w.attachments()[0].AttachmentID
		_ = w.SetFault("errors")
		for _, c := range []struct{ key, before, after string }{
			{"d", "off", "2 left"},
			{"t", "off", "3 left"},
			{"f", "on", "3 left"},
			{"l", "off", "2s"},
			{"l", "2s", "off"},
			{"x", "-", "1x"},
			{"x", "1x", "2x"},
			{"i", "-", "1x"},
			{"I", "-", "1x"},
			{"c", "off", "50%"},
			{"s", "off", "on"},
			{"b", "1 open", "0 open"},
			{"m", "on", "on"},
			{"z", "off", "on"},
			{"h", "off", "on"},
			{"z", "off", "on"},
			{"n", "on", "off"},
			{"n", "off", "on"},
			{"v", "-", "1x"},
			{"w", "-", "1x"},
			{"u", "-", "1x"},
			{"U", "-", "1x"},
			{"p", "1 wait", "0 wait"},
			{"r", "0 wait", "0 wait"},
			{"a", "6 on", "0 on"},
			{"e", "off", "ended"},
		} {
			equal(w, state(c.key), c.before)
			for _, a := range w.Actions() {
				if a.Key == c.key {
					_, err := a.Do(id)
					equal(w, err, nil)
				}
			}
			synctest.Wait() // a socket that broke is told by its own goroutine
			equal(w, state(c.key), c.after)
		}
	})
}

func TestAFrozenClockKeepsNobodyOut(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Faults: []string{"freeze"}})
	for w.call().status == http.StatusOK { //nolint:revive // the burst is used up
	}
	w.tick(time.Second)
	equal(w, w.call().status, http.StatusOK)
	equal(w, w.call().header.Get("Date"), "Sat, 14 Mar 2026 10:00:00 GMT")
}

func TestTheClockCountsFromEachChange(t *testing.T) {
	w := start(t, Options{Scenario: "empty"})
	for _, c := range []struct {
		speed int
		want  time.Duration
	}{{10, 10 * time.Minute}, {1, 11 * time.Minute}, {0, 11 * time.Minute}, {100, 111 * time.Minute}, {-5, 111 * time.Minute}, {1, 112 * time.Minute}} {
		w.SetSpeed(c.speed)
		w.tick(time.Minute)
		if now, _ := w.Clock(); now.Sub(epoch()) != c.want {
			t.Errorf("×%d: %s after the start, want %s", c.speed, now.Sub(epoch()), c.want)
		}
	}
	w.AdvanceClock(-time.Hour)
	if now, _ := w.Clock(); now.Sub(epoch()) != 52*time.Minute {
		t.Errorf("%s after the start", now.Sub(epoch()))
	}
}
