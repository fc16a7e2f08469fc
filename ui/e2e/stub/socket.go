package stub

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/coder/websocket"
)

// mostSockets is how many a client needs at once: one, and for a moment the one that takes over. The
// service lets a participant have five, and the client is not the only one who has some.
const mostSockets = 2

// ticketLife is how long a socket's URL may be used.
const ticketLife = 100 * time.Second

// tap keeps the connection that an upgrade takes over.
type tap struct {
	http.ResponseWriter

	raw net.Conn
}

// Hijack implements http.Hijacker.
func (t *tap) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(t.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, fmt.Errorf("take over: %w", err)
	}
	t.raw = conn
	return conn, buffered, nil
}

// newTicket makes the URL of a socket. s.mu must be held.
func (s *Server) newTicket() string {
	ticket := fmt.Sprintf("CANARY-ticket-%d-Hn5Yd0cRq7", len(s.tickets))
	s.tickets[ticket] = s.opts.Now()
	return strings.Replace(s.address, "http:", "ws:", 1) + socketPath + "?X-Amz-Ticket=" + ticket
}

const socketPath = "/socket"

// upgrade serves one WebSocket until it ends.
func (s *Server) upgrade(w http.ResponseWriter, r *http.Request) {
	if status := s.checkUpgrade(r); status != 0 {
		w.WriteHeader(status)
		return
	}
	t := &tap{ResponseWriter: w}
	opened := s.opts.Now() // Accept tells the client
	conn, err := websocket.Accept(t, r, nil)
	if err != nil {
		return // the client is told by Accept
	}
	defer func() { _ = conn.CloseNow() }()
	k := &socket{raw: t.raw, opened: opened, beats: map[string][]time.Time{}}
	if !s.enter(k) {
		return
	}
	for {
		kind, data, err := conn.Read(r.Context())
		if err != nil {
			s.leave(k, err)
			return
		}
		if answer := s.frame(k, kind, data); answer != "" {
			k.send(Frame(true, opText, []byte(answer)))
		}
	}
}

// checkUpgrade counts and checks a request for a socket, and returns the status that refuses it.
func (s *Server) checkUpgrade(r *http.Request) int {
	const op = "socket"
	s.mu.Lock()
	defer s.mu.Unlock()
	s.upgrades++
	s.change()
	s.checkHeaders(op, r, "X-Amz-Bearer", "Sec-Websocket-Protocol")
	s.checkAgent(op, r)
	if strings.Contains(r.RequestURI, ConnectionToken) || strings.Contains(r.RequestURI, ParticipantToken) {
		s.wrong("%s: a token in the URL", op)
	}
	ticket := r.URL.Query().Get("X-Amz-Ticket")
	issued, ok := s.tickets[ticket]
	switch {
	case !ok:
		s.wrong("%s: a URL that was never given out", op)
		return http.StatusForbidden
	case issued.IsZero():
		s.wrong("%s: a URL is used a second time", op)
		return http.StatusForbidden
	case s.opts.Now().Sub(issued) > ticketLife:
		s.wrong("%s: a URL is used too late", op)
		return http.StatusForbidden
	}
	s.tickets[ticket] = time.Time{}
	return s.noSockets
}

// enter takes a socket in, and reports false when the server has been stopped meanwhile.
func (s *Server) enter(k *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return false
	}
	s.sockets = append(s.sockets, k)
	s.change()
	if n := len(s.sockets); n > mostSockets {
		s.wrong("socket: %d at once", n)
	}
	return true
}

// leave takes note of a socket that has ended, and of how.
func (s *Server) leave(k *socket, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.change()
	s.sockets = slices.DeleteFunc(s.sockets, func(other *socket) bool { return other == k })
	if k.dropped {
		return
	}
	s.checkBeats(k)
	var closed websocket.CloseError
	if errors.As(err, &closed) && !k.broken && closed.Code != websocket.StatusNormalClosure {
		s.wrong("socket: closed with %d", closed.Code)
	}
}

// frame checks what the client says, and returns what is to be answered.
func (s *Server) frame(k *socket, kind websocket.MessageType, data []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.change()
	var in struct {
		Topic   string          `json:"topic"`
		Content json.RawMessage `json:"content"`
	}
	if kind != websocket.MessageText {
		s.wrong("socket: a binary frame")
		return ""
	}
	if !s.decode("socket", data, &in) {
		return ""
	}
	if in.Topic != topicSubscribe && !k.subscribed {
		s.wrong("socket: %q before the subscription", in.Topic)
	}
	switch in.Topic {
	case topicSubscribe:
		return s.subscribe(k, string(in.Content))
	case topicHeartbeat, topicPing:
		if in.Content != nil {
			s.wrong("socket: content in %q", in.Topic)
		}
		k.beats[in.Topic] = append(k.beats[in.Topic], s.opts.Now())
		switch {
		case s.deaf:
			return ""
		case in.Topic == topicPing:
			return `{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}`
		}
		return `{"topic":"aws/heartbeat"}`
	}
	s.wrong("socket: topic %q", in.Topic)
	return ""
}

// subscribe answers a subscription. s.mu must be held.
func (s *Server) subscribe(k *socket, content string) string {
	const least, most, late = 450 * time.Millisecond, 8, 10 * time.Second
	now := s.opts.Now()
	switch {
	case content != `{"topics":["aws/chat"]}`:
		s.wrong("socket: subscribes with %s", content)
	case k.subscribed && now.Sub(k.began) > late: // before, it may have been on its way
		s.wrong("socket: subscribes again %v after it was granted", now.Sub(k.began))
	case k.refused > most:
		s.wrong("socket: subscribes without end")
	case now.Sub(k.opened) < time.Duration(k.asked)*least: // several may be read at once, but none was sent early
		s.wrong("socket: %d subscriptions within %v", k.asked+1, now.Sub(k.opened))
	}
	k.asked++
	s.subscriptions++
	answer := ""
	if s.opts.Subscribe != nil {
		answer = s.opts.Subscribe(s.subscriptions)
	}
	if answer != "" {
		k.refused++
		if answer == Silence {
			return ""
		}
		return answer
	}
	k.subscribed, k.began = true, now
	return `{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}`
}
