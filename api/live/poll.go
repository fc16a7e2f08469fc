package live

import (
	"time"

	"attache/model"
)

// How often the transcript is read where no socket tells what happens.
const (
	PollLooking = 15 * time.Second // while somebody looks
	PollAway    = time.Minute      // while nobody does
	pollSlowest = 4 * time.Minute  // after one throttle upon another
	PollLeast   = 5 * time.Second  // after the last reading, however often somebody comes
	// pollLongest is the longest wait after a reading that took many calls: a file must not wait
	// longer because others were read before it.
	pollLongest = 2 * time.Minute
	// failedCap is the longest wait after readings that failed.
	failedCap = time.Minute
	// budget is how many calls a minute are made at most while somebody looks. While nobody does it
	// is one.
	budget = int(time.Minute / PollLooking)
)

// pollState is the part of a watch that reads the transcript.
type pollState struct {
	reading   bool
	fills     int       // the gap that the reading under way closes
	gaps      int       // counts what may have been missed
	closed    int       // the gap up to which everything was read since
	missed    time.Time // when the last gap was noticed
	readAt    time.Time // when the next reading is, where there is no socket
	lastRead  time.Time // when the last one ended
	held      time.Time // no reading before: the last one failed
	failures  int       // readings that failed in a row
	throttled int       // readings that were throttled in a row
	looking   bool
	spent     [budget]time.Time // when the latest calls were made, the newest first

	readTrouble *model.Problem // why the last reading failed; nil when it did not
}

// miss notes that something may have been missed: it is read for as soon as may be.
func (m *Machine) miss() {
	m.gaps++
	m.missed = m.facts.Now
	m.readAt = m.facts.Now
}

// free forgets why readings wait: what they wait for has changed.
func (m *Machine) free() {
	m.held, m.spent = time.Time{}, [budget]time.Time{}
}

// every is the time between two readings.
func (m *Machine) every() time.Duration {
	every := PollAway
	if m.looking {
		every = PollLooking
	}
	for range m.throttled {
		every = min(2*every, pollSlowest)
	}
	return every
}

// throttledWait is the wait after a throttled reading: a little less than is told, and drawn, so that
// watches which were throttled together do not come back together.
func (m *Machine) throttledWait() time.Duration {
	part := m.every() / 16
	return m.every() - part + time.Duration(m.facts.Random*float64(part/2))
}

// attend notes who looks, and reads at once for who has just come. It does not read sooner than the
// service asked for.
func (m *Machine) attend(e Attention) {
	if now := m.facts.Now; e.Looking != m.looking || e.Came {
		m.looking = e.Looking
		if m.lastRead.IsZero() {
			m.lastRead = now
		}
		switch {
		case m.throttled > 0: // it waits as long as it was told to
		case e.Came:
			m.readAt, m.held = later(now, m.lastRead.Add(PollLeast)), time.Time{}
		default:
			m.readAt = m.lastRead.Add(m.every())
		}
	}
	switch {
	case !e.Called:
	case m.socket != 0:
		m.do(Probe{m.socket})
	default:
		m.hasten()
	}
}

// readDue is when the next reading begins: at once where there is a gap, when a scan outlasts its
// time where there is a socket, from time to time where there is none. It is zero for never.
func (m *Machine) readDue() (at time.Time) {
	switch {
	case m.reading:
		return at
	case m.polls():
		return m.nextPoll()
	case m.socket == 0:
		return at // the next socket fills the gap
	case m.gaps != m.closed:
		return later(m.missed, m.held)
	case m.facts.ScanDue.IsZero():
		return at
	}
	return later(m.facts.ScanDue, m.held)
}

// nextPoll is when the transcript is read next where there is no socket.
func (m *Machine) nextPoll() time.Time { return later(later(m.readAt, m.held), m.affordable()) }

// affordable is when one more call keeps to the budget of a minute.
func (m *Machine) affordable() time.Time {
	calls := 1
	if m.looking {
		calls = budget
	}
	return m.spent[calls-1].Add(time.Minute)
}

// spend notes calls that were made.
func (m *Machine) spend(calls int) {
	for range min(calls, budget) {
		copy(m.spent[1:], m.spent[:])
		m.spent[0] = m.facts.Now
	}
}

func (m *Machine) read() {
	m.reading, m.fills = true, m.gaps
	m.tokens = m.facts.TokensGiven
	m.do(Read{
		Fill: m.gaps != m.closed, Poll: m.socket == 0,
		Back: m.failures >= 2 && m.failures%2 == 0,
	})
}

// readDone notes how a reading went.
func (m *Machine) readDone(e ReadDone) {
	now := m.facts.Now
	m.reading, m.lastRead = false, now
	m.spend(e.Calls)
	switch {
	case m.leaving || m.facts.Ended:
		m.end()
		return
	case e.Problem != nil:
		m.readFailed(e)
		return
	}
	back := m.failures > 0
	m.failures, m.throttled, m.held = 0, 0, time.Time{}
	m.readAt = now.Add(min(m.every()*time.Duration(max(e.Calls, 1)), pollLongest))
	if back && m.socket == 0 {
		m.hasten()
	}
	if m.fills != m.gaps { // more was missed meanwhile
		m.readAt = now
		return
	}
	m.readTrouble = nil
	if m.socket != 0 || m.failed == 0 {
		m.socketTrouble = nil
	}
	if m.closed != m.gaps {
		m.closed = m.gaps
		m.tell(model.News{Filled: true})
	}
}

// readFailed notes that a reading failed.
func (m *Machine) readFailed(e ReadDone) {
	switch {
	case e.Exchange:
		m.exchangeRefused(e.Problem)
		return
	case e.Refused:
		m.tokenRefused(e.Problem)
		return
	}
	p, now := e.Problem, m.facts.Now
	m.failures++
	switch {
	case p.Kind == model.KindThrottled:
		m.throttled++
	case p.Status != 0:
		m.throttled = 0 // the service had something else to say
	}
	wait := pause(m.failures, failedCap, m.facts.Random)
	if m.throttled > 0 {
		wait = max(wait, m.throttledWait())
	}
	if e.Calls > budget {
		wait = max(wait, min(m.every()*time.Duration(e.Calls), pollLongest))
	}
	m.readAt, m.held = now.Add(wait), now.Add(wait)
	if p.Kind == model.KindDenied && m.socket == 0 {
		m.hasten() // the next exchange brings a token, or shows that none can be had
	}
	if m.socket != 0 && m.fills == m.closed {
		return // it was read for a scan: the socket misses nothing
	}
	m.readTrouble = p
	if m.gaps == m.closed {
		m.gaps++
	}
}

// heard takes in what a socket brought. What was missed before the end of the chat is read first:
// nothing will be after it.
func (m *Machine) heard(e Heard) {
	m.bring(e.Attachments)
	if !m.facts.Ended {
		return
	}
	m.leaving = true
	switch {
	case m.reading:
	case m.gaps != m.closed:
		m.read()
	default:
		m.end()
	}
}
