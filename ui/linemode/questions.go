package linemode

import (
	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// ask puts a question. One that comes while another waits for its answer, or a token is typed, is for
// later.
func (a *announcer) ask(about []string, q session.Question) {
	if q.Kind == session.QuestionSend && (a.asking != nil || a.secret) {
		a.tell("Not sent: " + wording.OutgoingName(q.Send, a.session.NamesHidden()) + ". Type send and its path to be asked again.")
		return
	}
	if a.asking != nil || a.secret {
		a.tell("Not opened: " + a.label(about[0]) + ". " + wording.Gravest(q.Warnings) + " Type open " + itoa(a.placed[about[0]]) + " to be asked again.")
		return
	}
	a.asking = &question{q, len(about)}
	a.say(questionWords(q, a.session.NamesHidden()))
}

func questionWords(q session.Question, hidden bool) string {
	const goOn = "? Type yes to go on."
	switch q.Kind {
	case session.QuestionLinks:
		return "Ask for " + itoa(q.Links) + " links? Each is a call out of the quota that all agents share. Type yes to go on."
	case session.QuestionSave:
		text := "Save " + count(q.Files, "file") + ", " + sumWords(q) + ", to " + q.Folder
		if q.Scanning > 0 {
			text += ", and " + itoa(q.Scanning) + " once scanned"
		}
		return text + goOn
	case session.QuestionAgain:
		return "Saved already. Type yes to save it once more."
	case session.QuestionOpen:
		return wording.Gravest(q.Warnings) + " Type yes to open it all the same."
	case session.QuestionDiscard:
		return "Throw away the " + spokenSize(q.Bytes) + " that " + count(q.Files, "stopped download") + " left? Type yes to do so."
	case session.QuestionSend:
		text := wording.SendQuestion([]model.Outgoing{q.Send}, q.People, hidden)
		if why := wording.Unusual(q.Send); why != "" {
			text = why + " " + text
		}
		return text + " Type yes to send it."
	case session.QuestionQuit:
		if q.Files == 0 && q.Sends > 0 {
			return "Quit? " + count(q.Sends, "file") + " still being sent. Type yes to leave."
		}
		are := "are"
		if q.Files == 1 {
			are = "is"
		}
		return "Quit? " + count(q.Files, "download") + " " + are + " not finished. What has come is kept to go on from. Type yes to leave."
	case session.QuestionUnseen:
	}
	return "Go on with " + count(q.Files, "file") + goOn
}

// sumWords say how much is to be saved, as far as that is known.
func sumWords(q session.Question) string {
	switch {
	case q.Bytes == 0:
		return "of unknown size"
	case q.Unknown > 0:
		return spokenSize(q.Bytes) + " and " + itoa(q.Unknown) + " of unknown size"
	}
	return spokenSize(q.Bytes)
}

func declinedWords(q session.Question) string {
	switch q.Kind {
	case session.QuestionQuit:
		return "Staying."
	case session.QuestionOpen:
		return "Not opened."
	case session.QuestionSend:
		return "Not sent."
	case session.QuestionDiscard:
		return "Kept."
	case session.QuestionUnseen, session.QuestionLinks, session.QuestionSave, session.QuestionAgain:
	}
	return "Not done."
}
