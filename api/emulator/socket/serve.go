package socket

import (
	"net/http"
	"slices"
	"time"

	"github.com/coder/websocket"

	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

// ServeHTTP opens a socket and serves it until it ends.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !h.chat.Delay(r.Context()) {
		return
	}
	h.chat.Count("Socket")
	k := h.admit(r)
	if k == nil {
		wire.Write(w, h.chat.Secret, nil, wire.Forbidden(h.chat.Secret))
		return
	}
	defer h.leave(k)
	k.serve(w, r, func(frame []byte) { h.receive(k, frame) })
}

// admit takes a place among the sockets, if r may. Assumption: one beyond the most that may be
// open is refused like one whose URL is no good, and those that are open stay.
func (h *Hub) admit(r *http.Request) *socket {
	now := h.chat.Clock.Now()
	until, whose, ours := h.Holds(r)
	h.chat.Lock()
	defer h.chat.Unlock()
	faults := &h.chat.Faults
	if !ours || !token.Alive(until, now) || h.closed || h.chat.Talk.Ended || faults.NoSocket.Take() || !h.roomFor(whose) {
		return nil
	}
	k := &socket{queue: newQueue(), whose: whose, ends: now.Add(faults.SocketLife.Or(Life))}
	if after := faults.Drop.After; after > 0 {
		k.breaks = now.Add(time.Duration(after))
	}
	h.serving.Add(1)
	h.open = append(h.open, k)
	h.keepPace()
	return k
}

// roomFor reports whether a member may have one more socket, and makes room where that is asked for.
func (h *Hub) roomFor(whose byte) bool {
	var theirs []*socket
	for _, k := range h.open {
		if k.whose == whose && !k.ousted {
			theirs = append(theirs, k)
		}
	}
	if len(theirs) < most {
		return true
	}
	if h.chat.Faults.SixthSocket != "oldest" {
		return false
	}
	theirs[0].ousted = true
	theirs[0].finish(websocket.StatusGoingAway)
	return true
}

// leave gives a socket's place free.
func (h *Hub) leave(k *socket) {
	k.drop()
	h.chat.Lock()
	defer h.chat.Unlock()
	h.open = slices.DeleteFunc(h.open, func(other *socket) bool { return other == k })
	if len(h.open) == 0 && h.pacer != nil {
		close(h.pacer.stop)
		h.pacer = nil
	}
	h.serving.Done()
}

// receive acts on a frame from a client.
func (h *Hub) receive(k *socket, frame []byte) {
	h.chat.Lock()
	defer h.chat.Unlock()
	faults := &h.chat.Faults
	if faults.Mute {
		return
	}
	a := answer(frame, h.chat.Secret, faults.Refuse.Take)
	if a.frame != nil {
		k.put(a.frame)
	}
	if !a.subscribe {
		return
	}
	k.subscribed = true
	if faults.Drop.After == 0 && faults.Drop.Next.Take() {
		k.drop()
	}
}
