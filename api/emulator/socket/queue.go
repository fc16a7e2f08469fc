package socket

import (
	"crypto/tls"
	"net"
	"sync"

	"github.com/coder/websocket"
)

// maxQueue is how many bytes may wait for one socket. A reader that is slower than the chat for so
// long is dropped; it fills the gap from the transcript.
const maxQueue = 16 << 20

// queue is what waits to be sent on a socket. Putting something into it never waits.
type queue struct {
	wake chan struct{} // holds a token while there is something to do

	mu     sync.Mutex
	raw    net.Conn // beneath the socket, once there is one
	frames [][]byte
	size   int
	status websocket.StatusCode // to close with when all is sent; 0: not yet
	dead   bool
}

func newQueue() *queue { return &queue{wake: make(chan struct{}, 1)} }

// put adds frames, or breaks the socket when too much waits already.
func (q *queue) put(frames ...[]byte) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.dead || q.status != 0 {
		return
	}
	for _, f := range frames {
		q.frames, q.size = append(q.frames, f), q.size+len(f)
	}
	if q.size > maxQueue {
		q.kill()
		return
	}
	q.signal()
}

// finish closes the socket properly once everything before is sent.
func (q *queue) finish(status websocket.StatusCode) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.status == 0 {
		q.status = status
	}
	q.signal()
}

// take empties the queue.
func (q *queue) take() ([][]byte, websocket.StatusCode) {
	q.mu.Lock()
	defer q.mu.Unlock()
	frames := q.frames
	q.frames, q.size = nil, 0
	return frames, q.status
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default: // it has one already
	}
}

// connect tells the queue the connection that it can be broken by; false when it was already.
func (q *queue) connect(raw net.Conn) {
	if secured, ok := raw.(*tls.Conn); ok {
		raw = secured.NetConn() // which can be broken without a word
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.raw = raw
	if q.dead {
		_ = raw.Close()
	}
}

// drop breaks the connection without a word, as a network does, and reports whether it was whole.
func (q *queue) drop() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	whole := !q.dead
	q.kill()
	return whole
}

// kill does it with the lock held.
func (q *queue) kill() {
	q.dead, q.frames, q.size = true, nil, 0
	if q.raw != nil {
		_ = q.raw.Close()
	}
}
