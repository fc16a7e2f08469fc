package linemode

import (
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// announcer says what the session tells.
type announcer struct {
	*reporter
	*files

	opts    Options
	asking  *question
	secret  bool             // a token is being typed
	greeted bool             // the files of the chat were told
	behind  bool             // another chat is in front
	reading reading          // out of the list
	far     progressReported // of the files saved together
	asked   map[int]*request
}

// progressReported is when it was last told how far many files are, and how far that was; at first, when they began.
type progressReported struct {
	at       time.Time
	quarters int
}

// question waits for yes; anything else is no.
type question struct {
	session.Question

	files int // that it is about
}

// reading is where reading out stopped.
type reading struct {
	ids  []string
	next int
}

// request is a command that waits for its answer, by the number of its intent.
type request struct {
	files    int
	nothing  string          // what is said where nothing was to be done; empty: nothing
	reported map[string]bool // the files of which something was said already
	failed   int             // files whose failure was told
}

// requestOf returns the command that a notice answers.
func (a *announcer) requestOf(n session.Notice) *request {
	if r := a.asked[n.Answers]; r != nil {
		return r
	}
	return &request{files: len(n.About), reported: map[string]bool{}}
}

// tellEach tells the same of several attachments, in one line where they are many.
func (a *announcer) tellEach(before string, ids []string, after, many string, tell func(string)) {
	if len(ids) > few {
		tell(itoa(len(ids)) + " " + many + ".")
		return
	}
	for _, id := range ids {
		tell(before + a.label(id) + after)
	}
}

// sayMissing says why files cannot be had, or how many they are. That one was stopped is said elsewhere.
func (a *announcer) sayMissing(missing []session.Missing, of int) {
	n := 0
	for _, m := range missing {
		if m.Problem.Kind == model.KindCancelled {
			continue
		}
		about := ""
		if a.lists(m.ID) {
			about = a.label(m.ID)
		}
		if n++; of <= few {
			a.problem(m.Problem, about, a.answer)
		}
		a.trouble = m.Problem
	}
	if n > 0 && of > few {
		a.answer(count(n, "file") + " cannot be had. Type find state:failed to hear which, explain for why.")
	}
}

// sayFault says what is wrong with something typed.
func (a *announcer) sayFault(err error) { a.say(wording.For(err).Sentence) }
