package live

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"attache/model"
)

// world answers what a machine does, at random.
type world struct {
	t      *testing.T
	m      machine
	random *rand.Rand
	f      facts

	due      []answer // what is on its way
	sockets  map[int]bool
	opening  bool
	reading  bool
	renewing bool
	misses   time.Time // when something was last missed
	readFrom time.Time // when the reading under way began
	opens    []time.Time
	reads    []time.Time
	told     []model.Update

	health   int // in ten: how likely an answer is a good one
	readable bool
}

type answer struct {
	at time.Time
	e  func() event
}

func newWorld(t *testing.T, seed uint64) *world {
	w := &world{t: t, random: rand.New(rand.NewPCG(seed, 3)), sockets: map[int]bool{}, health: 10, readable: true}
	w.f = facts{Now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), CanExchange: true}
	w.f.TokenEnds = w.f.Now.Add(24 * time.Hour)
	return w
}

func (w *world) step(e event) {
	w.f.Random = w.random.Float64()
	for _, a := range w.m.Step(w.f, e) {
		w.carryOut(a)
	}
	if at, ok := w.m.Next(w.f); ok && !at.After(w.f.Now) {
		w.t.Fatalf("%v: would step again at once after %T", w.f.Now, e)
	}
}

// later puts an answer on its way.
func (w *world) later(most time.Duration, e func() event) {
	w.due = append(w.due, answer{w.f.Now.Add(time.Duration(w.random.Int64N(int64(most)))), e})
}

func (w *world) good() bool { return w.random.IntN(10) < w.health }

func (w *world) problem(op string) *model.Problem {
	kinds := []model.Kind{model.KindOffline, model.KindTimeout, model.KindThrottled, model.KindInvalid, model.KindMissing, model.KindServer, model.KindJunk, model.KindConflict}
	return &model.Problem{Kind: kinds[w.random.IntN(len(kinds))], Op: op}
}

func (w *world) carryOut(a action) {
	switch a := a.(type) {
	case open:
		if w.opening || w.m.resting {
			w.t.Fatalf("%v: opens a second socket, or while it rests", w.f.Now)
		}
		w.opening = true
		w.opens = append(w.opens, w.f.Now)
		w.later(20*time.Second, func() event {
			w.opening = false
			if !w.good() {
				return openFailed{Socket: a.Socket, Problem: w.problem("CreateParticipantConnection"), Exchange: w.random.IntN(2) == 0}
			}
			w.sockets[a.Socket] = true
			return opened{Socket: a.Socket, RenewAt: w.f.Now.Add(time.Hour)}
		})
	case read:
		if w.reading || w.m.resting {
			w.t.Fatalf("%v: a second reading, or one while it rests", w.f.Now)
		}
		w.reading, w.readFrom = true, w.f.Now
		w.reads = append(w.reads, w.f.Now)
		w.later(10*time.Second, func() event {
			w.reading = false
			if w.readable && (w.health == 0 || w.good()) {
				return readDone{Calls: 1}
			}
			return readDone{Problem: w.problem("GetTranscript"), Calls: 1 + w.random.IntN(3)}
		})
	case renew:
		if w.renewing {
			w.t.Fatalf("%v: renews twice", w.f.Now)
		}
		w.renewing = true
		w.opens = append(w.opens, w.f.Now)
		w.later(10*time.Second, func() event {
			w.renewing = false
			if !w.good() {
				return renewed{w.problem("CreateParticipantConnection")}
			}
			w.f.TokenEnds = w.f.Now.Add(24 * time.Hour)
			return renewed{}
		})
	case closeSocket:
		w.gone(a.Socket, true)
	case dropSocket:
		w.gone(a.Socket, false)
	case probe, dropCredential:
	case report:
		if a.Update.Filled && !w.misses.IsZero() && !w.readFrom.After(w.misses) && !w.readFrom.Equal(w.misses) {
			w.t.Fatalf("%v: told to be filled by a reading that began before something was missed", w.f.Now)
		}
		w.told = append(w.told, a.Update)
	}
}

// gone loses a socket in a moment.
func (w *world) gone(number int, left bool) {
	w.later(5*time.Second, func() event {
		if !w.sockets[number] {
			return wake{}
		}
		delete(w.sockets, number)
		if number == w.m.socket {
			w.misses = w.f.Now
		}
		return lost{Socket: number, Problem: w.problem("WebSocket"), Left: left}
	})
}

// run lets time pass.
func (w *world) run(d time.Duration, flaps bool) {
	for end := w.f.Now.Add(d); w.f.Now.Before(end); {
		next := end
		if at, ok := w.m.Next(w.f); ok && at.Before(next) {
			next = at
		}
		slices.SortStableFunc(w.due, func(a, b answer) int { return a.at.Compare(b.at) })
		if len(w.due) > 0 && !w.due[0].at.After(next) {
			a := w.due[0]
			w.due = w.due[1:]
			w.f.Now = later(w.f.Now, a.at)
			w.step(a.e())
			continue
		}
		w.f.Now = next
		if flaps {
			w.step(attention{Looking: w.random.IntN(2) == 0, Came: w.random.IntN(3) == 0, Called: w.random.IntN(3) == 0})
		} else {
			w.step(wake{})
		}
		if flaps && w.random.IntN(20) == 0 {
			for s := range w.sockets {
				w.gone(s, false)
			}
		}
	}
}

func since(all []time.Time, from time.Time) (n int) {
	for _, at := range all {
		if !at.Before(from) {
			n++
		}
	}
	return n
}

// TestTheMachineRecoversFromAnything plays random outages to the machine: it never spins, never does
// two of one kind at a time, closes every gap once health returns, and is quiet then.
func TestTheMachineRecoversFromAnything(t *testing.T) {
	for seed := range uint64(300) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			w := newWorld(t, seed)
			w.step(started{})
			w.step(attention{Looking: true})
			for range 5 {
				w.health = w.random.IntN(11)
				w.readable = w.random.IntN(3) > 0
				w.run(time.Duration(w.random.IntN(7200))*time.Second, true)
			}
			w.health, w.readable = 10, true
			w.run(15*time.Minute, false)
			if w.m.gaps != w.m.closed || w.m.state().State != model.WatchLive || w.m.state().Lost() {
				t.Fatalf("%d gaps, %d closed, %+v", w.m.gaps, w.m.closed, w.m.state())
			}
			from := w.f.Now
			w.run(30*time.Minute, false)
			if n := since(w.reads, from); n != 0 {
				t.Errorf("%d readings beside a socket", n)
			}
		})
	}
}

func TestExchangesThatFailAreFewAndReadingsGoOn(t *testing.T) {
	for seed := range uint64(100) {
		for _, flaps := range []bool{false, true} {
			w := newWorld(t, seed)
			w.health = 0 // of everything but readings
			if seed%2 == 0 {
				w.f.TokenEnds = w.f.Now.Add(5 * time.Minute)
			}
			w.step(started{})
			w.step(attention{Looking: true})
			w.run(3*time.Hour, flaps)
			if n := len(w.opens); n > 3*40 {
				t.Errorf("seed %d: %d exchanges in three hours", seed, n)
			}
			last := w.reads[0]
			for _, at := range w.reads {
				if at.Sub(last) > 4*time.Minute-10*time.Second {
					t.Errorf("seed %d: no reading for %v", seed, at.Sub(last))
				}
				last = at
			}
			for i, at := range w.reads {
				if n := since(w.reads[i:], at) - since(w.reads[i:], at.Add(time.Minute)); n > budget {
					t.Errorf("seed %d: %d readings in a minute", seed, n)
				}
			}
		}
	}
}

func TestWhatWasMissedIsReadBeforeTheChatIsReceivedAgain(t *testing.T) {
	now := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	f := facts{Now: now, CanExchange: true}
	var m machine
	m.Step(f, started{})
	m.Step(f, attention{Looking: true})
	m.Step(f, opened{Socket: 1, RenewAt: now.Add(time.Hour)})
	m.Step(f, readDone{Calls: 1})
	f.Now = now.Add(time.Minute)
	m.Step(f, lost{Socket: 1, Problem: &model.Problem{Kind: model.KindOffline, Op: "WebSocket"}})
	f.Now = now.Add(2 * time.Minute)
	m.Step(f, wake{})
	m.Step(f, opened{Socket: 2, RenewAt: now.Add(time.Hour)})
	if s := m.state(); s.State != model.WatchLive || !s.Lost() {
		t.Errorf("subscribed, not read: %+v", s)
	}
	m.Step(f, readDone{Problem: &model.Problem{Kind: model.KindServer, Op: "GetTranscript"}, Calls: 1})
	if !m.state().Lost() {
		t.Errorf("the reading failed: %+v", m.state())
	}
	f.Now = now.Add(4 * time.Minute)
	m.Step(f, wake{})
	actions := m.Step(f, readDone{Calls: 1})
	tell, ok := actions[0].(report)
	if !ok || !tell.Update.Filled || tell.Update.Watch.Lost() {
		t.Errorf("read: %+v", actions)
	}
}

// A reading that was under way when the socket was lost ends well. When the next exchange is refused
// then, nothing says yet that the chat is received.
func TestAChatThatWasLostIsNotReceivedAgainBeforeItWasRead(t *testing.T) {
	for _, try := range []int{0, 1} {
		m := machine{}
		m.try = try
		f := facts{Now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), CanExchange: true}
		m.Step(f, openFailed{Socket: 1, Exchange: true, Problem: &model.Problem{Kind: model.KindDenied, Op: "CreateParticipantConnection"}})
		f.CanExchange = false
		if s := m.state(); s.State != model.WatchPolling || s.Lost() != (try > 0) {
			t.Errorf("try %d, refused: %+v", try, s)
		}
		m.Step(f, readDone{Calls: 1})
		if s := m.state(); s.State != model.WatchPolling || s.Problem != nil {
			t.Errorf("try %d, read: %+v", try, s)
		}
	}
}
