// Package stub is a chat of the Amazon Connect Participant Service and the bucket its files lie
// in, written from the service's public description alone. It shares no line and no type with the
// client or with the emulator, so that a mistake made in both of them does not hide here. It
// watches the client: whatever is not spoken as the service documents it is kept as a violation.
package stub

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"time"
)

// Tokens that the service takes. They look like nothing else, so that a test can search for them.
const (
	ConnectionToken  = "CANARY-connection-token-7Qm2Zt9xK4"
	ParticipantToken = "CANARY-participant-token-W8r3Lp6vB1"
)

// Options shape the chat and its troubles. The zero value, but for Now, is a chat without files.
type Options struct {
	Now      func() time.Time // the local clock; must be set
	ClockOff time.Duration    // how far the service's clock is ahead of it

	Files   int                      // attachments in the chat
	Chatter int                      // messages between two attachments
	Page    int                      // most items on a page, whatever was asked for; 0 for no such limit
	Name    func(i int) string       // of attachment i, from 0; nil for "file-0000.txt" and so on
	Status  func(i int) string       // of attachment i; nil for APPROVED
	Size    func(i int) int          // in bytes; nil for a few hundred
	Token   func(token string) bool  // which connection tokens are good; nil for ConnectionToken alone
	NoEnd   bool                     // leave UrlExpiry out
	Drip    int                      // bytes a second of each transfer; 0 for as fast as it goes
	Rate    float64                  // calls a second the client agreed to; 0 for no such promise
	Trouble func(call Call) *Trouble // asked before each call of the service; nil for none
	// Subscribe is asked for the answer to the n-th subscription of all, from 1: "" for success, Silence,
	// or the frame itself.
	Subscribe func(n int) string
	Broken    func(get Get) *Trouble // asked before each request for a file; nil for none
}

// Call is one request to the service.
type Call struct {
	Op string // "GetAttachment" and so on
	N  int    // counts the calls of this operation, from 1
	At time.Time

	AttachmentID string // GetAttachment: which, and for how many seconds
	Life         int
}

// Get is one request to the bucket.
type Get struct {
	File int // which attachment
	N    int // counts the requests for this file, from 1
}

// Trouble is an answer other than the right one.
type Trouble struct {
	Delay      time.Duration // waited first
	Status     int           // 0: the right answer after all
	Code       string        // the error code; "" for an answer without one
	Message    string
	RetryAfter string // the header's value
	HTML       bool   // a page of a proxy instead of the service's JSON or the file
	Cut        int    // with Status 0: break the connection after that many bytes of the answer
	Stall      int    // of a file: send that many bytes, and no more while the client listens
}

// File is what the chat says of an attachment.
type File struct{ Name, Status string }

// Server is a running chat. Use New to make one, Close to end it.
type Server struct {
	checks

	opts    Options
	service *httptest.Server
	bucket  *httptest.Server
	address string    // of the service
	began   time.Time // on the service's clock
	stop    chan struct{}

	mu     sync.Mutex
	files  int            // attachments in the chat
	sent   []sent         // what came after those of the options
	status map[int]string // of the attachments whose status has changed
	over   bool           // the chat has ended
	calls  []Call
	perOp  map[string]int
	gets   map[int]int
	ranges map[int][]string
	links  map[string]link // by signature
	pages  map[string]page // by NextToken

	changed       chan struct{} // closed at the next change of what follows or of what was called
	stopped       bool          // nobody listens
	deaf          bool
	noSockets     int                  // the status that refuses a socket; 0: none does
	tickets       map[string]time.Time // when the URL of a socket was issued; zero once it was used
	sockets       []*socket
	upgrades      int
	subscriptions int
}

// link is what a signature stands for.
type link struct {
	file int
	path string
	date string
	end  time.Time
	life int
}

// page is what a NextToken stands for.
type page struct {
	from            int // how many items of the walk are past
	total           int // how many there were when it began; 0: as many as there are
	direction, sort string
}

// sent is what the chat has got since it began.
type sent struct {
	at   time.Time
	file int // the attachment; -1: the chat has ended
}

// socket is one WebSocket of the client.
type socket struct {
	raw net.Conn

	write sync.Mutex // one frame at a time

	// The rest is guarded by Server.mu.
	subscribed bool
	refused    int       // subscriptions without success
	asked      int       // subscriptions
	opened     time.Time // when there was a socket
	began      time.Time // when a subscription had success
	beats      map[string][]time.Time
	dropped    bool // by the server: however the client takes it is right
	broken     bool // by the server: a client may say so when it closes
}

// now is the service's clock.
func (s *Server) now() time.Time { return s.opts.Now().Add(s.opts.ClockOff).UTC() }

// locked reads something of the server's.
func locked[T any](s *Server, read func() T) T {
	s.mu.Lock()
	defer s.mu.Unlock()
	return read()
}

// Calls returns the calls so far, in order of arrival.
func (s *Server) Calls() []Call { return locked(s, func() []Call { return slices.Clone(s.calls) }) }

// Count returns how many calls of an operation arrived.
func (s *Server) Count(op string) int { return locked(s, func() int { return s.perOp[op] }) }

// Gets returns how often file i was requested from the bucket.
func (s *Server) Gets(i int) int { return locked(s, func() int { return s.gets[i] }) }

// Ranges returns the Range of each request for file i that had one, in order of arrival.
func (s *Server) Ranges(i int) []string {
	return locked(s, func() []string { return slices.Clone(s.ranges[i]) })
}

// Await returns when ok does, which is asked whenever the client has done something, or the end of ctx.
func (s *Server) Await(ctx context.Context, ok func() bool) error {
	for {
		changed := locked(s, func() chan struct{} { return s.changed })
		if ok() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// change wakes who awaits something. s.mu must be held.
func (s *Server) change() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait delays an answer, and reports false when the client or the server is gone.
func (s *Server) wait(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	select {
	case <-time.After(d):
		return true
	case <-r.Context().Done():
	case <-s.stop:
	}
	return false
}
