package linemode

import (
	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// announce says what a notice tells.
func (a *announcer) announce(n session.Notice) {
	if _, reading := a.session.Reading(); a.greeted || !reading {
		a.place(n.About)
	}
	if !a.ofLinks(n) && !a.ofSaves(n) && !a.ofChat(n) {
		a.ofSession(n)
	}
	if n.Final {
		delete(a.asked, n.Answers)
	}
}

// ofSession words a notice about a question, the token or a setting.
func (a *announcer) ofSession(n session.Notice) {
	switch f := n.Fact.(type) {
	case session.Question:
		a.ask(n.About, f)
	case session.Declined:
		a.say(declinedWords(f.Question))
	case session.NothingToDo:
		a.nothingToDo(n, f)
	case session.NotPossible:
		a.sayMissing(f.Missing, len(f.Missing))
	case session.PreviewEnded:
		a.sayMissing(f.Missing, len(f.Missing))
	case session.Unavailable:
		a.say(a.reasonWords(f.Why))
	case session.TryingToken:
		a.answer("Trying the new token.")
	case session.TokenTried:
		a.tokenTried(f)
	case session.TokenWorks:
		a.tell("The token works.")
	case session.TokenRefused:
		a.problem(f.Problem, "", a.tell)
		a.tell("Type token to give another one.")
	case session.LinksDenied:
		a.problem(f.Problem, "", a.tell)
		a.tell("Type token to give another one.")
	case session.IDsRemoved:
		a.answer(count(len(n.About), "file") + " taken off the list.")
	case session.Changed:
		a.changed(f)
	}
}

func (a *announcer) nothingToDo(n session.Notice, f session.NothingToDo) {
	if len(f.UnderWay) > 0 {
		a.say(count(len(f.UnderWay), "file") + " on the way already.")
	} else if text := a.requestOf(n).nothing; text != "" {
		a.say(text)
	}
}

func (a *announcer) reasonWords(l session.Reason) string {
	switch l {
	case session.NamesHidden:
		return "Names are hidden, and a link may hold one. Type names on to show them."
	case session.NoDesktop:
		return "There is no desktop here to open a file on. Type save and the number to save it, copy to copy its link."
	case session.NoClipboard:
	}
	if len(a.opts.Clipboard.Routes()) == 0 {
		return "The clipboard is switched off. Type show and the number to print the link."
	}
	return "There is no way to the clipboard here but an escape sequence, which line mode never sends. Type show and the number to print the link."
}

func (a *announcer) tokenTried(f session.TokenTried) {
	switch {
	case f.Accepted:
		a.answer("The service accepts the new token.")
	case f.Problem == nil:
	case f.Problem.Kind == model.KindInput:
		a.say(wording.For(f.Problem).Sentence + " The old token stays.")
	case f.Problem.Kind == model.KindCancelled:
		a.answer("The new token could not be tried.")
	default:
		a.problem(f.Problem, "", a.answer)
		if a.session.Shut() != nil {
			a.say("Type read to try again, token to give another token, explain for the causes.")
		} else {
			a.say("Type token to give another one.")
		}
	}
}

func (a *announcer) changed(f session.Changed) {
	switch {
	case f.TTL > 0:
		a.say("New links will live " + spokenTime(f.TTL) + ".")
	case f.Parallel > 0:
		a.say(count(f.Parallel, "download") + " at a time.")
	default:
		a.say(hiddenWords(f.Hidden))
	}
}

func hiddenWords(hidden bool) string {
	if hidden {
		return "Names are hidden. Files go by their numbers."
	}
	return "Names are shown."
}
