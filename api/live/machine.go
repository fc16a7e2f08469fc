package live

import "time"

// Step takes an event in and returns what to do, in this order.
func (m *machine) Step(f facts, e event) []action {
	m.facts, m.actions = f, nil
	if m.done {
		return nil
	}
	switch e := e.(type) {
	case started:
		m.start()
	case attention:
		m.attend(e)
	case opened:
		m.opened(e)
	case openFailed:
		m.openFailed(e)
	case lost:
		m.lost(e)
	case received:
		m.receive(e)
	case pageRead:
		m.reportAttachments(e.Attachments)
	case readDone:
		m.readDone(e)
	case renewed:
		m.onRenewed(e)
	case wake:
	}
	if !m.done {
		m.wake()
		m.begin()
		m.reportIfChanged()
	}
	return m.actions
}

// isOver reports whether the chat is over and everything about it told.
func (m *machine) isOver() bool { return m.done }

// Next returns when wake is to be stepped at the latest. There is nothing to wait for when ok is
// false.
func (m *machine) Next(f facts) (at time.Time, ok bool) {
	m.facts = f
	for _, t := range m.due() {
		if !t.IsZero() && (!ok || t.Before(at)) {
			at, ok = t, true
		}
	}
	return at, ok
}

func (m *machine) start() {
	if m.facts.Ended {
		m.reportEnd()
		return
	}
	m.openAt, m.readAt = m.facts.Now, m.facts.Now.Add(m.every())
}

// due returns when a socket is to be opened, the transcript read and the token renewed; zero for
// never.
func (m *machine) due() [3]time.Time {
	if m.resting || m.done {
		return [3]time.Time{}
	}
	return [3]time.Time{m.openDue(), m.readDue(), m.renewDue()}
}

// begin begins what is due.
func (m *machine) begin() {
	due := m.due()
	isDue := func(i int) bool { return !due[i].IsZero() && !due[i].After(m.facts.Now) }
	if isDue(0) {
		m.open()
	}
	if isDue(1) {
		m.read()
	}
	if isDue(2) && m.opening == 0 {
		m.renewing = true
		m.do(renew{})
	}
}
