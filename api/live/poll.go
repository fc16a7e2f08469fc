package live

import (
	"time"

	"attache/model"
)

// throttledWait is the wait after a throttled reading: a little less than is told, and drawn, so that
// watches which were throttled together do not come back together.
func (m *machine) throttledWait() time.Duration {
	part := m.every() / 16
	return m.every() - part + time.Duration(m.facts.Random*float64(part/2))
}

// attend notes who looks, and reads at once for who has just come. It does not read sooner than the
// service asked for.
func (m *machine) attend(e attention) {
	if now := m.facts.Now; e.Looking != m.looking || e.Came {
		m.looking = e.Looking
		if m.lastRead.IsZero() {
			m.lastRead = now
		}
		switch {
		case m.throttled > 0: // it waits as long as it was told to
		case e.Came:
			m.readAt, m.held = later(now, m.lastRead.Add(pollLeast)), time.Time{}
		default:
			m.readAt = m.lastRead.Add(m.every())
		}
	}
	switch {
	case !e.Called:
	case m.socket != 0:
		m.do(probe{m.socket})
	default:
		m.hasten()
	}
}

// readDue is when the next reading begins: at once where there is a gap, when a scan outlasts its
// time where there is a socket, from time to time where there is none. It is zero for never.
func (m *machine) readDue() (at time.Time) {
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

// spend notes calls that were made.
func (m *machine) spend(calls int) {
	for range min(calls, budget) {
		copy(m.spent[1:], m.spent[:])
		m.spent[0] = m.facts.Now
	}
}

func (m *machine) read() {
	m.reading, m.fills = true, m.gaps
	m.tokens = m.facts.TokensGiven
	m.do(read{
		Fill: m.gaps != m.closed, Poll: m.socket == 0,
		Back: m.failures >= 2 && m.failures%2 == 0,
	})
}

// readDone notes how a reading went.
func (m *machine) readDone(e readDone) {
	now := m.facts.Now
	m.reading, m.lastRead = false, now
	m.spend(e.Calls)
	switch {
	case m.leaving || m.facts.Ended:
		m.reportEnd()
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
		m.report(model.Update{Filled: true})
	}
}

// readFailed notes that a reading failed.
func (m *machine) readFailed(e readDone) {
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

// receive takes in what a socket brought. What was missed before the end of the chat is read first:
// nothing will be after it.
func (m *machine) receive(e received) {
	m.reportAttachments(e.Attachments)
	if !m.facts.Ended {
		return
	}
	m.leaving = true
	switch {
	case m.reading:
	case m.gaps != m.closed:
		m.read()
	default:
		m.reportEnd()
	}
}
