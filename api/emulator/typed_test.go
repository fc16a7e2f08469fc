package emulator

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"attache/api/emulator/control"
)

// asking is the line that the action of a name wants.
func (w *world) asking(name string) *control.Asking {
	w.t.Helper()
	for _, a := range w.Actions() {
		if a.Name == name {
			return a.Asks
		}
	}
	w.t.Fatalf("no action %q", name)
	return nil
}

// Whatever can be turned on by HTTP can be typed in the panel, and is the same then.
func TestALineOfThePanelAimsAFaultAsHTTPDoes(t *testing.T) {
	for line, body := range map[string]string{
		"throttle=2 GetAttachment this 3": `{"fault":"throttle=2","operation":"GetAttachment","attachment_id":"ID","call":3}`,
		"hangup getobject":                `{"fault":"hangup","operation":"GetObject"}`,
		"latency=2s this":                 `{"fault":"latency=2s","attachment_id":"ID"}`,
		"invalid=1":                       `{"fault":"invalid=1"}`,
		"deny 4":                          `{"fault":"deny","call":4}`,
		"cut=40":                          `{"fault":"cut=40"}`,
		"mute":                            `{"fault":"mute"}`,
		"deny StartChatContact 2":         `{"fault":"deny","operation":"StartChatContact","call":2}`,
	} {
		w := start(t, Options{Scenario: "still", Unlimited: true})
		id := w.attachments()[0].AttachmentID
		if _, err := w.asking("turn a fault on").Do(id, line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		equal(w, len(w.Trouble()), 1)
		typed := w.must("GET", "/faults", "").body
		w.must("DELETE", "/faults", "")
		equal(w, typed, w.must("POST", "/faults", strings.Replace(body, "ID", id, 1)).body)
	}
}

func TestALineOfThePanelThatMakesNoSenseDoesNothing(t *testing.T) {
	w := start(t, Options{Scenario: "still"})
	clock, _ := w.Clock()
	items := len(w.talk().Items)
	for action, lines := range map[string][]string{
		"turn a fault on":       {"", "nonsense", "deny this", "deny 0", "deny Get", "cut=50 GetObject", "throttle=x"},
		"clock: set":            {"", "soon", "x101", "x-1", "x", "0001-01-01T00:00:00Z"},
		"somebody sends a file": {"", "a.txt 0", "a.txt 104857601", "a.txt supervisor"},
		"somebody writes":       {"", "agent:", "agent: ", "supervisor: hello"},
	} {
		for _, line := range lines {
			if _, err := w.asking(action).Do("", line); err == nil {
				t.Errorf("%s: %q is taken", action, line)
			}
		}
	}
	now, speed := w.Clock()
	equal(w, now, clock)
	equal(w, speed, 1)
	equal(w, len(w.talk().Items), items)
	equal(w, len(w.Trouble()), 0)
}

func TestLinesOfThePanelMoveTheClockAndSend(t *testing.T) {
	w := start(t, Options{Scenario: "still", Unlimited: true})
	do := func(action, line string) {
		t.Helper()
		if _, err := w.asking(action).Do("", line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	do("clock: set", "9000-01-01T00:00:00Z") // further than a duration holds
	if now, _ := w.Clock(); now.Year() != 9000 {
		t.Errorf("the clock shows %v", now)
	}
	do("clock: set", "2026-03-14T11:00:00Z")
	do("clock: set", "-30m")
	do("clock: set", "x0")
	if a := w.must("GET", "/clock", ""); strings.TrimSpace(a.body) != `{"now":"2026-03-14T10:30:00Z","speed":0}` {
		t.Error(a.body)
	}
	do("somebody writes", "Agent: good morning: all of you")
	do("somebody sends a file", "my bill.pdf 90000 application/pdf agent scan")
	all := w.attachments()
	last := all[len(all)-1]
	equal(w, last.AttachmentName+" "+last.ContentType+" "+last.Status, "my bill.pdf application/pdf IN_PROGRESS")
	equal(w, strings.Contains(w.post("transcript", "{}").body, `"good morning: all of you"`), true)
	_, err := w.act("pass this file's scan", last.AttachmentID)
	equal(w, err, nil)
	equal(w, w.get200(last.AttachmentID), http.StatusOK)
	_, err = w.act("reject this file's scan", last.AttachmentID)
	equal(w, err != nil, true)
}

func TestLinesOfThePanelAreCompleted(t *testing.T) {
	w := start(t, Options{Scenario: "still"})
	for line, want := range map[string]string{"": "throttle", " ": "throttle", "thr": "throttle", "deny Get": "GetAttachment", "deny ": "this", "hangup GetAttachment ": "this"} {
		if !slices.Contains(w.asking("turn a fault on").Words(line), want) {
			t.Errorf("%q does not go on with %s", line, want)
		}
	}
	equal(w, len(w.asking("turn a fault on").Words("cut=50 ")), 0)
	for _, a := range w.Actions() {
		for _, line := range []string{"", " ", "  ", ":", "= "} {
			if a.Asks != nil {
				a.Asks.Words(line) // no line is too odd
			}
		}
	}
	for _, a := range w.Actions() { // whatever is shown as an example, or offered first, is taken
		if a.Asks == nil {
			continue
		}
		for _, example := range strings.Split(a.Asks.Example, ", ") {
			if _, err := a.Asks.Do(w.attachments()[0].AttachmentID, example); err != nil {
				t.Errorf("%s: %q: %v", a.Name, example, err)
			}
			w.must("DELETE", "/faults", "")
			w.must("POST", "/reset", "")
		}
	}
}
