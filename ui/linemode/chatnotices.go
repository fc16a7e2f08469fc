package linemode

import (
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// patient is how long a prompt waits for the answer to what was typed, so that the answer stands
// where it is looked for, and the prompt after it.
const patient = 2 * time.Second

// ofChat words a notice about the chat, and reports whether it was one.
func (a *announcer) ofChat(n session.Notice) bool {
	switch f := n.Fact.(type) {
	case session.ChatRead:
		a.chatRead(n.About, f)
	case session.ChatNotRead:
		a.chatNotRead(n.About, f)
	case session.FilesArrived:
		a.tellNew(n.About)
	case session.FilesChanged:
	case session.ScanEnded:
		if f.Rejected {
			a.tellEach("Rejected by the scanner: ", n.About, ". It cannot be had.", "files were rejected by the scanner", a.tell)
		} else {
			a.tellEach("Scan passed: ", n.About, ". It can be had now.", "files can be had now", a.tell)
		}
	case session.Deferred:
		a.sayDeferred(n.About, f.Action, f.Form)
	case session.DeferredStarted:
		a.tell("Scan passed: " + a.label(n.About[0]) + ". Now " + deferredWords(f.Action, a.session.Row(n.About[0]).Form, 1) + ".")
	case session.DeferredDropped:
		a.trouble = f.Problem
		a.tellEach("Rejected by the scanner: ", n.About, ". It cannot be had.", "files were rejected by the scanner", a.tell)
	case session.ChatEnded:
		a.chatEnded(n.About, f)
	case session.WatchChanged:
		a.feedChanged(f)
	case session.WatchBroke:
		a.problem(f.Problem, "", a.tell)
		a.tell("Changes are no longer told. Type read to read the chat again.")
	case session.Retrying:
		a.retrying(n.About, f.State)
	default:
		return false
	}
	return true
}

func (a *announcer) chatRead(fresh []string, f session.ChatRead) {
	a.placeAll()
	switch {
	case !a.greeted, f.Total > 0 && f.Total == len(fresh):
		a.sayChat()
	case len(fresh) == 0:
		a.answer("The chat was read again. Nothing new.")
	default:
		a.tellNew(fresh)
	}
}

// chatNotRead says why, and tells what came before the failure.
func (a *announcer) chatNotRead(fresh []string, f session.ChatNotRead) {
	if f.Problem.Kind == model.KindCancelled {
		return
	}
	a.placeAll()
	a.problem(f.Problem, "", a.answer)
	switch {
	case f.Shut:
		a.say("Type read to try again, token to give another token, explain for the causes.")
	case len(fresh) > 0 && !a.greeted:
		a.sayChat()
	default:
		a.tellNew(fresh)
	}
}

// sayChat tells what there is, and reads it out where that is not long.
func (a *announcer) sayChat() {
	a.greeted = true
	n := len(a.numbers)
	switch {
	case a.behind:
		a.tell(count(n, "file") + ".")
		return
	case n == 0:
		a.say("No files in this chat yet. New ones are told as they come.")
		return
	case n > pageLength:
		a.say(count(n, "file") + ". Type list to hear them, " + itoa(pageLength) + " at a time.")
	default:
		a.say(count(n, "file") + ".")
		a.readOut(a.numbers)
	}
	a.say("Type save 1 to save the first, copy 1 to copy its link, help for more.")
}

// tellNew tells of files that have just got their numbers.
func (a *announcer) tellNew(ids []string) {
	switch {
	case !a.greeted: // they are among the first
	case len(ids) > few:
		a.tell(itoa(len(ids)) + " new files. Type list " + itoa(a.placed[ids[0]]) + "-" + itoa(a.placed[ids[len(ids)-1]]) + " to hear them.")
	default:
		for _, id := range ids {
			a.tell("New: " + a.entry(id))
		}
	}
}

// sayDeferred says that something is done once a scan has passed.
func (a *announcer) sayDeferred(ids []string, w model.Deferred, form model.Form) {
	if len(ids) == 0 {
		return
	}
	who := count(len(ids), "file") + " are"
	if len(ids) == 1 {
		who = a.label(ids[0]) + " is"
	}
	text := "Not yet: " + who + " still being scanned. Once the scan has passed, " + deferredWords(w, form, len(ids)) + "."
	switch _, watching := a.session.WatchState(); {
	case !watching:
		text += " Type read to look whether it has."
	case len(ids) == 1:
		text += " Type stop " + itoa(a.placed[ids[0]]) + " to take that back."
	}
	a.answer(text)
}

// chatEnded says that the chat is over, and what comes to nothing with it.
func (a *announcer) chatEnded(dropped []string, f session.ChatEnded) {
	a.tell(wording.For(&model.Problem{Kind: model.KindEnded}).Sentence + " Links that are good stay so to their end, and downloads under way go on.")
	if f.KeptAlive > 0 {
		a.tell(count(f.KeptAlive, "link") + " no longer kept alive.")
	}
	a.tellEach("Never scanned: ", dropped, ". Nothing is done with it.", "files were never scanned, and nothing is done with them", a.tell)
}

// feedChanged says how changes come from now on, where that is another way.
func (a *announcer) feedChanged(f session.WatchChanged) {
	if f.Was.State == f.Is.State {
		return
	}
	switch f.Is.State {
	case model.WatchLive:
		if f.Was.State == model.WatchWaiting || f.Was.State == model.WatchPolling {
			a.tell("Connected again: changes are told as they happen.")
			return
		}
		a.detail("Connected: changes are told as they happen.")
	case model.WatchWaiting:
		a.tell("The connection for changes is lost. Reconnecting.")
	case model.WatchPolling:
		every := " now and then"
		if f.Is.Every > 0 {
			every = " every " + spokenTime(f.Is.Every)
		}
		a.tell("No connection for changes can be had. The chat is read again" + every + ".")
	case model.WatchOff, model.WatchConnecting, model.WatchEnded:
	}
}

// retrying says that a call waits to be sent again.
func (a *announcer) retrying(about []string, s model.CallState) {
	what := "the chat"
	if len(about) > 0 {
		what = a.label(about[0])
	}
	tell, wait := a.detail, s.Until.Sub(a.local())
	if wait >= patient && a.session.Waiting()+a.session.Batch().Asked <= few {
		tell = a.tell
	}
	tell("Trying again in " + spokenWait(wait.Round(time.Millisecond)) + ": " + what + ", " +
		wording.For(&model.Problem{Kind: s.Cause}).Brief + ", try " + itoa(s.Try) + " of " + itoa(s.Of) + ".")
}
