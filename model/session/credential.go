package session

import (
	"time"

	"attache/model"
)

// credential is what is known of the token.
type credential struct {
	*core

	refusal      *model.Problem // why the service takes it no more; nil while it does
	denied       bool           // that it does not open files was told
	transcriptAt time.Time      // when the transcript was answered last
	trying       int            // the SetToken that waits for its end; 0: none
	uncertain    bool           // a new token could not be tried
	typing       bool
	wanted       *model.Problem // another token is needed, and that is still to be told
}

// transcriptAnswered notes that the service has answered a reading with this token.
func (c *credential) transcriptAnswered() {
	c.transcriptAt = c.now
	c.answered()
}

// answered notes that a call with this token was answered.
func (c *credential) answered() {
	c.refusal, c.wanted = nil, nil
	switch {
	case c.trying > 0:
		c.endTrial(TokenTried{Accepted: true}, WeightResult)
	case c.uncertain:
		c.tell(WeightResult, nil, TokenWorks{})
	}
	c.uncertain = false
}

// reads reports whether the token is known to be good for the transcript now.
func (c *credential) reads(live bool) bool {
	return live || !c.transcriptAt.IsZero() && c.now.Sub(c.transcriptAt) < heardFor
}

// refuse notes that the service takes the token no more, and tells it once, unless an answer tells it.
func (c *credential) refuse(p *model.Problem, answer bool) {
	trial := c.trying > 0
	c.endTrial(TokenTried{Problem: p}, WeightProblem)
	switch {
	case c.ended:
		return // tokens end with their chat
	case trial || answer:
	case c.refusal == nil:
		c.tell(WeightProblem, nil, TokenRefused{p})
	}
	if c.refusal == nil {
		c.wanted = p
	}
	c.refusal, c.transcriptAt = p, time.Time{}
}

// linksDenied tells, once for each token, that it reads the chat but opens no files.
func (c *credential) linksDenied(p *model.Problem) {
	if !c.denied {
		c.denied = true
		links := *p
		links.Cause = model.CauseLinks
		c.tell(WeightProblem, nil, LinksDenied{&links})
	}
}

// try begins with another token.
func (c *credential) try(num int) {
	c.endTrial(TokenTried{Replaced: true}, WeightResult)
	c.refusal, c.wanted, c.denied, c.uncertain, c.transcriptAt = nil, nil, false, false, time.Time{}
	c.trying = num
	c.step(num, WeightResult, nil, TryingToken{})
}

// replace notes that another token came by itself. It returns whether that has to be tried: the one before was
// refused, or its own trial has not ended.
func (c *credential) replace() bool {
	if c.refusal == nil && c.trying == 0 {
		return false
	}
	c.endTrial(TokenTried{Replaced: true}, WeightResult)
	c.refusal, c.wanted, c.denied, c.uncertain, c.transcriptAt = nil, nil, false, true, time.Time{}
	return true
}

// untried ends a trial in which the service could not be asked.
func (c *credential) untried(p *model.Problem) {
	if c.trying > 0 {
		c.uncertain = true
		c.endTrial(TokenTried{Problem: p}, WeightProblem)
	}
}

func (c *credential) endTrial(f TokenTried, w Weight) {
	if c.trying > 0 {
		c.finish(c.trying, w, nil, f)
		c.trying = 0
	}
}

// want tells that another token is needed where nothing else can be done, but not while keys are being
// typed: they would go into a line that nobody expects.
func (c *credential) want(shut bool) {
	if c.wanted == nil || !shut || c.typing {
		return
	}
	p := c.wanted
	c.wanted = nil
	c.tell(WeightDetail, nil, TokenWanted{p})
}
