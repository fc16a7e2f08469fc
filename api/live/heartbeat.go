package live

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"attache/api/wire"
	"attache/model"
)

// The protocol's rhythm, as the official web client keeps it.
const (
	heartbeatEvery   = 10 * time.Second
	subscribeWait    = time.Second            // for an answer
	subscribeSilent  = 3                      // tries that may stay without one
	subscribeAgain   = 500 * time.Millisecond // after a failure
	subscribeFailing = 5                      // failures in a row
	writeTime        = 10 * time.Second
	// sleepSlack is how late a beat may be. One that is later was slept through: the wall clock has
	// gone on, and the other side has long since given up.
	sleepSlack = 10 * time.Second
)

const (
	subscribeFrame = `{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}`
	heartbeatFrame = `{"topic":"aws/heartbeat"}`
	pingFrame      = `{"topic":"aws/ping"}`
)

// heartbeat is what keeps a socket going: it is told what the reader hears.
type heartbeat struct {
	answers chan bool      // to a subscription
	beats   chan frameKind // to a heartbeat of either kind
	asked   chan struct{}  // somebody wants to know whether the socket lives
}

// init makes the channels. Both kinds of answer have room for more than is ever asked for at once:
// what finds none is one too many, and the reader waits for nobody.
func (h *heartbeat) init() {
	const room = 8
	h.answers, h.beats, h.asked = make(chan bool, room), make(chan frameKind, room), make(chan struct{}, 1)
}

// hear passes on what a frame says.
func (h *heartbeat) hear(kind frameKind) {
	switch kind {
	case frameSubscribed, frameFailed, frameFault:
		select {
		case h.answers <- kind == frameSubscribed:
		default:
		}
	case frameHeartbeat, framePing:
		select {
		case h.beats <- kind:
		default:
		}
	case frameOther, frameChat:
	}
}

// socket is one WebSocket to the service.
type socket struct {
	caller  *wire.Caller
	now     func() time.Time
	conn    *websocket.Conn
	renewAt time.Time   // when another one should take over
	left    atomic.Bool // it is closed on purpose

	heartbeat heartbeat
	stop      context.CancelCauseFunc // of run
	mu        sync.Mutex              // guards stop
}

// nudge makes sure of the socket: a laptop that has slept notices at once.
func (s *socket) nudge() {
	select {
	case s.heartbeat.asked <- struct{}{}:
	default:
	}
}

// beat subscribes, then sends both heartbeats every ten seconds. It returns why the socket is lost,
// nil when ctx has ended first.
func (s *socket) beat(ctx context.Context, ready func()) *model.Problem {
	if p := s.subscribe(ctx); p != nil {
		return p
	}
	ready()
	last, silent := s.now().Round(0), map[frameKind]bool{}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		tick := false
		select {
		case kind := <-s.heartbeat.beats:
			delete(silent, kind)
			continue
		case <-timer.C:
			tick = true
		case <-s.heartbeat.asked:
		case <-ctx.Done():
			return nil
		}
		now := s.now().Round(0)
		switch {
		case now.Sub(last) > heartbeatEvery+sleepSlack:
			return lostSocket("slept")
		case !tick:
			continue
		case len(silent) > 0:
			return lostSocket("heartbeat unanswered")
		}
		last = now
		silent[frameHeartbeat], silent[framePing] = true, true
		if p := s.write(ctx, heartbeatFrame, pingFrame); p != nil {
			return p
		}
		timer.Reset(heartbeatEvery)
	}
}

// subscribe asks for the items of the chat until that is granted.
func (s *socket) subscribe(ctx context.Context) *model.Problem {
	silent, failed := 0, 0
	for silent < subscribeSilent && failed < subscribeFailing {
		if p := s.write(ctx, subscribeFrame); p != nil {
			return p
		}
		wait := time.NewTimer(subscribeWait)
		select {
		case granted := <-s.heartbeat.answers:
			wait.Stop()
			if granted {
				return nil
			}
			failed++
			silent = 0
			wait.Reset(subscribeAgain)
			select {
			case <-wait.C:
			case <-ctx.Done():
			}
		case <-wait.C:
			silent++
		case <-ctx.Done():
		}
		wait.Stop()
		if ctx.Err() != nil {
			return wire.Ended(ctx, wire.OpSocket)
		}
	}
	if failed > 0 {
		return lostSocket("subscription refused")
	}
	return lostSocket("subscription unanswered")
}

// write sends frames, each within its time.
func (s *socket) write(ctx context.Context, frames ...string) *model.Problem {
	for _, f := range frames {
		inner, cancel := context.WithTimeout(ctx, writeTime)
		err := s.conn.Write(inner, websocket.MessageText, []byte(f))
		cancel()
		switch {
		case err != nil && ctx.Err() == nil:
			return lostSocket("not writable")
		case err != nil:
			return wire.Ended(ctx, wire.OpSocket)
		}
	}
	return nil
}

func lostSocket(why string) *model.Problem {
	return &model.Problem{Kind: model.KindOffline, Op: wire.OpSocket, Detail: why}
}
