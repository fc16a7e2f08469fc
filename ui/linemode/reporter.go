package linemode

import (
	"time"

	"attache/model"
	"attache/ui/wording"
)

// few is how many things of one kind are told one by one; more are counted.
const few = 5

// chatter says which changes are told by themselves.
type chatter int

const (
	quiet   chatter = iota // those of normal, but only once the return key is pressed
	normal                 // what a person has to know
	verbose                // all that happens
)

func (c chatter) words() string {
	return [...]string{"when you press return", "as they happen", "as they happen, every step"}[c]
}

// change is something said.
type change struct {
	at    time.Time
	text  string
	named bool // it was written while names were shown, and may hold one
	asked bool // it answers what was typed
}

// logLength bounds what "log" can tell again, and what is held back.
const logLength = 200

// reporter collects what is to be said, and lets it out when nobody is disturbed by it.
type reporter struct {
	now     time.Time // the local clock when the event under way was taken
	hidden  func() bool
	chatter chatter
	trouble *model.Problem // what was last said to have gone wrong

	said []change // for the event under way
	held []change // not printed yet
	log  []change
}

// say answers what was typed.
func (r *reporter) say(text string) {
	r.said = append(r.said, change{r.now, text, !r.hidden(), true})
}

// tell tells a change.
func (r *reporter) tell(text string) {
	r.keep(text)
	r.said = append(r.said, change{r.now, text, !r.hidden(), false})
}

// detail tells a change that only those want who want all.
func (r *reporter) detail(text string) {
	if r.chatter == verbose {
		r.tell(text)
		return
	}
	r.keep(text)
}

// answer tells what came of something that was asked for. It is told at once, quiet or not.
func (r *reporter) answer(text string) {
	r.keep(text)
	r.say(text)
}

// keep notes a change for "log".
func (r *reporter) keep(text string) {
	r.log = append(r.log, change{r.now, text, !r.hidden(), false})
	if over := len(r.log) - logLength; over > 0 {
		r.log = append(r.log[:0], r.log[over:]...)
	}
}

// problem tells what went wrong and what to do next. about names the attachment, if there is one.
func (r *reporter) problem(p *model.Problem, about string, tell func(string)) {
	r.trouble = p
	w := wording.For(p)
	tell(prefixed(outcomeWord(p)+" ", about) + map[bool]string{true: ". "}[about != ""] + w.Sentence + " " + w.Advice)
}

// outcomeWord is what a problem of a file comes to, said before all else.
func outcomeWord(p *model.Problem) string {
	switch p.Kind {
	case model.KindScanning:
		return "Not yet:"
	case model.KindRejected:
		return "Rejected:"
	default:
		return "Failed:"
	}
}

// release returns what is to be printed now: all, or the answers alone where changes have to wait, or
// nothing.
func (r *reporter) release(changes, answers bool) []string {
	var out []string
	held := r.held
	for _, c := range r.said {
		if changes || c.asked && answers {
			out = append(out, c.text)
			continue
		}
		held = append(held, c)
	}
	r.said, r.held = nil, nil
	if !changes {
		r.held = held[max(len(held)-logLength, 0):]
		return out
	}
	for _, c := range held {
		out = append(out, r.logged(c))
	}
	return out
}

// logged is a change as it may be said now: names may have been hidden since.
func (r *reporter) logged(c change) string {
	if r.hidden() && c.named {
		return "A change that names a file."
	}
	return c.text
}
