package service

import (
	"encoding/binary"
	"slices"
	"time"

	"attache/api/emulator/chat"
	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

// The directions of a walk.
const (
	forward  = "FORWARD"
	backward = "BACKWARD"
)

// walk is one reading of the transcript: where it goes on, and which way.
type walk struct {
	from    int // index into the items; below 0 or past the end when there is nothing left
	forward bool
}

// within reports whether there is something left.
func (w walk) within(c *scenario.Conversation) bool { return w.from >= 0 && w.from < len(c.Items) }

// on goes one item further.
func (w walk) on() walk {
	if w.forward {
		w.from++
	} else {
		w.from--
	}
	return w
}

// position reads StartPosition. An empty structure is the same as none: the official web library
// sends it. The item that a position names is part of the page, and MostRecent counts back from the newest item,
// which is 0 (assumptions).
func position(c *scenario.Conversation, start *wire.Members, direction string) (walk, *wire.Refusal) {
	id := start.Text("Id", 1, 256)
	instant := start.Text("AbsoluteTime", 1, 100)
	recent := start.Integer("MostRecent", 0, 100, 0)
	if no := start.Wrong(); no != nil {
		return walk{}, no
	}
	given := 0
	for _, name := range []string{"Id", "AbsoluteTime", "MostRecent"} {
		if start.Has(name) {
			given++
		}
	}
	if given > 1 {
		return walk{}, wire.Invalid("StartPosition takes one of Id, AbsoluteTime and MostRecent")
	}
	w := walk{forward: direction == forward || direction == "" && given == 1}
	switch {
	case id != "":
		w.from = slices.IndexFunc(c.Items, func(it scenario.Item) bool { return it.ID == id })
		if w.from < 0 {
			return w, wire.Invalid("Invalid StartPosition Id")
		}
	case instant != "":
		t, err := time.Parse(time.RFC3339Nano, instant)
		if err != nil {
			return w, wire.Invalid("Invalid StartPosition AbsoluteTime")
		}
		w.from = at(c, t, w.forward)
	case given == 1:
		w.from = max(0, len(c.Items)-1-int(recent))
	case !w.forward:
		w.from = len(c.Items) - 1
	}
	return w, nil
}

// behind goes past the item that a position names by its id or its time.
func (w walk) behind(c *scenario.Conversation, start *wire.Members) walk {
	id, instant := start.Text("Id", 1, 256), start.Text("AbsoluteTime", 1, 100)
	for w.within(c) && (id != "" && c.Items[w.from].ID == id || wire.Timestamp(c.Items[w.from].At) == instant) {
		w = w.on()
	}
	return w
}

// at returns the first item not before t, or, walking back, the last one not after it.
func at(c *scenario.Conversation, t time.Time, ahead bool) int {
	if ahead {
		i := slices.IndexFunc(c.Items, func(it scenario.Item) bool { return !it.At.Before(t) })
		if i < 0 {
			return len(c.Items)
		}
		return i
	}
	for i, it := range slices.Backward(c.Items) {
		if !it.At.After(t) {
			return i
		}
	}
	return -1
}

// pageToken makes the NextToken of a walk. It is good until the participant connects again.
func (s *Service) pageToken(who *chat.Member, w walk) string {
	b := binary.AppendUvarint(nil, who.Generation)
	b = binary.AppendVarint(b, int64(w.from))
	if w.forward {
		b = append(b, 1)
	}
	return s.chat.Secret.Seal(token.Page, b)
}

// resume reads a NextToken; one made up, or made before the participant last connected, is refused.
func (s *Service) resume(who *chat.Member, text string) (walk, *wire.Refusal) {
	b, ok := s.chat.Secret.Open(token.Page, text)
	if !ok {
		return walk{}, wire.Invalid("Invalid NextToken")
	}
	generation, n := binary.Uvarint(b)
	from, m := binary.Varint(b[max(n, 0):])
	if n <= 0 || m <= 0 || generation != who.Generation {
		return walk{}, wire.Invalid("Invalid NextToken")
	}
	return walk{from: int(from), forward: len(b) > n+m}, nil
}
