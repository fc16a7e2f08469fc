package live

import (
	"time"

	"attache/model"
)

// openDue is when the next socket is opened: after the loss of one, or before the end of it.
func (m *machine) openDue() time.Time {
	if m.opening != 0 || m.renewing || m.leaving || !m.facts.CanExchange {
		return time.Time{}
	}
	return m.openAt
}

func (m *machine) open() {
	m.numbered++
	m.opening, m.lastTry = m.numbered, m.facts.Now
	m.do(open{m.opening})
}

// opened puts a subscribed socket in the place of the one before, which is closed only afterwards:
// nothing is missed between.
func (m *machine) opened(e opened) {
	if m.resting {
		m.opening = 0
		m.do(dropSocket{e.Socket})
		return
	}
	before := m.socket
	m.socket, m.subscribed = e.Socket, m.facts.Now
	m.opening, m.failed, m.blocked = 0, 0, 0
	m.openAt = e.RenewAt
	if before == 0 {
		m.miss()
		if m.throttled == 0 {
			m.held = time.Time{} // there is a new token, and a way to the service
		}
		return
	}
	m.do(closeSocket{before})
}

// openFailed notes that a socket could not be opened.
func (m *machine) openFailed(e openFailed) {
	m.opening = 0
	if e.Exchange && e.Problem.Kind == model.KindDenied {
		m.exchangeRefused(e.Problem)
		return
	}
	m.failed++
	if !e.Exchange {
		m.blocked++
	}
	m.again(e.Problem)
	if m.socket == 0 && m.failed == maxFailed {
		m.miss() // from now on it is read for
	}
}

// lost notes that a subscribed socket is gone.
func (m *machine) lost(e lost) {
	if e.Socket != m.socket { // another one has taken over
		if !e.Left && !m.resting {
			m.miss() // what was on its way is lost
		}
		return
	}
	m.socket = 0
	m.miss()
	if m.facts.Now.Sub(m.subscribed) >= steadyTime {
		m.try, m.urged = 0, 0
	}
	if m.opening != 0 {
		m.try, m.socketTrouble = m.try+1, e.Problem
		return // the next one is on its way
	}
	m.again(e.Problem)
}

// again sets the time for the next socket.
func (m *machine) again(p *model.Problem) {
	m.try++
	m.openAt = m.facts.Now.Add(m.openWait())
	// While another socket lives there is time, and one more failure for the same reason is no news.
	if m.socket == 0 && !alike(m.socketTrouble, p) {
		m.socketTrouble = p
	}
}

// alike reports whether two problems are told in the same words.
func alike(a, b *model.Problem) bool {
	return a != nil && a.Kind == b.Kind && a.Op == b.Op && a.Code == b.Code && a.Status == b.Status && a.Detail == b.Detail
}

// openWait is the wait before the next opening. Some proxies let no socket through at all, and an
// exchange that goes on failing costs calls that all desktops of the instance share.
func (m *machine) openWait() time.Duration {
	switch {
	case m.blocked >= maxFailed:
		return slowest
	case m.failed >= maxFailed:
		half := growing(failedWait, m.failed-maxFailed) / 2
		return half + time.Duration(m.facts.Random*float64(half))
	}
	return pause(m.try, reopenCap, m.facts.Random)
}

// hasten brings the next opening forward.
func (m *machine) hasten() {
	if soon := later(m.facts.Now, m.lastTry.Add(growing(reopenLeast, m.urged))); soon.Before(m.openAt) {
		m.openAt = soon
		m.urged++
	}
}
