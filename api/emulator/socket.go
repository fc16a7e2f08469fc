package emulator

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

const (
	// maxSockets is the documented number of open sockets per participant.
	maxSockets = 5
	// socketLife is when clients renew a socket; the service is not documented to end it.
	socketLife = time.Hour
)

// socket is one open WebSocket.
type socket struct {
	*queue
	subscribed bool      // under the server's lock, as are the next two
	ends       time.Time // it is closed properly
	breaks     time.Time // it is dropped; zero: not
}

// serveSocket opens a socket and serves it until it ends.
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !s.delay(r.Context()) {
		return
	}
	s.count("Socket")
	k, no := s.openSocket(r)
	if no != nil {
		writeAnswer(w, nil, no)
		return
	}
	defer s.closeSocket(k)
	conn, err := websocket.Accept(&tapped{w, k.queue}, r, &websocket.AcceptOptions{
		InsecureSkipVerify: true, // the token in the URL says who may, as allowOrigin explains
	})
	if err != nil {
		return // Accept has answered
	}
	conn.SetReadLimit(maxFrame)
	// The context of a request whose connection was taken over ends with this function alone.
	ctx, cancel := context.WithCancel(r.Context())
	defer func() { _ = conn.CloseNow() }()
	written := make(chan struct{})
	go func() {
		defer close(written)
		k.write(ctx, conn)
	}()
	for {
		_, frame, err := conn.Read(ctx)
		if err != nil {
			break
		}
		s.hear(k, frame)
	}
	cancel()
	<-written
}

// openSocket takes a place among the sockets, if r may. Assumption: one beyond the most that may be
// open is refused like one whose URL is no good, and those that are open stay.
func (s *Server) openSocket(r *http.Request) (*socket, *refusal) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.opensSocket(r, now) || s.closed || s.chat.ended || len(s.sockets) >= maxSockets || s.faults.noSocket.take() {
		return nil, forbidden()
	}
	k := &socket{queue: newQueue(), ends: now.Add(s.faults.socketLife.or(socketLife))}
	if after := s.faults.drop.after; after > 0 {
		k.breaks = now.Add(time.Duration(after))
	}
	s.serving.Add(1)
	s.sockets = append(s.sockets, k)
	s.keepPace()
	return k, nil
}

// hear acts on a frame from a client.
func (s *Server) hear(k *socket, frame []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.mute {
		return
	}
	h := hear(frame, s.faults.refuse.take)
	if h.answer != nil {
		k.put(h.answer)
	}
	if !h.subscribe {
		return
	}
	k.subscribed = true
	if s.faults.drop.after == 0 && s.faults.drop.next.take() {
		k.drop()
	}
}

// write sends what is put into the queue until the socket ends.
func (k *socket) write(ctx context.Context, conn *websocket.Conn) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-k.wake:
		}
		frames, status := k.take()
		for _, f := range frames {
			if writeFrame(ctx, conn, f) != nil {
				k.drop()
				return
			}
		}
		if status != 0 {
			_ = conn.Close(status, "")
			return
		}
	}
}

func writeFrame(ctx context.Context, conn *websocket.Conn, frame []byte) error {
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	return conn.Write(ctx, websocket.MessageText, frame)
}

// tapped hands the queue the connection beneath the socket, by which alone it can be ended at once.
type tapped struct {
	http.ResponseWriter

	queue *queue
}

// Hijack implements http.Hijacker.
func (t *tapped) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	h, ok := t.ResponseWriter.(http.Hijacker)
	if !ok {
		return nil, nil, errors.ErrUnsupported
	}
	raw, rw, err := h.Hijack()
	if err == nil {
		t.queue.connect(raw)
	}
	return raw, rw, err
}
