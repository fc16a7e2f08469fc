package api

import (
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/trial"
)

// weather is a chat whose service fails in random ways for random times.
type weather struct {
	t      *testing.T
	ch     *chat
	c      *Client
	w      *watched
	random *rand.Rand

	network *network
	clock   *clock

	files      int
	scanning   []string
	said       []string             // what was done, for whoever reads a failure
	since      map[string]time.Time // files that were not seen yet
	readableAt time.Time            // from when on GetTranscript answers; zero while it does not
}

// change gives the network and every operation another fate.
func (x *weather) change() {
	fates := []int{0, 0, 0, 500, 503, 429, 400, 404}
	transcript, exchange := fates[x.random.IntN(len(fates))], fates[x.random.IntN(len(fates))]
	hangs, junk := x.random.IntN(8) == 0, x.random.IntN(8) == 0
	place, socket, drop := x.random.IntN(5) == 0, x.random.IntN(4), x.random.IntN(2) == 0
	expire := x.random.IntN(3) == 0 && (exchange == 0 || exchange >= 500) && !junk
	x.say("GetTranscript %d, exchange %d, hangs %v, junk %v, place refused %v, socket %d, drop %v, expire %v",
		transcript, exchange, hangs, junk, place, socket, drop, expire)
	x.ch.with(func() {
		x.ch.fail = func(op string) (int, []string) {
			return map[string]int{"GetTranscript": transcript, "CreateParticipantConnection": exchange}[op], nil
		}
		x.ch.hang = map[string]bool{"CreateParticipantConnection": hangs}
		x.ch.instead = nil
		if junk {
			x.ch.instead = func(op string) string {
				return map[string]string{"CreateParticipantConnection": "<html>sign in</html>"}[op]
			}
		}
		x.ch.failFor = nil
		if place {
			x.ch.failFor = func(_, body string) int {
				if strings.Contains(body, "StartPosition") {
					return 400
				}
				return 0
			}
		}
		x.ch.upgrade, x.ch.onFrame = nil, nil
		switch socket {
		case 0:
			x.ch.upgrade = func(w http.ResponseWriter) bool { trial.Answer(502, "no")(w, nil); return true }
		case 1:
			x.ch.onFrame = func(*chatSocket, string) bool { return true }
		}
		if expire && x.ch.tokens > 0 {
			x.ch.deny[fmt.Sprintf("token-%d", x.ch.tokens)] = true
		}
	})
	if drop {
		x.ch.drop()
	}
	x.reads(!x.wild() && transcript == 0)
}

// wild is what else may befall: the network as a whole, answers that are none, connections that die without a word,
// a wall clock that is set. It reports whether nothing can be read.
func (x *weather) wild() (unread bool) {
	away, instead := x.random.IntN(3) == 0, x.random.IntN(5) == 0
	x.network.turn(nil)
	switch {
	case away:
		form := x.drawn(slices.Sorted(maps.Keys(dials())))
		x.say("the network: %s", form)
		x.network.turn(dials()[form])
	case instead:
		form := x.drawn(slices.Sorted(maps.Keys(answers())))
		x.say("in place of every answer: %s", form)
		own := answers()[form]
		x.ch.with(func() {
			x.ch.own = func(r *http.Request) http.HandlerFunc {
				return func(w http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body); own(w, r) }
			}
		})
	}
	if !instead {
		x.ch.with(func() { x.ch.own = nil })
	}
	if away || x.random.IntN(3) == 0 {
		why := []error{nil, syscall.ECONNRESET}[x.random.IntN(2)]
		x.say("connections are lost: %v", why)
		x.network.lose(why)
	}
	if x.random.IntN(4) == 0 {
		by := []time.Duration{8 * time.Hour, -time.Hour, 90 * time.Second, -90 * time.Second}[x.random.IntN(4)]
		x.say("the clock is set by %v", by)
		x.clock.set(by)
	}
	return away || instead && !away
}

func (x *weather) drawn(names []string) string { return names[x.random.IntN(len(names))] }

// reads notes whether the transcript can be read from now on.
func (x *weather) reads(well bool) {
	switch {
	case !well:
		x.readableAt = time.Time{}
	case x.readableAt.IsZero():
		x.readableAt = time.Now()
	}
}

// heal makes everything answer.
func (x *weather) heal() {
	x.say("healthy")
	x.network.turn(nil)
	x.ch.with(func() {
		x.ch.fail, x.ch.instead, x.ch.failFor, x.ch.upgrade, x.ch.onFrame, x.ch.own = nil, nil, nil, nil, nil, nil
		x.ch.hang = map[string]bool{}
	})
	x.reads(true)
}

func (x *weather) say(format string, args ...any) {
	x.said = append(x.said, fmt.Sprintf("%v "+format, append([]any{time.Now().Format(time.TimeOnly)}, args...)...))
}

// live lets time pass in which files come, scans end and somebody looks or does not.
func (x *weather) live(d time.Duration, busy bool) {
	for end := time.Now().Add(d); time.Now().Before(end); {
		if busy && x.random.IntN(20) == 0 {
			id := fmt.Sprint("f-", x.files)
			x.files++
			status := []string{"IN_PROGRESS", "APPROVED"}[x.random.IntN(2)]
			if len(x.scanning) >= 4 {
				status = "APPROVED"
			}
			if status == "IN_PROGRESS" {
				x.scanning = append(x.scanning, id)
			}
			x.since[id] = time.Now()
			if x.random.IntN(4) == 0 {
				x.ch.add(file(id, status)) // and no socket says so
				x.ch.drop()
			} else {
				x.ch.send(id, status)
			}
		}
		if busy && len(x.scanning) > 0 && x.random.IntN(30) == 0 {
			i := x.random.IntN(len(x.scanning))
			id, status := x.scanning[i], []string{"APPROVED", "REJECTED"}[x.random.IntN(2)]
			x.scanning = slices.Delete(x.scanning, i, i+1)
			x.ch.scanned(id, status)
			x.ch.tell(file(id, status))
		}
		for range []int{0, 0, 0, 1, 2}[x.random.IntN(5)] {
			x.ch.add(nil)
		}
		if busy && x.random.IntN(300) == 0 {
			for range 2000 {
				x.ch.add(nil)
			}
		}
		if busy && x.random.IntN(30) == 0 {
			x.c.Attend(x.random.IntN(2) == 0)
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		x.check()
	}
}

// check fails when a file was not seen within four minutes while GetTranscript answered.
func (x *weather) check() {
	tokens := x.c.tokens
	tokens.mu.Lock()
	used := tokens.connection.Reveal()
	tokens.mu.Unlock()
	x.ch.with(func() {
		if x.ch.deny[used] && !x.readableAt.IsZero() {
			x.readableAt = time.Now() // not before another one is to be had
		}
	})
	for id, at := range maps.Clone(x.since) {
		if x.w.status(id) != "" {
			delete(x.since, id)
			continue
		}
		if at.Before(x.readableAt) {
			at = x.readableAt
		}
		x.ch.with(func() {
			pages := len(x.ch.items) / pageItems // the limit lets four be read a second
			if !x.readableAt.IsZero() && time.Since(at) > 4*time.Minute+time.Duration(pages)*250*time.Millisecond {
				x.t.Fatalf("%s was not seen for %v: %+v\n%s", id, time.Since(at), x.w.now(), strings.Join(x.said, "\n"))
			}
		})
	}
}

// TestAnyOutageIsRecoveredFrom: over any pattern of outages and answers, while GetTranscript answers a
// new file is seen within four minutes, and a quarter of an hour after health returns the list is the
// service's and the calls of a minute keep to the README's budget.
func TestAnyOutageIsRecoveredFrom(t *testing.T) {
	for _, seed := range trial.SeedsOf(t, 3) {
		participant := seed%3 != 0
		t.Run(fmt.Sprintf("seed %d, participant token %v", seed, participant), func(t *testing.T) {
			clock := newClock()
			inBubble(t, func(t *testing.T) {
				x := &weather{t: t, clock: clock.started(), ch: newChat(t), random: rand.New(rand.NewPCG(seed, 9)), since: map[string]time.Time{}}
				x.ch.exclusive = seed%2 == 0
				x.ch.add(file("oldest", "IN_PROGRESS"))
				for range x.random.IntN(400) {
					x.ch.add(nil)
				}
				var way *http.Transport
				way, x.network = overNetwork(t, x.ch)
				x.c = x.ch.client(participant, func(o *Options) { o.Transport, o.Now = way, clock.now })
				x.c.caller.Jitter = lockedRandom(seed)
				x.w = watchChat(t, x.c)
				for range 3 {
					x.readableAt = time.Now()
					for range 2 + x.random.IntN(8) {
						x.change()
						x.live(time.Duration(10+x.random.IntN(1200))*time.Second, true)
					}
					x.heal()
					before := x.ch.count("CreateParticipantConnection")
					x.ch.scanned("oldest", "IN_PROGRESS")
					x.live(15*time.Minute, false)
					x.settled(before)
				}
				x.spends(participant)
			})
		})
	}
}

// spends holds all calls that were made, in any weather, to the budget: in any ten minutes those of the README, and what
// a few walks over all pages take. With a socket, each that is lost may cost one, where no place is taken to go on from.
func (x *weather) spends(participant bool) {
	x.t.Helper()
	const window, budget = 10 * time.Minute, 10 * 4
	most := map[string]int{"GetTranscript": budget + 10 + 8*(1+len(x.ch.items)/pageItems), "CreateParticipantConnection": 30}
	if !participant {
		most = map[string]int{"GetTranscript": budget + 10 + 2*(1+len(x.ch.items)/pageItems)}
	}
	for op, most := range most {
		at := x.ch.callTime[op]
		for i := range at {
			n, _ := slices.BinarySearchFunc(at[i:], at[i].Add(window), time.Time.Compare)
			if n > most {
				x.t.Fatalf("%d calls of %s in ten minutes, %d allowed\n%s", n, op, most, strings.Join(x.said, "\n"))
			}
		}
	}
}

// lockedRandom draws the same numbers for any number of goroutines.
func lockedRandom(seed uint64) func() float64 {
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(seed, 10))
	return func() float64 {
		mu.Lock()
		defer mu.Unlock()
		return random.Float64()
	}
}

// settled holds what must be true a quarter of an hour after health returned.
func (x *weather) settled(exchanges int) {
	x.t.Helper()
	if x.w.now().Lost() {
		x.t.Fatalf("still lost: %+v\n%s", x.w.now(), strings.Join(x.said, "\n"))
	}
	sameAsService(x.t, x.ch, x.w)
	if n := x.ch.count("CreateParticipantConnection") - exchanges; n > 10 {
		x.t.Errorf("%d exchanges in a quarter of an hour of health", n)
	}
	for _, row := range []struct {
		looking   bool
		perMinute int
	}{{true, 4}, {false, 1}} {
		x.c.Attend(row.looking)
		most := row.perMinute
		if (chatService{x.c}).Tokens().CanExchange {
			most = 0
		}
		time.Sleep(time.Minute + 2*time.Second + 7*time.Millisecond) // not at the instant of a call
		for range 5 {
			if n := x.ch.callsIn("GetTranscript", time.Minute); n > most {
				x.t.Fatalf("%d calls in a minute, %d allowed: %+v\n%s", n, most, x.w.now(), strings.Join(x.said, "\n"))
			}
		}
	}
}
