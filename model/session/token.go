package session

import "attache/model"

// tokenTrial finds out whether a token is good.
type tokenTrial struct {
	*core

	links      *links
	credential *credential
	transcript *transcript
	watch      *watch
	opened     bool // a link has come
	opens      bool // and one with this token, which was not denied since
}

// set answers SetToken. The token is tried by reading the chat, or by asking for the link of a file
// where only some are listed.
func (t *tokenTrial) set(num int, i SetToken) {
	if _, err := model.CheckToken("connection token", i.Token.Reveal()); err != nil {
		t.finish(num, WeightProblem, nil, TokenTried{Problem: model.AsProblem(err)})
		return
	}
	t.use(i.Token)
	t.credential.try(num)
	t.again()
}

// renewed uses a token that came by itself. Nothing is tried and nothing is told while all went well with
// the one before.
func (t *tokenTrial) renewed(e TokenRenewed) {
	if _, err := model.CheckToken("connection token", e.Token.Reveal()); err != nil || t.ended {
		return
	}
	t.use(e.Token)
	if t.credential.replace() {
		t.again()
	}
}

func (t *tokenTrial) use(token model.Secret) {
	t.do(UseToken{token})
	t.tokens++
	t.opens = false
}

// again asks again for what the token before was refused.
func (t *tokenTrial) again() {
	t.links.denials = 0
	for _, r := range t.rows {
		if r.linkProblem != nil && r.linkProblem.Kind == model.KindDenied {
			r.fetched = false
		}
	}
	t.links.refill()
	if len(t.opts.IDs) == 0 {
		t.transcript.walk(0, true)
		return
	}
	t.probe()
}

// probe tries a token where no transcript is read: with a file that has no good link, or else any.
func (t *tokenTrial) probe() {
	which := ""
	for i := range t.lib.Len() {
		id := t.lib.At(i).ID
		if t.noLink(id) != nil {
			continue
		}
		if which = id; !t.Link(id).Usable(t.Server()) {
			break
		}
	}
	if which == "" {
		t.credential.untried(&model.Problem{Kind: model.KindMissing, Op: "GetAttachment"})
		return
	}
	if r := t.row(which); r.call != nil {
		t.links.drop(r)
	}
	t.links.ask(which, model.PriorityAsked)
}

// transferred notes what the end of a transfer says of the token.
func (t *tokenTrial) transferred(p *model.Problem) {
	t.links.count(p)
	if p == nil {
		t.credential.answered()
	} else {
		t.suspect(p)
	}
}

// suspect follows a call for a file that was refused. A token that has just read the chat is good:
// then it may list files but not open them. Else, when file after file is refused, it is dead.
func (t *tokenTrial) suspect(p *model.Problem) {
	if p.Kind != model.KindDenied || t.ended {
		return
	}
	switch {
	case t.opens && t.credential.trying == 0 && t.watch.running():
		t.opens = false // no bot's, so it has died or its chat is over: a reading tells
		if !t.transcript.running() {
			t.transcript.walk(0, true)
		}
	case t.credential.trying == 0 && t.credential.reads(t.watch.live()):
		t.credential.linksDenied(p)
	case len(t.opts.IDs) > 0 && !t.opened:
		t.transcript.shut = p // nothing was opened yet: there is nothing to see but the reason
		t.credential.refuse(p, false)
	case t.links.denials >= MaxDenials || t.credential.trying > 0 && len(t.opts.IDs) > 0:
		t.credential.refuse(p, false)
	}
}

// judge notes what an answer that is no refusal says of a token on trial: where the service was not
// reached, nothing.
func (t *tokenTrial) judge(p *model.Problem) {
	if p == nil {
		t.opened, t.opens = true, true
		if len(t.opts.IDs) > 0 {
			t.transcript.shut = nil
		}
		t.credential.answered()
		return
	}
	if t.credential.trying == 0 || t.transcript.running() {
		return
	}
	switch p.Kind {
	case model.KindDenied:
	case model.KindMissing, model.KindInvalid, model.KindEarlier, model.KindScanning, model.KindRejected, model.KindNoLink, model.KindConflict, model.KindDeadLink:
		t.credential.answered()
	default:
		t.credential.untried(p)
	}
}
