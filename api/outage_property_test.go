package api

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"attache/api/trial"
	"attache/model"
)

// shaky is a service on a network, both of which fail at random in every way that is known.
type shaky struct {
	t       *testing.T
	random  *rand.Rand
	network *network
	call    func(context.Context) error
	clock   *clock
	said    []string // what was done, for whoever reads a failure

	mu      sync.Mutex
	instead http.HandlerFunc // answers in place of the service; nil: nothing does
	slow    time.Duration    // between the halves of an answer
}

// ServeHTTP implements http.Handler.
func (s *shaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	s.mu.Lock()
	instead, slow := s.instead, s.slow
	s.mu.Unlock()
	if instead != nil {
		instead(w, r)
		return
	}
	begun(w, r)
	time.Sleep(slow)
	body := serviceAnswer(r.URL.Path)
	_, _ = io.WriteString(w, body[len(body)/2:])
}

// begun answers with the headers and the first half.
func begun(w http.ResponseWriter, r *http.Request) {
	body := serviceAnswer(r.URL.Path)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = io.WriteString(w, body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
}

// clock is that of a machine in a bubble whose wall clock somebody sets, or a sleep: the monotonic reading, which the time
// of a bubble has not, goes on.
type clock struct {
	real, start time.Time // one instant, outside of the bubble and in it

	mu    sync.Mutex
	shift time.Duration
}

// newClock is called outside of the bubble, started in it.
func newClock() *clock { return &clock{real: time.Now()} }

func (c *clock) started() *clock {
	c.start = time.Now()
	return c
}

func (c *clock) set(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shift += by
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	even := c.real.Add(time.Since(c.start))
	by := (c.start.Sub(c.real.Round(0)) + c.shift).Truncate(time.Second)
	set := even
	*(*uint64)(unsafe.Pointer(&set)) += uint64(by/time.Second) << 30 //nolint:gosec // as in model: a clock that is set cannot be had otherwise
	if set.Sub(even) != 0 || set.Round(0).Sub(even.Round(0)) != by {
		panic("Go keeps its times another way now")
	}
	return set
}

// dials are the ways in which no connection comes about.
func dials() map[string]func(context.Context) (net.Conn, error) {
	fails := func(err error) func(context.Context) (net.Conn, error) {
		return func(context.Context) (net.Conn, error) { return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	}
	return map[string]func(context.Context) (net.Conn, error){
		"nothing answers":  unanswered,
		"no such name":     fails(&net.DNSError{Err: "no such host", Name: "host.example", IsNotFound: true}),
		"names fail":       fails(&net.DNSError{Err: "server misbehaving", Name: "host.example", IsTemporary: true}),
		"refused":          fails(syscall.ECONNREFUSED),
		"no way there":     fails(syscall.ENETUNREACH),
		"hangs up at once": func(context.Context) (net.Conn, error) { near, far := net.Pipe(); _ = far.Close(); return near, nil },
		"names unanswered": func(ctx context.Context) (net.Conn, error) {
			_, _ = unanswered(ctx)
			return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "i/o timeout", Name: "host.example", IsTimeout: true, IsTemporary: true}}
		},
		"takes all and is silent": func(context.Context) (net.Conn, error) {
			near, _ := net.Pipe()
			w := &cable{Conn: near, lost: make(chan struct{}), closed: make(chan struct{})}
			close(w.lost)
			return w, nil
		},
	}
}

// stranger answers every connection with a certificate that is not the service's.
func stranger(t *testing.T) func(context.Context) (net.Conn, error) {
	certificate, _ := selfSigned(t, time.Now().Add(-time.Hour), time.Now().Add(24*time.Hour))
	return func(ctx context.Context) (net.Conn, error) {
		near, far := net.Pipe()
		go func() {
			server := tls.Server(far, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12})
			_ = server.HandshakeContext(ctx)
			_ = server.Close()
		}()
		return near, nil
	}
}

// answers are the ways in which something else answers, or the service does so badly.
func answers() map[string]http.HandlerFunc {
	page := func(status int) http.HandlerFunc {
		return trial.Answer(status, "<html>sorry</html>", "Content-Type", "text/html")
	}
	return map[string]http.HandlerFunc{
		"500": trial.Answer(500, `{"message":"no"}`), "502": page(502), "503": page(503), "504": page(504), "511": page(511),
		"sign-in page": page(200), "sign-in elsewhere": trial.Answer(302, "", "Location", "https://portal.example/"),
		"hangs": trial.Hang, "cut at once": trial.Drop,
		"hangs after the headers": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		},
		"hangs half way": func(w http.ResponseWriter, r *http.Request) { begun(w, r); <-r.Context().Done() },
		"cut half way":   func(w http.ResponseWriter, r *http.Request) { begun(w, r); panic(http.ErrAbortHandler) },
	}
}

// fails begins an outage of a form that is drawn.
func (s *shaky) fails() {
	dials, answers := dials(), answers()
	dials["another's certificate"] = stranger(s.t)
	forms := slices.Sorted(func(yield func(string) bool) {
		for name := range dials {
			if !yield(name) {
				return
			}
		}
		for name := range answers {
			if !yield(name) {
				return
			}
		}
	})
	form := forms[s.random.IntN(len(forms))]
	reset := s.random.IntN(2) == 0
	s.said = append(s.said, fmt.Sprintf("%v %s, connections reset %v", time.Now().Format(time.TimeOnly), form, reset))
	if away := dials[form]; away != nil {
		s.network.turn(away)
		var why error
		if reset {
			why = syscall.ECONNRESET
		}
		s.network.lose(why)
		return
	}
	s.set(func() { s.instead = answers[form] })
}

func (s *shaky) set(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// heals ends it. The wall clock may have been set meanwhile, as after a sleep.
func (s *shaky) heals() {
	s.network.rise()
	shift := []time.Duration{0, 0, 0, 8 * time.Hour, -time.Hour, 90 * time.Second}[s.random.IntN(6)]
	s.clock.set(shift)
	s.set(func() { s.instead, s.slow = nil, time.Duration(s.random.IntN(500))*time.Millisecond })
	s.said = append(s.said, fmt.Sprintf("%v healthy, clock set by %v", time.Now().Format(time.TimeOnly), shift))
}

// lasts is how long an outage does: often just so long that something has half ended.
func (s *shaky) lasts() time.Duration {
	most := []time.Duration{time.Millisecond, time.Second, 12 * time.Second, 30 * time.Second, 10 * time.Minute}[s.random.IntN(5)]
	return time.Duration(s.random.Int64N(int64(most)))
}

// persists calls again and again, as somebody does who waits, and returns when a call has ended well after since, which
// tells the instant once there is one.
func (s *shaky) persists(ctx context.Context, since func() time.Time) (at time.Time) {
	for ctx.Err() == nil {
		err := s.call(ctx)
		if back := since(); err == nil && !back.IsZero() {
			return time.Now()
		}
		time.Sleep(250 * time.Millisecond)
	}
	return at
}

// outage lets a call run, or one after the other, while the network fails and heals.
func (s *shaky) outage() {
	var back time.Time
	var mu sync.Mutex
	since := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		return back
	}
	ctx, cancel := context.WithCancel(s.t.Context())
	answered := make(chan time.Time, 1)
	go func() { answered <- s.persists(ctx, since) }()
	time.Sleep(time.Duration(s.random.Int64N(int64(2 * time.Second))))
	for range 1 + s.random.IntN(2) { // one may follow upon the other
		s.fails()
		time.Sleep(s.lasts())
	}
	s.heals()
	mu.Lock()
	back = time.Now()
	mu.Unlock()
	select {
	case at := <-answered:
		if took := at.Sub(back); took > soon {
			s.t.Errorf("the first answer came after %v\n%s", took, strings.Join(s.said, "\n"))
		}
	case <-time.After(time.Hour):
		s.t.Errorf("no answer came within an hour\n%s", strings.Join(s.said, "\n"))
	}
	cancel()
}

// failedOnce are seeds that failed: a transfer went without a byte for longer.
func failedOnce() map[string][]uint64 {
	return map[string][]uint64{"save": {13, 19, 22}, "preview": {5, 9}}
}

// TestEveryCallAnswersSoonAfterAnyOutage draws outages from a seed, for each kind of call: fifteen seconds after the
// last has ended, a call has been answered, whether it was under way or made anew.
func TestEveryCallAnswersSoonAfterAnyOutage(t *testing.T) {
	for i, name := range callNames() {
		for _, seed := range append(trial.SeedsOf(t, 2), failedOnce()[name]...) {
			t.Run(fmt.Sprintf("%s, seed %d", name, seed), func(t *testing.T) {
				clock := newClock()
				inBubble(t, func(t *testing.T) {
					s := &shaky{t: t, random: rand.New(rand.NewPCG(seed+uint64(i)<<32, 14)), clock: clock.started()}
					var c *Client
					c, s.network = overTLS(t, s, s.random.IntN(2) == 0, func(o *Options) {
						o.Now, o.ParticipantToken = clock.now, model.NewSecret("participant")
					})
					if s.random.IntN(2) == 0 {
						c.caller.Jitter = lockedRandom(seed)
					}
					s.call = everyCall(c)[name]
					for range 3 {
						warm(t, s.call)
						s.outage()
					}
					time.Sleep(time.Minute) // what was given up ends: a bubble waits for nobody
				})
			})
		}
	}
}
