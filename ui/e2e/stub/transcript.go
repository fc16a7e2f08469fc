package stub

import (
	"bytes"
	"fmt"
	"slices"
	"time"
)

// begin is the time between now and the first item of the chat.
const begin = 30 * time.Minute

// ID returns the ID of attachment i.
func ID(i int) string { return fmt.Sprintf("a77ac4ed-%04x-4000-8000-00000000f00d", i) }

// index returns which attachment has the ID, or -1. s.mu must be held.
func (s *Server) index(id string) int {
	var i int
	if n, err := fmt.Sscanf(id, "a77ac4ed-%04x-4000-8000-00000000f00d", &i); n != 1 || err != nil || i < 0 || i >= s.files || ID(i) != id {
		return -1
	}
	return i
}

// FileName returns the name of attachment i.
func (o *Options) FileName(i int) string {
	if o.Name != nil {
		return o.Name(i)
	}
	return fmt.Sprintf("file-%04d.txt", i)
}

// Content returns the bytes of attachment i.
func (o *Options) Content(i int) []byte {
	size := 200 + i%97
	if o.Size != nil {
		size = o.Size(i)
	}
	line := fmt.Appendf(nil, "This is line after line of file %d.\n", i)
	return bytes.Repeat(line, size/len(line)+1)[:size]
}

// items returns how many items the chat has. s.mu must be held.
func (s *Server) items() int { return s.early() + len(s.sent) }

// early returns how many items the chat had when it began.
func (s *Server) early() int { return s.opts.Files * (s.opts.Chatter + 1) }

// itemIndex returns which item has the ID. s.mu must be held.
func (s *Server) itemIndex(id string) (n int, ok bool) {
	_, err := fmt.Sscanf(id, "item-%d", &n)
	return n, err == nil && n >= 0 && n < s.items() && id == itemID(n)
}

func itemID(n int) string { return fmt.Sprintf("item-%d", n) }

// contact is the chat's.
const contact = "3f2a0000-1111-4222-8333-44445555691c"

// fileOf returns which attachment item n brings, or -1. s.mu must be held.
func (s *Server) fileOf(n int) int {
	o := &s.opts
	switch {
	case n >= s.early():
		return s.sent[n-s.early()].file
	case n%(o.Chatter+1) < o.Chatter:
		return -1
	}
	return n / (o.Chatter + 1)
}

// itemOf returns which item brings attachment i. s.mu must be held.
func (s *Server) itemOf(i int) int {
	if i < s.opts.Files {
		return i*(s.opts.Chatter+1) + s.opts.Chatter
	}
	return s.early() + i - s.opts.Files
}

// item returns item n of the chat, oldest first. s.mu must be held.
func (s *Server) item(n int) map[string]any {
	role := []string{"CUSTOMER", "AGENT", "CUSTOM_BOT", "SYSTEM", "SUPERVISOR", "HOLOGRAM"}[n%6]
	at := s.itemTime(n)
	item := map[string]any{
		"Id":               itemID(n),
		"AbsoluteTime":     stamp(at),
		"ParticipantId":    fmt.Sprintf("p-%d", n%6),
		"ParticipantRole":  role,
		"DisplayName":      fmt.Sprintf("Person %d", n%6),
		"ContactId":        contact,
		"MessageMetadata":  nil,
		"SomethingNew":     map[string]any{"Deep": []any{1, "two", nil}},
		"Content":          nil,
		"ContentType":      nil,
		"RelatedContactId": nil,
	}
	if n%4 == 1 {
		item["AbsoluteTime"] = at.UTC().Format("2006-01-02T15:04:05Z")
	}
	i := s.fileOf(n)
	switch {
	case i >= 0:
		item["Type"] = "ATTACHMENT"
		item["Attachments"] = []any{s.attachmentOf(i)}
	case n >= s.early():
		item["Type"], item["ContentType"] = "EVENT", "application/vnd.amazonaws.connect.event.chat.ended"
	default: // an ATTACHMENT without Attachments among them: a refused upload
		item["Type"] = []string{"MESSAGE", "EVENT", "MESSAGEMETADATA", "ATTACHMENT", "A_TYPE_TO_COME"}[n%5]
		item["Content"], item["ContentType"] = "Hello", "text/plain"
	}
	return item
}

// itemTime is when item n came. s.mu must be held.
func (s *Server) itemTime(n int) time.Time {
	if n >= s.early() {
		return s.sent[n-s.early()].at
	}
	return s.began.Add(-begin + begin*time.Duration(n)/time.Duration(s.early()))
}

func (s *Server) attachmentOf(i int) map[string]any {
	return map[string]any{
		"AttachmentId":   ID(i),
		"AttachmentName": s.opts.FileName(i),
		"ContentType":    "text/plain",
		"Status":         s.statusOf(i),
		"Novelty":        true,
	}
}

// statusOf returns what the service says of the scan of attachment i. s.mu must be held.
func (s *Server) statusOf(i int) string {
	switch status, changed := s.status[i]; {
	case changed:
		return status
	case s.opts.Status != nil:
		return s.opts.Status(i)
	}
	return "APPROVED"
}

func (s *Server) transcript(body []byte) (any, *Trouble) {
	const op = "GetTranscript"
	var in struct {
		ContactId     *string //nolint:revive // the member's name on the wire
		MaxResults    *int
		NextToken     *string
		ScanDirection string
		SortOrder     string
		StartPosition *struct {
			Id *string //nolint:revive // the member's name on the wire
		}
	}
	if !s.decode(op, body, &in) {
		return nil, invalid("body")
	}
	if !s.oneOf(op+" ScanDirection", in.ScanDirection, "FORWARD", "BACKWARD") ||
		!s.oneOf(op+" SortOrder", in.SortOrder, "ASCENDING", "DESCENDING") {
		return nil, invalid("order")
	}
	if in.MaxResults == nil || *in.MaxResults < 1 || *in.MaxResults > 100 {
		s.wrong("%s: MaxResults missing, or not within 1 and 100", op)
		return nil, invalid("MaxResults")
	}
	p := page{direction: in.ScanDirection, sort: in.SortOrder}
	if in.StartPosition != nil && in.StartPosition.Id != nil && in.NextToken == nil {
		var ok bool
		if p.from, ok = s.itemIndex(*in.StartPosition.Id); !ok || p.direction != "FORWARD" {
			s.wrong("%s: a StartPosition that is not of this chat, or is read from backward", op)
			return nil, invalid("StartPosition")
		}
	}
	if in.NextToken != nil {
		known, ok := s.pages[*in.NextToken]
		if !ok || known.direction != p.direction || known.sort != p.sort {
			s.wrong("%s: a NextToken that is not from this walk", op)
			return nil, invalid("NextToken")
		}
		p = known
	}
	return s.page(p, *in.MaxResults), nil
}

// page makes one page of the walk and remembers the next one. s.mu must be held.
func (s *Server) page(p page, most int) map[string]any {
	o := &s.opts
	if o.Page > 0 {
		most = min(most, o.Page)
	}
	if p.total == 0 || p.direction == "FORWARD" {
		p.total = s.items() // what comes during a walk backward does not move its pages
	}
	to := min(p.from+most, p.total)
	list := []any{}
	for n := p.from; n < to; n++ {
		if p.direction == "BACKWARD" {
			list = append(list, s.item(p.total-1-n))
		} else {
			list = append(list, s.item(n))
		}
	}
	if (p.direction == "BACKWARD") == (p.sort == "ASCENDING") {
		slices.Reverse(list)
	}
	out := map[string]any{"InitialContactId": contact, "Transcript": list, "Novelty": 1}
	switch {
	case to < p.total:
		token := fmt.Sprintf("opaque/%d+%s+%s+%d==", to, p.direction, p.sort, p.total)
		p.from = to
		s.pages[token] = p
		out["NextToken"] = token
	case o.Files%2 == 0: // the last page has no token or an empty one
		out["NextToken"] = ""
	}
	return out
}
