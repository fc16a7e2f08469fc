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

// renewDue is when the connection token is to be renewed, whether or not anything uses it.
func (m *machine) renewDue() time.Time {
	if m.renewing || m.opening != 0 || m.facts.TokenEnds.IsZero() || !m.facts.CanExchange {
		return time.Time{}
	}
	return later(m.facts.TokenEnds.Add(-renewBefore), m.renewed.Add(growing(renewEvery, m.unborn)))
}

func (m *machine) onRenewed(e renewed) {
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
func (m *machine) exchangeRefused(p *model.Problem) {
	if m.facts.Ended {
		m.reportEnd()
		return
	}
	m.do(dropCredential{})
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
func (m *machine) tokenRefused(p *model.Problem) {
	switch {
	case m.facts.Ended:
		m.reportEnd()
		return
	case m.facts.TokensGiven != m.tokens:
		m.miss()
		m.free()
		return
	}
	m.do(dropCredential{})
	m.facts.CanExchange = false
	m.resting = true
	if m.socket != 0 {
		m.do(dropSocket{m.socket})
		m.socket = 0
	}
	m.socketTrouble, m.readTrouble = nil, p
	m.reported = m.state()
	m.do(report{model.Update{Refused: p, Watch: m.reported}})
}

// wake goes on after a rest when another token was given.
func (m *machine) wake() {
	if m.resting && m.facts.TokensGiven != m.tokens {
		m.resting, m.readTrouble = false, nil
		m.miss()
		m.free()
	}
}
