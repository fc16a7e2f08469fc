package emulator

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Fault is a trouble that can be asked for by name.
type Fault struct {
	Name  string
	Value string // what stands behind the =, as help shows it; in brackets when it may be left out
	Does  string
}

// Faults lists the troubles there are. A counted one without a number lasts.
func Faults() []Fault {
	return []Fault{
		{"throttle", "[N]", "the next N GetTranscript and GetAttachment calls get 429 with Retry-After: 1"},
		{"deny", "[N]", "the next N such calls get 403 AccessDeniedException"},
		{"errors", "[N]", "the next N such calls get 500 InternalServerException"},
		{"junk", "[N]", "the next N such calls get a proxy's HTML page with status 200"},
		{"latency", "DURATION", "every answer comes this much later, such as 2s"},
		{"skew", "DURATION", "the service's clock is ahead by this much, such as 1h or -90s"},
		{"no-expiry", "", "answers of GetAttachment lack UrlExpiry"},
		{"nourl", "", "answers of GetAttachment have the size but no Url"},
		{"expired-links", "[N]", "the next N links are dead already, though UrlExpiry says they live"},
		{"cut", "PERCENT", "a transfer from the first byte breaks off after this part of it; a resumed one does not"},
		{"drip", "BYTES", "transfers send this many bytes a second"},
		{"s3-errors", "[N]", "the next N requests to the bucket get S3's 503 SlowDown"},
		{"unlimited", "", "no call is throttled for its rate, whatever the service's quota"},
		{"missing", "[N]", "the next N requests to the bucket get S3's 404 NoSuchKey"},
	}
}

// FaultNames lists the names of Faults.
func FaultNames() []string {
	var names []string
	for _, f := range Faults() {
		names = append(names, f.Name)
	}
	return names
}

// always is the count of a fault that lasts.
const always = math.MaxInt

// faults is what is asked for at the moment. Counts go down as they strike.
type faults struct {
	throttle, deny, errors, junk int
	expired, slowDown, missing   int
	latency, skew                time.Duration
	noExpiry, noURL              bool
	unlimited                    bool
	cut                          int   // percent; 0: whole
	drip                         int64 // bytes a second; 0: as fast as it goes
}

func parseFaults(specs []string) (faults, error) {
	var f faults
	for _, spec := range specs {
		name, value, given := strings.Cut(spec, "=")
		if err := f.set(name, value, given); err != nil {
			return f, err
		}
	}
	return f, nil
}

// set reads one fault by its name.
func (f *faults) set(name, value string, given bool) error {
	counts := map[string]*int{
		"throttle": &f.throttle, "deny": &f.deny, "errors": &f.errors, "junk": &f.junk,
		"expired-links": &f.expired, "s3-errors": &f.slowDown, "missing": &f.missing,
	}
	durations := map[string]*time.Duration{"latency": &f.latency, "skew": &f.skew}
	switches := map[string]*bool{"no-expiry": &f.noExpiry, "nourl": &f.noURL, "unlimited": &f.unlimited}
	var err error
	switch {
	case counts[name] != nil && !given:
		*counts[name] = always
	case counts[name] != nil:
		*counts[name], err = strconv.Atoi(value)
		if err != nil || *counts[name] < 0 {
			return fmt.Errorf("emulator: fault %s wants a number of times, not %q", name, value)
		}
	case durations[name] != nil:
		*durations[name], err = time.ParseDuration(value)
		if err != nil || name == "latency" && f.latency < 0 {
			return fmt.Errorf("emulator: fault %s wants a duration such as 2s, not %q", name, value)
		}
	case switches[name] != nil && !given:
		*switches[name] = true
	case switches[name] != nil:
		return fmt.Errorf("emulator: fault %s takes no value", name)
	case name == "cut":
		f.cut, err = strconv.Atoi(strings.TrimSuffix(value, "%"))
		if err != nil || f.cut < 1 || f.cut > 99 {
			return fmt.Errorf("emulator: fault cut wants a percentage of 1 to 99, not %q", value)
		}
	case name == "drip":
		f.drip, err = strconv.ParseInt(value, 10, 64)
		if err != nil || f.drip < 1 {
			return fmt.Errorf("emulator: fault drip wants bytes a second, not %q", value)
		}
	default:
		return fmt.Errorf("emulator: no fault %q; there are: %s", name, strings.Join(FaultNames(), ", "))
	}
	return nil
}

// take uses up one of a count and reports whether there was one.
func (f *faults) take(count *int) bool {
	if *count == 0 {
		return false
	}
	if *count != always {
		*count--
	}
	return true
}

// strike returns the refusal that the next troubled call gets, if any.
func (f *faults) strike() *refusal {
	switch {
	case f.take(&f.throttle):
		return throttled(time.Second)
	case f.take(&f.deny):
		return accessDenied("Access denied")
	case f.take(&f.errors):
		return internalError()
	}
	return nil
}

// delay waits out the latency; false when the client left meanwhile.
func (s *Server) delay(ctx context.Context) bool {
	s.mu.Lock()
	d := s.faults.latency
	s.mu.Unlock()
	return pause(ctx, d)
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
	return op.troubled && s.faults.take(&s.faults.junk)
}

// writeJunk sends the page of a proxy that wants a login: the status says all is well.
func writeJunk(w http.ResponseWriter) {
	const page = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>" +
		"<body><h1>Sign in to the network</h1></body></html>\n"
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(page)))
	_, _ = w.Write([]byte(page)) // a client that has gone away is no fault of ours
}
