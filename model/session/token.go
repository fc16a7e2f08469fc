package session

import "attache/model"

// setToken answers SetToken. The token is tried by reading the chat, or by asking for the link of a file
// where only some are listed.
func (s *Session) setToken(num int, i SetToken) {
	if _, err := model.CheckToken("connection token", i.Token.Reveal()); err != nil {
		s.finish(num, WeightProblem, nil, TokenTried{Problem: model.AsProblem(err)})
		return
	}
	s.useToken(i.Token)
	s.credential.try(num)
	s.tryToken()
}

// onTokenRenewed uses a token that came by itself. Nothing is tried and nothing is told while all went well with
// the one before.
func (s *Session) onTokenRenewed(e TokenRenewed) {
	if _, err := model.CheckToken("connection token", e.Token.Reveal()); err != nil || s.ended {
		return
	}
	s.useToken(e.Token)
	if s.credential.replace() {
		s.tryToken()
	}
}

func (s *Session) useToken(token model.Secret) {
	s.do(UseToken{token})
	s.tokens++
}

// tryToken asks again for what the token before was refused.
func (s *Session) tryToken() {
	s.links.denials = 0
	for _, r := range s.rows {
		if r.linkProblem != nil && r.linkProblem.Kind == model.KindDenied {
			r.fetched = false
		}
	}
	s.links.refill()
	if len(s.opts.IDs) == 0 {
		s.read(0, true)
		return
	}
	s.probe()
}

// probe tries a token where no transcript is read: with a file that has no good link, or else any.
func (s *Session) probe() {
	which := ""
	for i := range s.lib.Len() {
		id := s.lib.At(i).ID
		if s.barred(id) != nil {
			continue
		}
		if which = id; !s.linkOf(id).Usable(s.server()) {
			break
		}
	}
	if which == "" {
		s.credential.untried(&model.Problem{Kind: model.KindMissing, Op: "GetAttachment"})
		return
	}
	if r := s.row(which); r.call != nil {
		s.links.drop(r)
	}
	s.links.ask(which, model.UrgencyAsked)
}

// doubtToken follows a call for a file that was refused. A token that has just read the chat is good:
// then it may list files but not open them. Else, when file after file is refused, it is dead.
func (s *Session) doubtToken(p *model.Problem) {
	if p.Kind != model.KindDenied || s.ended {
		return
	}
	switch {
	case s.credential.trying == 0 && s.credential.reads(s.watch.live()):
		s.credential.linksDenied(p)
	case len(s.opts.IDs) > 0 && !s.opened:
		s.transcript.shut = p // nothing was opened yet: there is nothing to see but the reason
		s.credential.refuse(p, false)
	case s.links.denials >= MaxDenials || s.credential.trying > 0 && len(s.opts.IDs) > 0:
		s.credential.refuse(p, false)
	}
}

// judgeToken notes what an answer that is no refusal says of a token on trial: where the service was not
// reached, nothing.
func (s *Session) judgeToken(p *model.Problem) {
	if p == nil {
		s.credential.answered()
		return
	}
	if s.credential.trying == 0 || s.transcript.running() {
		return
	}
	switch p.Kind {
	case model.KindDenied:
	case model.KindMissing, model.KindInvalid, model.KindEarlier, model.KindScanning, model.KindRejected, model.KindNoLink, model.KindConflict, model.KindDeadLink:
		s.credential.answered()
	default:
		s.credential.untried(p)
	}
}
