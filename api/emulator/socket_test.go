package emulator

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"attache/api/emulator/scenario"
	"attache/api/emulator/socket"
	"attache/api/emulator/wire"
)

// line is a socket as another client sees it.
type line struct {
	*websocket.Conn
	t *testing.T
}

// heardFrame is any frame from the server.
type heardFrame struct {
	Topic         string          `json:"topic"`
	Content       json.RawMessage `json:"content"`
	ContentType   string          `json:"contentType"`
	StatusCode    int             `json:"statusCode"`
	StatusContent string          `json:"statusContent"`
	Message       string          `json:"message"`
}

type heardItem struct {
	ID               string `json:"Id"`
	AbsoluteTime     string
	Type             string
	ContentType      string
	Content          string
	ParticipantRole  string
	InitialContactID string `json:"InitialContactId"`
	Attachments      []seenAttachment
}

// socketURL asks for a URL as clients do.
func (w *world) socketURL() string {
	w.t.Helper()
	a := decode[struct {
		Websocket struct {
			URL string `json:"Url"`
		}
	}](w.t, w.post("connection", `{"Type":["WEBSOCKET"]}`, bearer, w.ParticipantToken()))
	return a.Websocket.URL
}

// dial opens a socket; the status tells why not.
func (w *world) dial(url string) (*line, int) {
	w.t.Helper()
	c, a, err := websocket.Dial(w.t.Context(), url, &websocket.DialOptions{HTTPClient: w.client})
	if err != nil {
		if a == nil {
			w.t.Fatal(err)
		}
		return nil, a.StatusCode
	}
	c.SetReadLimit(-1)
	w.t.Cleanup(func() { _ = c.CloseNow() })
	return &line{c, w.t}, a.StatusCode
}

// open opens a socket and subscribes.
func (w *world) open() *line {
	w.t.Helper()
	k, status := w.dial(w.socketURL())
	if k == nil {
		w.t.Fatalf("the socket is refused with %d", status)
	}
	if got := k.ask(`{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`); got !=
		`{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}` {
		w.t.Fatalf("subscribing: %s", got)
	}
	return k
}

func (k *line) say(frame string) {
	k.t.Helper()
	if err := k.Write(k.t.Context(), websocket.MessageText, []byte(frame)); err != nil {
		k.t.Fatal(err)
	}
}

func (k *line) next() string {
	k.t.Helper()
	kind, b, err := k.Read(k.t.Context())
	if err != nil || kind != websocket.MessageText {
		k.t.Fatalf("%v %v", kind, err)
	}
	return string(b)
}

func (k *line) ask(frame string) string {
	k.t.Helper()
	k.say(frame)
	return k.next()
}

// live expects that the server answers.
func (k *line) live() {
	k.t.Helper()
	if got := k.ask(`{"topic":"aws/heartbeat"}`); got != `{"topic":"aws/heartbeat"}` {
		k.t.Errorf("the heartbeat is answered by %s", got)
	}
}

// item reads a frame of the chat.
func (k *line) item() heardItem {
	k.t.Helper()
	return unwrap(k.t, k.next())
}

func unwrap(t *testing.T, frame string) heardItem {
	t.Helper()
	var f heardFrame
	var inner string
	var it heardItem
	if err := json.Unmarshal([]byte(frame), &f); err != nil || f.Topic != "aws/chat" || f.ContentType != "application/json" {
		t.Fatalf("%s: %v", frame, err)
	}
	if err := json.Unmarshal(f.Content, &inner); err != nil {
		t.Fatalf("the item is no string: %s", f.Content)
	}
	if err := json.Unmarshal([]byte(inner), &it); err != nil {
		t.Fatalf("%s: %v", inner, err)
	}
	return it
}

// ended waits for the end, past whatever comes before, and returns the status that the server closed with, or -1.
func (k *line) ended() websocket.StatusCode {
	k.t.Helper()
	for {
		if _, _, err := k.Read(k.t.Context()); err != nil {
			return websocket.CloseStatus(err)
		}
	}
}

func (k *line) silent() { k.t.Helper(); k.silentFor(time.Minute) }

// silentFor expects that nothing comes. It ends the socket.
func (k *line) silentFor(d time.Duration) {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), d)
	defer cancel()
	if _, b, err := k.Read(ctx); err == nil {
		k.t.Errorf("heard %s", b)
	}
}

// lively runs a test in a bubble, against a server on the bubble's clock.
func lively(t *testing.T, o Options, run func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o.Now = time.Now
		run(t, start(t, o))
	})
}

func TestASocketSpeaksTheProtocol(t *testing.T) {
	lively(t, Options{Scenario: "empty"}, func(t *testing.T, w *world) {
		k, _ := w.dial(w.socketURL())
		for _, c := range []struct{ frame, want string }{
			{`{"topic":"aws/heartbeat"}`, `{"topic":"aws/heartbeat"}`},
			{`{"topic":"aws/ping"}`, `{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}`},
			{`{"topic":"aws/subscribe","content":{"topics":["aws/weather"]}}`, `{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/weather"]}}`},
			{`{"topic":"aws/subscribe","content":{"topics":["aws/chat","aws/weather"]}}`, `{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat","aws/weather"]}}`},
			{`{"topic":"aws/subscribe","content":{"topics":[]}}`, `{"topic":"aws/subscribe","content":{"status":"failure","topics":[]}}`},
			{`{"topic":"aws/subscribe"}`, `{"topic":"aws/subscribe","content":{"status":"failure","topics":[]}}`},
		} {
			if got := k.ask(c.frame); got != c.want {
				t.Errorf("%s: %s, want %s", c.frame, got, c.want)
			}
		}
		for _, frame := range []string{"", `{"topic":"aws/weather"}`, `{}`, `{"Topic":"aws/heartbeat"}`, `{"topic":7}`} {
			k.say(frame)
		}
		if got := k.ask("nonsense"); !strings.HasPrefix(got, `{"message":"Forbidden","connectionId":"`) {
			t.Errorf("nonsense: %s", got)
		}
		w.Send("a.txt", plainText, 10, false) // nothing goes to a socket that has not subscribed
		k.silent()
	})
}

func TestEveryItemReachesTheSocketsThatSubscribed(t *testing.T) {
	lively(t, Options{Scenario: "empty"}, func(t *testing.T, w *world) {
		a, b := w.open(), w.open()
		unsubscribed, _ := w.dial(w.socketURL())
		want := w.Send("bill <1> & \"2\".pdf", pdfType, 100, false)
		w.post("message", `{"ContentType":"text/plain","Content":"One more"}`)
		w.post("event", `{"ContentType":"application/vnd.amazonaws.connect.event.typing"}`)
		scanned := w.Send("scan.pdf", pdfType, 100, true)
		w.FinishScans(true)
		w.FinishScans(true) // nothing left
		second := w.Send("scan.exe", pdfType, 100, true)
		w.FinishScan(second, false)
		w.EndChat()
		for _, k := range []*line{a, b} {
			file, text, typing := k.item(), k.item(), k.item()
			if file.Attachments[0].AttachmentID != want || file.Attachments[0].AttachmentName != `bill <1> & "2".pdf` ||
				file.Type != "ATTACHMENT" || file.ParticipantRole != "CUSTOMER" || file.InitialContactID != w.talk().ContactID {
				t.Errorf("the file came as %+v", file)
			}
			if text.Content != "One more" || text.Type != "MESSAGE" || typing.Type != "TYPING" {
				t.Errorf("the message came as %+v, the typing as %+v", text, typing)
			}
			before, after := k.item(), k.item()
			if before.Attachments[0] != (seenAttachment{scanned, "scan.pdf", pdfType, inProgress}) ||
				after.Attachments[0] != (seenAttachment{scanned, "scan.pdf", pdfType, approved}) || before.ID != after.ID {
				t.Errorf("the first scan came as %+v and %+v", before, after)
			}
			before, after = k.item(), k.item()
			if before.Attachments[0].Status != inProgress || after.Attachments[0].Status != rejected || before.ID == after.ID {
				t.Errorf("the second scan came as %+v and %+v, not as another item", before, after)
			}
			if end := k.item(); end.ContentType != scenario.EventEnded || end.Type != "EVENT" {
				t.Errorf("the end came as %+v", end)
			}
			if status := k.ended(); status != websocket.StatusNormalClosure {
				t.Errorf("closed with %v", status)
			}
		}
		if _, frame, err := unsubscribed.Read(t.Context()); websocket.CloseStatus(err) != websocket.StatusNormalClosure {
			t.Errorf("a socket that has not subscribed heard %s, %v", frame, err)
		}
		if _, status := w.dial(w.socketURL0(t)); status != http.StatusForbidden {
			t.Errorf("a socket of an ended chat: %d", status)
		}
	})
}

// socketURL0 makes a URL without a call, for a chat that answers none any more.
func (w *world) socketURL0(t *testing.T) string {
	t.Helper()
	return w.all[0].sockets.URL(wire.NewOrigin(host, false), w.now().Add(socket.URLLife), w.all[0].chat.Members[0])
}

func TestASocketURLIsGoodFor100Seconds(t *testing.T) {
	lively(t, Options{Scenario: "empty"}, func(t *testing.T, w *world) {
		url := w.socketURL()
		if path, secret, _ := strings.Cut(strings.TrimPrefix(url, "ws://"+host+socket.Prefix), "?auth="); len(path) < 40 || len(secret) < 40 {
			t.Errorf("%s has no secret in both parts", url)
		}
		for name, bad := range map[string]string{
			"another path": changed(url, len(url)/3+10), "another query": changed(url, len(url)-3), "no query": url[:strings.Index(url, "?")],
			"another server's": start(t, Options{Now: time.Now}).socketURL(), "empty": "ws://" + host + socket.Prefix,
		} {
			if _, status := w.dial(bad); status != http.StatusForbidden {
				t.Errorf("%s: %d", name, status)
			}
		}
		time.Sleep(100*time.Second - time.Millisecond)
		if k, status := w.dial(url); k == nil {
			t.Errorf("just before: %d", status)
		}
		time.Sleep(time.Millisecond)
		if _, status := w.dial(url); status != http.StatusForbidden {
			t.Errorf("after 100 s: %d", status)
		}
	})
}

func TestASixthSocketIsRefusedAndAPlaceIsGivenFree(t *testing.T) {
	lively(t, Options{Scenario: "empty"}, func(t *testing.T, w *world) {
		var open []*line
		for range 5 {
			open = append(open, w.open())
		}
		if _, status := w.dial(w.socketURL()); status != http.StatusForbidden {
			t.Errorf("the sixth: %d", status)
		}
		_ = open[2].CloseNow()
		synctest.Wait()
		if n := w.Sockets(); n != 4 {
			t.Errorf("%d are open", n)
		}
		w.open()
	})
}

func TestASocketEndsAfterItsHourOnTheServicesClock(t *testing.T) {
	for spec, want := range map[string]time.Duration{"": time.Hour, "hurry=10": 6 * time.Minute, "socket-life=90s": 90 * time.Second} {
		lively(t, Options{Scenario: "empty"}, func(t *testing.T, w *world) {
			if err := w.SetFault(spec); err != nil && spec != "" {
				t.Fatal(err)
			}
			k, begin := w.open(), time.Now()
			if status := k.ended(); status != websocket.StatusGoingAway || time.Since(begin) != want {
				t.Errorf("%q: closed with %v after %s, want %s", spec, status, time.Since(begin), want)
			}
		})
	}
}

func TestASlowReaderHoldsUpNobody(t *testing.T) {
	lively(t, Options{Scenario: "empty", Unlimited: true}, func(t *testing.T, w *world) {
		slow, quick := w.open(), w.open()
		const burst = 10_000
		heard := make(chan int)
		go func() {
			n := 0
			for ; n < burst; n++ {
				quick.item()
			}
			heard <- n
		}()
		begin := time.Now()
		for range burst {
			w.Send("a.txt", plainText, 10, false)
		}
		if n := <-heard; n != burst {
			t.Errorf("the quick one heard %d", n)
		}
		if d := time.Since(begin); d != 0 {
			t.Errorf("the burst took %s", d)
		}
		time.Sleep(31 * time.Second)
		if n := w.Sockets(); n != 1 {
			t.Errorf("%d sockets are open, the slow one among them", n)
		}
		if status := slow.ended(); status != -1 {
			t.Errorf("the slow one was closed with %v", status)
		}
	})
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	for name, end := range map[string]func(*Server) error{
		"Close": (*Server).Close, "Shutdown": func(s *Server) error {
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
			defer cancel()
			return s.Shutdown(ctx)
		},
	} {
		lively(t, Options{}, func(t *testing.T, w *world) { // the bubble fails when a goroutine is left
			silent, subscribed := w.open(), w.open()
			w.Send("a.txt", plainText, 10, false)
			go func() { _ = subscribed.ended() }()
			begin := time.Now()
			if err := end(w.Server); err != nil {
				t.Error(err)
			}
			if d := time.Since(begin); name == "Close" && d != 0 || d > 2*time.Second {
				t.Errorf("%s took %s", name, d)
			}
			if w.Sockets() != 0 {
				t.Errorf("%s left %d sockets", name, w.Sockets())
			}
			_ = silent.ended()
		})
	}
}

// The limit is each participant's own.
func TestAnothersSocketsTakeNobodysPlace(t *testing.T) {
	lively(t, Options{Scenario: "empty", Unlimited: true}, func(t *testing.T, w *world) {
		for range 5 {
			w.open()
		}
		agent := decode[struct {
			Websocket struct {
				URL string `json:"Url"`
			}
		}](t, w.post("connection", `{"Type":["WEBSOCKET"]}`, bearer, w.People()[1].ParticipantToken)).Websocket.URL
		if _, status := w.dial(agent); status != http.StatusSwitchingProtocols {
			t.Errorf("the agent's first: %d", status)
		}
	})
}
