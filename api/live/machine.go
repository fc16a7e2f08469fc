package live

import "time"

// Step takes an event in and returns what to do, in this order.
func (m *Machine) Step(f Facts, e Event) []Action {
	m.facts, m.actions = f, nil
	if m.done {
		return nil
	}
	switch e := e.(type) {
	case Started:
		m.start()
	case Attention:
		m.attend(e)
	case Opened:
		m.opened(e)
	case OpenFailed:
		m.openFailed(e)
	case Lost:
		m.lost(e)
	case Heard:
		m.heard(e)
	case PageRead:
		m.bring(e.Attachments)
	case ReadDone:
		m.readDone(e)
	case Renewed:
		m.onRenewed(e)
	case Woke:
	}
	if !m.done {
		m.wake()
		m.begin()
		m.show()
	}
	return m.actions
}

// Done reports whether the chat is over and everything about it told.
func (m *Machine) Done() bool { return m.done }

// Next returns when Woke is to be stepped at the latest. There is nothing to wait for when ok is
// false.
func (m *Machine) Next(f Facts) (at time.Time, ok bool) {
	m.facts = f
	for _, t := range m.due() {
		if !t.IsZero() && (!ok || t.Before(at)) {
			at, ok = t, true
		}
	}
	return at, ok
}

func (m *Machine) start() {
	if m.facts.Ended {
		m.end()
		return
	}
	m.openAt, m.readAt = m.facts.Now, m.facts.Now.Add(m.every())
}

// due returns when a socket is to be opened, the transcript read and the token renewed; zero for
// never.
func (m *Machine) due() [3]time.Time {
	if m.resting || m.done {
		return [3]time.Time{}
	}
	return [3]time.Time{m.openDue(), m.readDue(), m.renewDue()}
}

// begin begins what is due.
func (m *Machine) begin() {
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
		m.do(Renew{})
	}
}
