package emulator

import (
	"context"
	"net/http"
	"strconv"
	"time"
)

// strike returns the refusal that the next troubled call of op gets, if any.
func (f *faults) strike(op operation) *refusal {
	switch {
	case op.kind == participantToken && f.connectDeny.take(), op.troubled && f.deny.take():
		return accessDenied("Access denied")
	case op.kind == participantToken && f.connectErrors.take(), op.troubled && f.errors.take():
		return internalError()
	case op.troubled && f.throttle.take():
		return throttled(time.Second)
	}
	return nil
}

// delay waits out the latency; false when the client left meanwhile.
func (s *Server) delay(ctx context.Context) bool {
	s.mu.Lock()
	d := s.faults.latency
	s.mu.Unlock()
	return pause(ctx, time.Duration(d))
}

// pause waits for d; false when ctx ended first.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// junk reports whether the next answer of op is to be a proxy's page.
func (s *Server) junk(op operation) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return op.troubled && s.faults.junk.take()
}

// writeJunk sends the page of a proxy that wants a login: the status says all is well.
func writeJunk(w http.ResponseWriter) {
	const page = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>" +
		"<body><h1>Sign in to the network</h1></body></html>\n"
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(page)))
	_, _ = w.Write([]byte(page)) // a client that has gone away is no fault of ours
}
