package stub

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// New starts a chat on two loopback ports.
func New(o Options) *Server {
	s := &Server{
		opts:   o,
		stop:   make(chan struct{}),
		perOp:  map[string]int{},
		gets:   map[int]int{},
		ranges: map[int][]string{},
		links:  map[string]link{},
		pages:  map[string]page{},

		files:   o.Files,
		status:  map[int]string{},
		tickets: map[string]time.Time{},
		changed: make(chan struct{}),
	}
	s.mu.Lock() // a request may come before both addresses are known
	defer s.mu.Unlock()
	s.service = httptest.NewServer(http.HandlerFunc(s.serve))
	s.bucket = httptest.NewServer(http.HandlerFunc(s.object))
	s.address = s.service.URL
	s.began = s.now()
	return s
}

// URL is the service's endpoint.
func (s *Server) URL() string { return s.address }

// Restart listens on the service's port again.
func (s *Server) Restart() error {
	var lc net.ListenConfig
	l, err := lc.Listen(context.Background(), "tcp", strings.TrimPrefix(s.address, "http://"))
	if err != nil {
		return fmt.Errorf("the same port again: %w", err)
	}
	service := httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	_ = service.Listener.Close() // of another port
	service.Listener = l
	s.mu.Lock()
	s.stopped = false
	s.mu.Unlock()
	s.service = service
	service.Start()
	return nil
}

// RefuseSockets answers every request for a socket with this status; 0 ends that.
func (s *Server) RefuseSockets(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noSockets = status
}

// Deafen stops answering heartbeats, or starts again.
func (s *Server) Deafen(deaf bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deaf = deaf
}

// Sockets returns how many sockets are open.
func (s *Server) Sockets() int { return len(s.listeners()) }

// Upgrades returns how many sockets were asked for.
func (s *Server) Upgrades() int { return locked(s, func() int { return s.upgrades }) }

// Beats returns how many heartbeats of both kinds the sockets that are open have sent.
func (s *Server) Beats() int {
	return locked(s, func() (n int) {
		for _, k := range s.sockets {
			for _, beats := range k.beats {
				n += len(beats)
			}
		}
		return n
	})
}
