package socket

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// writeTimeout is how long one frame may take to leave: a client that takes nothing for so long is
// given up.
const writeTimeout = 30 * time.Second

// socket is one open WebSocket. The chat's lock guards what is not the queue's.
type socket struct {
	*queue
	subscribed bool
	whose      byte      // the number of the member
	ousted     bool      // it makes room for another
	ends       time.Time // it is closed properly
	breaks     time.Time // it is dropped; zero: not
}

// serve upgrades a request and hands on what the client sends until the socket ends.
func (k *socket) serve(w http.ResponseWriter, r *http.Request, receive func(frame []byte)) {
	conn, err := websocket.Accept(&tapped{w, k.queue}, r, &websocket.AcceptOptions{
		InsecureSkipVerify: true, // the token in the URL says who may, and browsers of any origin are let in
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
		receive(frame)
	}
	cancel()
	<-written
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
