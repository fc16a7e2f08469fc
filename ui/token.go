package ui

import (
	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// tokenRefused notes that the service takes the token no more. Everything stays on screen, and once
// for each token the line for another one is opened.
func (m *Model) tokenRefused(p *model.Problem) {
	if m.ended {
		return // that is why
	}
	if m.live.refusal == nil {
		m.problem(p, "") // it is read when the line is left
	}
	m.live.refusal = p
	if !m.live.asked {
		m.live.asked, m.live.wants = true, true
	}
}

// suspectToken asks for another token when what the user waits for is refused, and takes the token for
// dead when file after file is. One refusal alone may be about that file.
func (m *Model) suspectToken(p *model.Problem, asked bool) {
	switch l := &m.live; {
	case p.Kind != model.KindDenied || m.ended:
	case m.opened && m.denials >= tooManyDenials:
		m.tokenRefused(p)
	case asked && (m.opened || m.walked) && !l.asked:
		l.asked, l.wants, l.suspect = true, true, true
	}
}

// wantToken opens the line for another token once nothing else is being typed or asked.
func (m *Model) wantToken() tea.Cmd {
	if !m.live.wants || m.prompt != nil || m.asking != nil || m.sort || m.pane.kind == paneBroken {
		return nil
	}
	m.live.wants = false
	if m.live.refusal == nil && !m.live.suspect {
		return nil // the service has answered since
	}
	return m.openPrompt(promptToken)
}

// acceptToken replaces the connection token. What was refused may be asked for again. The token is
// never shown.
func (m *Model) acceptToken(value string) tea.Cmd {
	token, err := model.ReadConnectionToken("connection token", value)
	m.prompt.input.Reset()
	if err != nil {
		m.prompt.fault = m.faultOf(err)
		return nil
	}
	m.prompt = nil
	m.opts.Session.SetToken(token)
	m.live.refusal, m.live.asked, m.live.wants, m.live.suspect = nil, false, false, false
	for _, r := range m.rows {
		if r.problem != nil && r.problem.Kind == model.KindDenied {
			r.fetched = false
		}
	}
	m.refill()
	m.dismiss() // what the old token was refused for
	m.say(toastNote, "Trying the new token")
	return m.again()
}

// noteRenewal keeps in the log that the token lives longer than it did.
func (m *Model) noteRenewal(before model.Connection) {
	old, ends := before.TokenEnds, m.status.TokenEnds
	if !old.IsZero() && ends.After(old.Add(renewalSeen)) {
		m.note(toastNote, "The connection token was renewed: "+model.FormatToken(ends.Sub(m.server()))+" left")
	}
}

// renewalSeen is by how much the end of a token must move to be more than a clock set right.
const renewalSeen = 5 * 60e9
