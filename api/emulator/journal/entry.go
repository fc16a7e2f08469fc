package journal

import (
	"slices"
	"strings"
	"time"
)

// Entry is one request. It holds no token, no query and no body.
type Entry struct {
	Number       int       `json:"number"` // counts every request
	At           time.Time `json:"at"`     // on the chat's clock
	Chat         string    `json:"chat"`
	Operation    string    `json:"operation"`
	Call         int       `json:"call"` // counts the requests of the operation in the chat
	AttachmentID string    `json:"attachment_id,omitempty"`
	Method       string    `json:"method"`
	Path         string    `json:"path"`
	Status       int       `json:"status"` // 0 until the answer begins, and when the connection was hung up
	Error        string    `json:"error,omitempty"`
	RequestID    string    `json:"request_id,omitempty"`
	Fault        string    `json:"fault,omitempty"` // that was aimed at this call
	Bytes        int64     `json:"bytes"`           // of the answer's body
	UserAgent    string    `json:"user_agent,omitempty"`
}

const (
	// most is how many requests are kept; older ones are counted and no longer listed.
	most = 20_000
	// pageSize is how many of them are forgotten at once.
	pageSize = most / 10
	// maxID is the longest ID that is kept in place, in bytes: a UUID.
	maxID = 36
)

// common is what many requests have in common. It is kept once.
type common struct {
	chat, operation, attachmentID, method, path, error, fault, userAgent string

	requestID string // one that is too long for its place
}

// kept is a request as it is kept: an emulator under load has thousands of them.
type kept struct {
	what   *common // nil until it is answered
	at     time.Time
	bytes  int64
	number int
	call   int
	status int16
	idLen  uint8
	id     [maxID]byte
}

// pack makes e small. share keeps what many have in common.
func pack(e *Entry, share func(common) *common) kept {
	what := common{e.Chat, e.Operation, e.AttachmentID, e.Method, e.Path, e.Error, e.Fault, e.UserAgent, ""}
	k := kept{at: e.At, bytes: e.Bytes, number: e.Number, call: e.Call, status: int16(e.Status)} //nolint:gosec // of HTTP
	if len(e.RequestID) > maxID {
		what.requestID = e.RequestID
	} else {
		k.idLen = uint8(copy(k.id[:], e.RequestID)) //nolint:gosec // no more than maxID
	}
	k.what = share(what)
	return k
}

// entry is the request that was packed.
func (k *kept) entry() Entry {
	w := k.what
	return Entry{
		Number: k.number, At: k.at, Chat: w.chat, Operation: w.operation, Call: k.call,
		AttachmentID: w.attachmentID, Method: w.method, Path: w.path, Status: int(k.status), Error: w.error,
		RequestID: w.requestID + string(k.id[:k.idLen]), Fault: w.fault, Bytes: k.bytes, UserAgent: w.userAgent,
	}
}

// clone makes its texts its own: they are parts of a request, all of which they would keep.
func (c *common) clone() {
	for _, text := range []*string{&c.chat, &c.operation, &c.attachmentID, &c.method, &c.path, &c.error, &c.fault, &c.userAgent, &c.requestID} {
		*text = strings.Clone(*text)
	}
}

// pages hold requests in the order of their numbers.
type pages [][]kept

// add keeps one more, and forgets the oldest where there are too many.
func (p *pages) add(k kept) {
	all := *p
	if n := len(all); n == 0 || len(all[n-1]) == pageSize {
		if n == most/pageSize {
			all = slices.Delete(all, 0, 1)
		}
		all = append(all, make([]kept, 0, pageSize))
	}
	last := len(all) - 1
	all[last] = append(all[last], k)
	*p = all
}

// of returns the request of that number, nil where it is forgotten.
func (p *pages) of(number int) *kept {
	for _, page := range slices.Backward(*p) {
		if len(page) > 0 && page[0].number <= number {
			i, found := slices.BinarySearchFunc(page, number, func(k kept, n int) int { return k.number - n })
			if !found {
				return nil
			}
			return &page[i]
		}
	}
	return nil
}

// each calls do with every request, oldest first.
func (p *pages) each(do func(*kept)) {
	for _, page := range *p {
		for i := range page {
			do(&page[i])
		}
	}
}

// len is how many there are: all pages but the last are full.
func (p *pages) len() int {
	n := len(*p)
	if n == 0 {
		return 0
	}
	return (n-1)*pageSize + len((*p)[n-1])
}
