package emulator

import (
	"encoding/json"
	"strings"
	"testing"

	"attache/api/emulator/wire"
)

// parsed reads any JSON object.
func parsed(t *testing.T, text string) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestTheConnectionAnswersAsInTheSample(t *testing.T) {
	w := start(t, Options{})
	request := `{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"],"ConnectParticipant":false}`
	got := parsed(t, w.post("connection", request, bearer, w.ParticipantToken()).body)
	same(t, "connection", got, recorded(t, "socket-connection-response"))
	socket, ok := got["Websocket"].(map[string]any)
	if !ok || socket["ConnectionExpiry"] != "2026-03-14T10:01:40.250Z" {
		t.Errorf("the URL ends at %v, not after 100 s", socket["ConnectionExpiry"])
	}
	if a := w.post("connection", request, bearer, w.ParticipantToken(), "Host", strings.Repeat("h", 2000)); a.status != 400 {
		t.Errorf("a URL over the documented limit: status %d", a.status)
	}
	if got := w.all[0].sockets.URL(wire.NewOrigin(host, true), epoch(), w.all[0].chat.Members[0]); !strings.HasPrefix(got, "wss://"+host+"/") {
		t.Errorf("over TLS the URL is %s", got)
	}
}

func TestFramesAreAsInTheSamples(t *testing.T) {
	lively(t, Options{Scenario: "empty"}, func(t *testing.T, w *world) {
		k, _ := w.dial(w.socketURL())
		request, err := json.Marshal(recorded(t, "socket-subscribe-request"))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "subscribe", parsed(t, k.ask(string(request))), recorded(t, "socket-subscribe-response"))
		same(t, "ping", parsed(t, k.ask(`{"topic":"aws/ping"}`)), recorded(t, "socket-ping-response"))
		same(t, "fault", parsed(t, k.ask("{")), recorded(t, "socket-fault"))
		w.Send("a.png", "image/png", 10, false)
		w.post("message", `{"ContentType":"text/plain","Content":"Here is the bill."}`)
		w.EndChat()
		for _, name := range []string{"socket-attachment", "socket-message", "socket-ended"} {
			got, want := parsed(t, k.next()), recorded(t, name)
			same(t, name, got, want)
			inner := func(v map[string]any) map[string]any { s, _ := v["content"].(string); return parsed(t, s) }
			same(t, name+"'s item", inner(got), inner(want))
		}
	})
}
