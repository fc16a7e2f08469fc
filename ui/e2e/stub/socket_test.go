package stub

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// newURL exchanges the participant token for the URL of a socket.
func newURL(t *testing.T, s *Server) string {
	t.Helper()
	_, _, out := post(t, s, "/participant/connection", ParticipantToken, `{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"]}`)
	return out["Websocket"].(map[string]any)["Url"].(string)
}

func dial(t *testing.T, url string, headers ...string) (*websocket.Conn, error) {
	t.Helper()
	h := http.Header{"User-Agent": {"test/1"}}
	for i := range len(headers) / 2 {
		h.Set(headers[2*i], headers[2*i+1])
	}
	conn, _, err := websocket.Dial(t.Context(), url, &websocket.DialOptions{HTTPHeader: h})
	if err == nil {
		t.Cleanup(func() { _ = conn.CloseNow() })
	}
	return conn, err
}

const subscription = `{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`

// hear opens a socket, says something and returns it with the last answer.
func hear(t *testing.T, s *Server, say ...string) (*websocket.Conn, string) {
	t.Helper()
	conn, err := dial(t, newURL(t, s))
	if err != nil {
		t.Fatal(err)
	}
	answer := ""
	for _, text := range say {
		if err := conn.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
			t.Fatal(err)
		}
		answer = next(t, conn)
	}
	return conn, answer
}

func next(t *testing.T, conn *websocket.Conn) string {
	t.Helper()
	_, data, err := conn.Read(t.Context())
	if err != nil {
		return "closed: " + err.Error()
	}
	return string(data)
}

func TestASocketTellsWhatTheTranscriptSays(t *testing.T) {
	s := start(t, Options{Files: 2, Chatter: 1, Status: func(int) string { return "IN_PROGRESS" }})
	conn, answer := hear(t, s, subscription, `{"topic":"aws/heartbeat"}`, `{"topic":"aws/ping"}`)
	if answer != `{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}` || s.Sockets() != 1 {
		t.Errorf("answered %s", answer)
	}
	s.Send(1)
	s.Scan("APPROVED", 0, 2)
	s.Push("anything")
	for _, want := range []string{ID(2) + " IN_PROGRESS", ID(0) + " APPROVED", ID(2) + " APPROVED"} {
		var frame struct{ Content string }
		var item struct {
			Attachments []struct{ AttachmentId, Status string } //nolint:revive // the members' names on the wire
		}
		text := next(t, conn)
		if json.Unmarshal([]byte(text), &frame) != nil || json.Unmarshal([]byte(frame.Content), &item) != nil || len(item.Attachments) != 1 {
			t.Fatalf("told %s", text)
		}
		if got := item.Attachments[0].AttachmentId + " " + item.Attachments[0].Status; got != want {
			t.Errorf("told %s, want %s", got, want)
		}
	}
	if got := next(t, conn); got != "anything" {
		t.Errorf("told %s", got)
	}
	want := []File{{"file-0000.txt", "APPROVED"}, {"file-0001.txt", "IN_PROGRESS"}, {"file-0002.txt", "APPROVED"}}
	if got := s.Listing(); !slices.Equal(got, want) {
		t.Errorf("lists %v", got)
	}
	s.Drop(1012)
	if got := next(t, conn); !strings.Contains(got, "StatusServiceRestart") {
		t.Errorf("told %s", got)
	}
	if v := s.Violations(); len(v) > 0 {
		t.Error(v)
	}
}

func TestAStoppedServerComesBackOnTheSamePort(t *testing.T) {
	s := start(t, Options{Files: 1})
	conn, _ := hear(t, s, subscription)
	s.Stop()
	if got := next(t, conn); !strings.Contains(got, "closed") {
		t.Errorf("told %s", got)
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	if _, answer := hear(t, s, subscription); !strings.Contains(answer, "success") {
		t.Errorf("answered %s", answer)
	}
	if v := s.Violations(); len(v) > 0 {
		t.Error(v)
	}
}

func TestWhatIsNotDocumentedOnASocketIsAViolation(t *testing.T) {
	say := func(frames ...string) func(s *Server) {
		return func(s *Server) {
			conn, err := dial(t, newURL(t, s))
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range frames {
				_ = conn.Write(t.Context(), websocket.MessageText, []byte(text))
			}
			_ = conn.Close(websocket.StatusNormalClosure, "")
		}
	}
	for name, do := range map[string]func(s *Server){
		"a bearer":                  func(s *Server) { _, _ = dial(t, newURL(t, s), "X-Amz-Bearer", "x") },
		"a token in a header":       func(s *Server) { _, _ = dial(t, newURL(t, s), "X-Other", ParticipantToken) },
		"a token in the URL":        func(s *Server) { _, _ = dial(t, newURL(t, s)+"&token="+ConnectionToken) },
		"no agent":                  func(s *Server) { _, _ = dial(t, newURL(t, s), "User-Agent", "") },
		"a URL made up":             func(s *Server) { _, _ = dial(t, newURL(t, s)+"x") },
		"a URL twice":               func(s *Server) { u := newURL(t, s); _, _ = dial(t, u); _, _ = dial(t, u) },
		"heartbeat first":           say(`{"topic":"aws/heartbeat"}`),
		"subscription twice":        say(subscription, subscription),
		"more topics":               say(`{"topic":"aws/subscribe","content":{"topics":["aws/chat","aws/other"]}}`),
		"unknown topic":             say(subscription, `{"topic":"aws/chat","content":"{}"}`),
		"unknown member":            say(`{"topic":"aws/subscribe","content":{"topics":["aws/chat"]},"more":1}`),
		"content in a heartbeat":    say(subscription, `{"topic":"aws/heartbeat","content":{}}`),
		"no JSON":                   say("hello"),
		"heartbeats without a rest": say(subscription, `{"topic":"aws/heartbeat"}`, `{"topic":"aws/heartbeat"}`),
		"a binary frame": func(s *Server) {
			conn, _ := dial(t, newURL(t, s))
			_ = conn.Write(t.Context(), websocket.MessageBinary, []byte(subscription))
			_ = conn.Close(websocket.StatusNormalClosure, "")
		},
		"an odd close": func(s *Server) {
			conn, _ := hear(t, s, subscription)
			_ = conn.Close(websocket.StatusGoingAway, "")
		},
		"three sockets": func(s *Server) { hear(t, s); hear(t, s); hear(t, s) },
	} {
		s := start(t, Options{})
		do(s)
		var v []string
		if err := s.Await(t.Context(), func() bool { v = s.Violations(); return len(v) > 0 }); err != nil || strings.Contains(strings.Join(v, ""), "CANARY") {
			t.Errorf("%s: violations %v", name, v)
		}
	}
}

func TestHeartbeatsHaveARhythm(t *testing.T) {
	began := time.Unix(0, 0)
	for _, c := range []struct {
		name  string
		beats []int // seconds after began
		now   int
		wrong int
	}{
		{"none needed yet", nil, 1, 0},
		{"on time", []int{0, 10, 20}, 25, 0},
		{"a little late", []int{2, 13, 25}, 37, 0},
		{"none", nil, 30, 1},
		{"stopped", []int{0, 10}, 60, 1},
		{"late once", []int{0, 20, 30}, 31, 1},
		{"hasty", []int{0, 3, 13}, 14, 1},
		{"one that came late", []int{0, 18, 22, 30}, 31, 0},
	} {
		var beats []time.Time
		for _, s := range c.beats {
			beats = append(beats, began.Add(time.Duration(s)*time.Second))
		}
		if v := rhythm(topicPing, began, beats, began.Add(time.Duration(c.now)*time.Second)); len(v) != c.wrong {
			t.Errorf("%s: %v", c.name, v)
		}
	}
}
