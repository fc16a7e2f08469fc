package live

import (
	"time"

	"attache/model"
)

const (
	// renewBefore is how long before its end a connection token is exchanged anew.
	renewBefore = time.Minute
	// renewEvery is the least time between two such exchanges.
	renewEvery = 30 * time.Second
)

// Machine is the state of one watch over a chat. The zero Machine is ready for Started.
type Machine struct {
	facts   Facts
	actions []Action
	told    model.Watch

	socketState
	pollState

	renewing bool
	renewed  time.Time // when a renewal last ended
	unborn   int       // renewals that failed in a row
	resting  bool      // the token was refused: another one is awaited
	tokens   int       // the tokens that the user had given when the reading under way began
	leaving  bool      // the chat is over; what it said last is still read
	done     bool
}

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

func (m *Machine) do(a Action) { m.actions = append(m.actions, a) }

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

// renewDue is when the connection token is to be renewed, whether or not anything uses it.
func (m *Machine) renewDue() time.Time {
	if m.renewing || m.opening != 0 || m.facts.TokenEnds.IsZero() || !m.facts.CanExchange {
		return time.Time{}
	}
	return later(m.facts.TokenEnds.Add(-renewBefore), m.renewed.Add(growing(renewEvery, m.unborn)))
}

func (m *Machine) onRenewed(e Renewed) {
	m.renewing, m.renewed = false, m.facts.Now
	if m.unborn++; e.Problem == nil {
		m.unborn = 0
	}
	if e.Problem != nil && e.Problem.Kind == model.KindDenied {
		m.exchangeRefused(e.Problem)
	}
}

// exchangeRefused drops the participant token, which may leave a connection token that is good: the
// transcript is read with it, which also tells whether the chat has ended.
func (m *Machine) exchangeRefused(p *model.Problem) {
	if m.facts.Ended {
		m.end()
		return
	}
	m.do(DropCredential{})
	m.facts.CanExchange = false
	if m.resting {
		return
	}
	m.socketTrouble = nil
	if m.try > 0 {
		m.readTrouble = p // until a reading shows that the chat is still received
	}
	m.miss()
	m.free()
}

// tokenRefused rests until another token is given, unless the chat has ended or one is there already.
func (m *Machine) tokenRefused(p *model.Problem) {
	switch {
	case m.facts.Ended:
		m.end()
		return
	case m.facts.TokensGiven != m.tokens:
		m.miss()
		m.free()
		return
	}
	m.do(DropCredential{})
	m.facts.CanExchange = false
	m.resting = true
	if m.socket != 0 {
		m.do(Drop{m.socket})
		m.socket = 0
	}
	m.socketTrouble, m.readTrouble = nil, p
	m.told = m.state()
	m.do(Tell{model.News{Refused: p, Watch: m.told}})
}

// wake goes on after a rest when another token was given.
func (m *Machine) wake() {
	if m.resting && m.facts.TokensGiven != m.tokens {
		m.resting, m.readTrouble = false, nil
		m.miss()
		m.free()
	}
}

// end tells that the chat is over.
func (m *Machine) end() {
	if !m.done {
		m.done = true
		m.do(Tell{model.News{Ended: true, Watch: m.state()}})
	}
}
