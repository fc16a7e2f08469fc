// Package socket serves the WebSockets of a chat.
package socket

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"attache/api/emulator/chat"
	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

const (
	// Prefix begins the path of every socket.
	Prefix = "/socket/"
	// URLLife is how long a URL may wait to be opened, as documented. It opens as often as it is tried within that
	// time: the official web library tries the same URL again when a socket breaks early.
	URLLife = 100 * time.Second

	param = "auth"
	// most is the documented number of open sockets per participant.
	most = 5
	// Life is when clients renew a socket; the service is not documented to end it.
	Life = time.Hour
)

// Hub holds the open sockets of a chat, and is its audience. The chat's lock guards it.
type Hub struct {
	chat    *chat.Chat
	open    []*socket
	pacer   *pacer // while there are sockets
	closed  bool
	serving sync.WaitGroup // the sockets and what keeps their pace
}

// NewHub makes the audience of a chat.
func NewHub(c *chat.Chat) *Hub {
	h := &Hub{chat: c}
	c.Attend(h)
	return h
}

// URL makes a URL that opens a socket of a member until expiry. As with the service's, neither its path
// nor its query may be shown to anybody: one token lies in both.
func (h *Hub) URL(at wire.Origin, expiry time.Time, who *chat.Member) string {
	text := base64.RawURLEncoding.EncodeToString(h.chat.Secret.SealBytes(token.Socket, append(token.Until(expiry), byte(who.Number())))) //nolint:gosec // a chat has ten members at most
	half := len(text) / 2
	return at.URL("ws") + Prefix + text[:half] + "?" + param + "=" + text[half:]
}

// Tag tells which chat's the URL of a request may be.
func Tag(r *http.Request) token.Tag {
	b, _ := decode(r) // of what is none, it is nobody's
	return token.TagOfBytes(b)
}

func decode(r *http.Request) ([]byte, error) {
	return base64.RawURLEncoding.Strict().DecodeString(strings.TrimPrefix(r.URL.Path, Prefix) + r.URL.Query().Get(param))
}

// Holds reports whether r came by a URL that URL made, when that ends, and whose it is.
func (h *Hub) Holds(r *http.Request) (until []byte, whose byte, ok bool) {
	b, err := decode(r)
	if err != nil {
		return nil, 0, false
	}
	b, ok = h.chat.Secret.OpenBytes(token.Socket, b)
	if !ok || len(b) != 9 {
		return nil, 0, false
	}
	return b[:8], b[8], true
}

// Publish sends an item to every socket that has subscribed.
func (h *Hub) Publish(it scenario.Item) {
	faults := &h.chat.Faults
	if bool(faults.Mute) || h.chat.Hides(it) || !slices.ContainsFunc(h.open, func(k *socket) bool { return k.subscribed }) {
		return
	}
	frames := [][]byte{frame(h.chat.Talk.ContactID, it)}
	if faults.Garbage.Take() {
		frames = append(nonsense(h.chat.Secret), frames...)
	}
	for _, k := range h.open {
		if k.subscribed {
			k.put(frames...)
		}
	}
}

// End closes every socket properly.
func (h *Hub) End() {
	for _, k := range h.open {
		k.finish(websocket.StatusNormalClosure)
	}
}

// Open returns how many sockets are open.
func (h *Hub) Open() int {
	h.chat.Lock()
	defer h.chat.Unlock()
	return len(h.open)
}

// Drop breaks every open socket without a word, and returns how many there were.
func (h *Hub) Drop() (n int) {
	h.chat.Change(func() {
		for _, k := range h.open {
			if k.drop() {
				n++
			}
		}
	})
	return n
}

// Shut ends every socket, properly or without a word, and lets no new one in.
func (h *Hub) Shut(properly bool) {
	h.chat.Lock()
	defer h.chat.Unlock()
	h.closed = true
	for _, k := range h.open {
		if properly {
			k.finish(websocket.StatusGoingAway)
		} else {
			k.drop()
		}
	}
}

// AwaitEnd returns when the sockets are gone.
func (h *Hub) AwaitEnd() { h.serving.Wait() }

// pacer does what is due while a socket is open.
type pacer struct{ stir, stop chan struct{} }
