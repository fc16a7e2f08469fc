package emulator

import (
	"encoding/binary"
	"encoding/json"
	"slices"
	"time"
)

const (
	forward  = "FORWARD"
	backward = "BACKWARD"

	defaultResults = 10
	maxResults     = 100
)

type transcriptAnswer struct {
	InitialContactID string `json:"InitialContactId,omitempty"`
	Transcript       []itemPart
	NextToken        string `json:",omitempty"`
}

// itemPart is the documented Item. Content and ContentType are raw because ATTACHMENT items have
// them as null, and events have no Content at all.
type itemPart struct {
	AbsoluteTime    string
	Attachments     []attachmentPart `json:",omitempty"`
	ContactID       string           `json:"ContactId"`
	Content         json.RawMessage  `json:",omitempty"`
	ContentType     json.RawMessage  `json:",omitempty"`
	DisplayName     string           `json:",omitempty"`
	ID              string           `json:"Id"`
	ParticipantID   string           `json:"ParticipantId,omitempty"`
	ParticipantRole string           `json:",omitempty"`
	Type            string
}

type attachmentPart struct {
	AttachmentID   string `json:"AttachmentId"`
	AttachmentName string `json:",omitempty"`
	ContentType    string `json:",omitempty"`
	Status         string `json:",omitempty"`
}

// walk is one reading of the transcript: where it goes on, and which way.
type walk struct {
	from    int // index into the items; below 0 or past the end when there is nothing left
	forward bool
}

// getTranscript is GetTranscript.
func (s *Server) getTranscript(in members) (any, *refusal) {
	contact, no1 := in.text("ContactId", false, 1, 256)
	results, no2 := in.integer("MaxResults", 0, maxResults, defaultResults)
	direction, no3 := in.oneOf("ScanDirection", "", forward, backward)
	order, no4 := in.oneOf("SortOrder", "DESCENDING", "DESCENDING", "ASCENDING")
	next, no5 := in.text("NextToken", false, 1, 1000)
	start, no6 := in.structure("StartPosition")
	if no := first(no1, no2, no3, no4, no5, no6); no != nil {
		return nil, no
	}
	if results == 0 {
		results = defaultResults // assumption: 0 asks for no particular number
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if contact != "" && contact != s.chat.contactID {
		return transcriptAnswer{InitialContactID: s.chat.contactID, Transcript: []itemPart{}}, nil
	}
	w, no := s.begin(start, direction, next)
	if no != nil {
		return nil, no
	}
	picked, rest := s.chat.page(w, int(results))
	out := transcriptAnswer{InitialContactID: s.chat.contactID, Transcript: []itemPart{}}
	for _, i := range picked {
		out.Transcript = append(out.Transcript, s.chat.part(s.chat.items[i]))
	}
	if w.forward != (order == "ASCENDING") {
		slices.Reverse(out.Transcript)
	}
	if rest.from >= 0 && rest.from < len(s.chat.items) {
		out.NextToken = s.pageToken(rest)
	}
	return out, nil
}

// begin finds where a page starts. A NextToken carries its walk, so the position and direction
// beside it say nothing new.
func (s *Server) begin(start members, direction, next string) (walk, *refusal) {
	if next != "" {
		return s.resume(next)
	}
	return s.chat.position(start, direction)
}

// page picks up to n items of a walk, in walking order, and returns the walk that goes on after.
func (c *chat) page(w walk, n int) ([]int, walk) {
	var picked []int
	for ; n > 0 && w.from >= 0 && w.from < len(c.items); n-- {
		picked = append(picked, w.from)
		if w.forward {
			w.from++
		} else {
			w.from--
		}
	}
	return picked, w
}

// position reads StartPosition. An empty structure is the same as none: the official web library
// sends it. The item that a position names is part of the page (assumption).
func (c *chat) position(start members, direction string) (walk, *refusal) {
	id, no1 := start.text("Id", false, 1, 256)
	instant, no2 := start.text("AbsoluteTime", false, 1, 100)
	recent, no3 := start.integer("MostRecent", 0, 100, 0)
	if no := first(no1, no2, no3); no != nil {
		return walk{}, no
	}
	given := 0
	for _, name := range []string{"Id", "AbsoluteTime", "MostRecent"} {
		if start.has(name) {
			given++
		}
	}
	if given > 1 {
		return walk{}, invalid("StartPosition takes one of Id, AbsoluteTime and MostRecent")
	}
	w := walk{forward: direction == forward || direction == "" && given == 1}
	switch {
	case id != "":
		w.from = slices.IndexFunc(c.items, func(it item) bool { return it.id == id })
		if w.from < 0 {
			return w, invalid("Invalid StartPosition Id")
		}
	case instant != "":
		t, err := time.Parse(time.RFC3339Nano, instant)
		if err != nil {
			return w, invalid("Invalid StartPosition AbsoluteTime")
		}
		w.from = c.at(t, w.forward)
	case given == 1:
		w.from = max(0, len(c.items)-1-int(recent))
	case !w.forward:
		w.from = len(c.items) - 1
	}
	return w, nil
}

// at returns the first item not before t, or, walking back, the last one not after it.
func (c *chat) at(t time.Time, ahead bool) int {
	if ahead {
		i := slices.IndexFunc(c.items, func(it item) bool { return !it.at.Before(t) })
		if i < 0 {
			return len(c.items)
		}
		return i
	}
	for i, it := range slices.Backward(c.items) {
		if !it.at.After(t) {
			return i
		}
	}
	return -1
}

// pageToken makes the NextToken of a walk. It is good until the participant connects again.
func (s *Server) pageToken(w walk) string {
	b := binary.AppendUvarint(nil, s.generation)
	b = binary.AppendVarint(b, int64(w.from))
	if w.forward {
		b = append(b, 1)
	}
	return s.secret.seal(pageToken, b)
}

// resume reads a NextToken; one made up, or made before the participant last connected, is refused.
func (s *Server) resume(token string) (walk, *refusal) {
	b, ok := s.secret.open(pageToken, token)
	if !ok {
		return walk{}, invalid("Invalid NextToken")
	}
	generation, n := binary.Uvarint(b)
	from, m := binary.Varint(b[max(n, 0):])
	if n <= 0 || m <= 0 || generation != s.generation {
		return walk{}, invalid("Invalid NextToken")
	}
	return walk{from: int(from), forward: len(b) > n+m}, nil
}

// part writes an item in the service's shape.
func (c *chat) part(it item) itemPart {
	at := timestamp(it.at)
	if it.coarse {
		at = it.at.UTC().Format(time.RFC3339)
	}
	p := itemPart{
		AbsoluteTime: at, ContactID: c.contactID, DisplayName: it.who.name, ID: it.id,
		ParticipantID: it.who.id, ParticipantRole: it.who.role, Type: it.kind,
		ContentType: raw(it.contentType),
	}
	if it.kind == typeAttachment {
		p.Content, p.ContentType = json.RawMessage("null"), json.RawMessage("null")
	} else if it.content != "" {
		p.Content = raw(it.content)
	}
	for _, f := range it.files {
		p.Attachments = append(p.Attachments, attachmentPart{
			AttachmentID: f.id, AttachmentName: f.name, ContentType: f.contentType, Status: f.status,
		})
	}
	return p
}

// raw writes a JSON string.
func raw(text string) json.RawMessage {
	b, err := json.Marshal(text)
	if err != nil {
		return json.RawMessage(`""`)
	}
	return b
}
