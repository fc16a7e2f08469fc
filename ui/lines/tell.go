package lines

import (
	"time"

	"attache/model"
	"attache/ui/wording"
)

// chatter says which changes are told by themselves.
type chatter int

const (
	quiet   chatter = iota // those of normal, but only once the return key is pressed
	normal                 // what a person has to know
	verbose                // all that happens
)

func (c chatter) String() string { return [...]string{"quiet", "normal", "verbose"}[c] }

// change is something said.
type change struct {
	at    time.Time
	text  string
	named bool // it was written while names were shown, and may hold one
	asked bool // it answers what was typed
}

// logLength bounds what "log" can tell again, and what is held back.
const logLength = 200

// say answers what was typed.
func (t *talk) say(text string) {
	t.said = append(t.said, change{at: t.now, text: text, named: !t.hidden, asked: true})
}

// tell tells a change.
func (t *talk) tell(text string) {
	t.keep(text)
	t.said = append(t.said, change{at: t.now, text: text, named: !t.hidden})
}

// detail tells a change that only those want who want all.
func (t *talk) detail(text string) {
	if t.chatter == verbose {
		t.tell(text)
		return
	}
	t.keep(text)
}

// keep notes a change for "log".
func (t *talk) keep(text string) {
	t.log = append(t.log, change{at: t.now, text: text, named: !t.hidden})
	if over := len(t.log) - logLength; over > 0 {
		t.log = append(t.log[:0], t.log[over:]...)
	}
}

// answer tells what came of something that was asked for. It is told at once, quiet or not.
func (t *talk) answer(text string) {
	t.keep(text)
	t.say(text)
}

// problem tells what went wrong and what to do next. about names the attachment, if there is one.
func (t *talk) problem(p *model.Problem, about string, tell func(string)) {
	t.trouble = p
	w := wording.For(p)
	if about != "" {
		about = outcomeWord(p) + " " + about + ". "
	}
	tell(about + w.Sentence + " " + w.Advice)
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

// flush returns what is to be printed now. Answers come at once; changes wait while a question is
// open, so that the answer to it is not given to something else, and in quiet for a typed line. While
// a token is typed all waits.
func (t *talk) flush(e event) []string {
	_, typed := e.(lineTyped)
	release := t.over || !t.secret && t.asking == nil && (t.chatter != quiet || typed)
	var out []string
	held := t.held
	t.held = nil
	for _, c := range t.said {
		if release || c.asked && !t.secret {
			out = append(out, c.text)
			continue
		}
		held = append(held, c)
	}
	if !release {
		t.held = held[max(len(held)-logLength, 0):]
		return out
	}
	for _, c := range held {
		out = append(out, t.logged(c))
	}
	return out
}

// logged is a change as it may be said now: names may have been hidden since.
func (t *talk) logged(c change) string {
	if t.hidden && c.named {
		return "A change that names a file."
	}
	return c.text
}

// prompt is what stands before the line to be typed; empty while an answer is about to come.
func (t *talk) prompt() string {
	switch {
	case t.over || t.secret || !t.opts.Interactive:
		return ""
	case t.asking != nil:
		return "Yes or no: "
	case t.waited() && t.now.Before(t.patience):
		return ""
	}
	return "Command: "
}

// patient is how long a prompt waits for the answer to what was typed, so that the answer stands
// where it is looked for, and the prompt after it.
const patient = 2 * time.Second

// waited reports whether an answer is about to come.
func (t *talk) waited() bool {
	return len(t.errands)+len(t.copies)+t.opening > 0 || t.walk.num != 0
}

// busy reports whether anything that was asked for is under way.
func (t *talk) busy() bool { return t.waited() || len(t.saving)+t.downloads.Waiting() > 0 }

// wantsLine reports whether the next line of the input may be read.
func (t *talk) wantsLine() bool {
	return !t.over && !t.secret && (t.opts.Interactive || t.asking != nil || !t.busy())
}
