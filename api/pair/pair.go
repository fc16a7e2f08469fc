// Package pair lets a page of an agent's desktop hand chats over to this program. It listens on a loopback
// port and serves one small window, which the page opens and talks to by postMessage: a page may not call
// loopback itself, and nothing secret is ever in an address.
//
// Page and program share a code of 128 random bits, which a person carries from one to the other. Both prove that
// they know it before a token is sent: another user of this machine may hold the port, and another page may
// find it. A code opens one page. From then on both use a key that they have derived from it.
package pair

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"attache/model"
)

// Limits of a pairing.
const (
	MaxTries   = 5 // wrong codes, until no code is taken any more
	maxWindows = 8 // windows that have not proved anything yet
	maxBody    = 16 << 10
	answerTime = 10 * time.Minute // how long a question at the terminal may stand
	asideTime  = time.Second      // how long a chat waits while nobody is there to be asked
)

// Server is a pairing, listening.
type Server struct {
	now    func() time.Time
	http   *http.Server
	host   string // as a browser writes it; no other is answered
	port   string
	offers chan model.Handover
	ended  chan struct{} // closed when no code will be taken any more

	mu      sync.Mutex
	code    code
	tries   int
	windows []*window // that may speak, the newest last
	page    *page     // the one that is paired; nil: none is
	launch  launch
	why     string // the fault that a problem names then
}

// window is one that a page opened. It belongs to the origin of that page, and speaks by its ticket.
type window struct {
	ticket       string
	origin       string
	theirs, ours string        // the nonces of the page and of this program
	again        bool          // the page says that it was paired before
	page         *page         // that it speaks for; nil: nothing is proved yet
	replaced     chan struct{} // closed when another window has taken its place
}

// page is an agent's page that has proved that it knows the code.
type page struct {
	origin   string
	key      []byte
	accepted map[string]chan model.Secret // the renewals, by contact
}

// launch leads a browser to a page with the code in the fragment, once. Other users of this machine see the
// arguments of the program that opens the browser: what stands there is good for one visit, and holds no code.
type launch struct{ path, to string }

// Start listens on a port of 127.0.0.1 that the system picks.
func Start(ctx context.Context, now func() time.Time) (*Server, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := New(listener.Addr().String(), now)
	time.AfterFunc(CodeLife, s.late)
	go func() { _ = s.http.Serve(listener) }() // it ends with Close
	return s, nil
}

// New returns a pairing at an address, which is an http.Handler and does not listen.
func New(address string, now func() time.Time) *Server {
	_, port, _ := net.SplitHostPort(address)
	s := &Server{now: now, host: address, port: port, code: newCode(now()), offers: make(chan model.Handover), ended: make(chan struct{})}
	s.http = &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, IdleTimeout: time.Minute,
		MaxHeaderBytes: maxBody, ErrorLog: log.New(io.Discard, "", 0), // its lines quote requests
	}
	return s
}

// Code returns what a person carries to the page.
func (s *Server) Code() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.port + "-" + s.code.text
}

// Next waits for a chat that a page hands over.
func (s *Server) Next(ctx context.Context) (model.Handover, error) {
	select {
	case h := <-s.offers:
		return h, nil
	case <-s.ended:
		s.mu.Lock()
		defer s.mu.Unlock()
		return model.Handover{}, model.NewInputProblem("pairing", s.why, "")
	case <-ctx.Done():
		return model.Handover{}, ctx.Err()
	}
}

// late ends a pairing that no page has come to.
func (s *Server) late() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.page == nil {
		s.end(model.FaultLate)
	}
}

func (s *Server) end(why string) {
	if s.why == "" {
		s.why = why
		close(s.ended)
	}
}

// Close ends the pairing and gives the port back.
func (s *Server) Close() error { return s.http.Close() }
