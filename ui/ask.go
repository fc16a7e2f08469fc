package ui

import (
	"strconv"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// question words a question. What must be known for an answer stands first.
func (s announcer) question(q *question) string {
	if q.offer != nil {
		return s.offer(q.offer)
	}
	hidden := s.hidden(q.Unseen, len(q.about))
	files := plural(q.Files, "1 file", "files")
	switch q.Kind {
	case session.QuestionUnseen:
		return s.act(q.Yes, q.about) + "?" + hidden
	case session.QuestionLinks:
		return "Ask for " + strconv.Itoa(q.Links) + " links? Each is a call out of the quota all agents share." + hidden
	case session.QuestionSave:
		return "Save " + files + s.sizes(q) + " to " + model.Text(q.Folder) + "?" + moreScanned(q.Scanning) + hidden
	case session.QuestionAgain:
		return s.names(q.about) + " is saved already. Save it once more, to " + model.Text(q.Folder) + "?"
	case session.QuestionOpen:
		return wording.Gravest(q.Warnings) + " Open it all the same?"
	case session.QuestionDiscard:
		return "Throw away the " + model.FormatSize(q.Bytes) + " that " + plural(q.Files, "a stopped download has", "stopped downloads have") + " left?" + hidden
	case session.QuestionSend:
		text := wording.SendQuestion([]model.Outgoing{q.Send}, q.People, s.session.NamesHidden())
		if why := wording.Unusual(q.Send); why != "" {
			text = why + " " + text
		}
		return text
	case session.QuestionQuit:
		if q.Files == 0 && q.Sends > 0 {
			return plural(q.Sends, "One file is", "files are") + " still being sent. Stop and quit?"
		}
	}
	return quitWords(q.Files+q.Sends, q.Scanning)
}

// sizes says how much is to be saved, and how much of that nobody knows.
func (s announcer) sizes(q *question) string {
	switch q.Unknown {
	case 0:
		return ", " + model.FormatSize(q.Bytes) + ","
	case q.Files:
		return " of unknown size"
	}
	return ", " + model.FormatSize(q.Bytes) + " and " + strconv.Itoa(q.Unknown) + " of unknown size,"
}

func moreScanned(n int) string {
	if n == 0 {
		return ""
	}
	return " " + plural(n, "1 more", "more") + " when scanned."
}

// hidden says how many files a key would act on that cannot be seen.
func (s announcer) hidden(unseen, of int) string {
	switch {
	case unseen == 0:
		return ""
	case unseen == of && of == 1:
		return " It is not on screen."
	}
	return " " + plural(unseen, "1 of them is", "of them are") + " not on screen."
}

// act says what a yes would do.
func (s announcer) act(yes session.Intent, about []string) string {
	files := s.names(about)
	switch i := yes.(type) {
	case session.Copy:
		return "Copy the " + wording.Form(i.Form, len(about)) + " of " + files
	case session.Renew:
		return "Renew the " + wording.Form(model.FormLink, len(about)) + " of " + files
	case session.Save:
		return "Save " + files
	case session.OpenFile:
		return "Open " + files
	case session.KeepAlive:
		return "Change whether the " + wording.Form(model.FormLink, len(about)) + " of " + files + " is kept alive"
	case session.Cancel:
		return "Stop what is under way for " + files
	case session.RemoveIDs:
		return "Take " + files + " off the list"
	}
	return "Ask for the " + wording.Form(model.FormLink, len(about)) + " of " + files
}

// quitWords asks whether to leave all the same.
func quitWords(n, scans int) string {
	text := plural(n, "One download is", "downloads are") + " not finished"
	switch {
	case scans == 0:
	case n == scans:
		text += ": the scan is not over"
	default:
		text += ", " + plural(scans, "one of which waits", "of which wait") + " for a scan"
	}
	return text + ". Stop and quit?"
}

// offer asks whether to open the chat of an offer. With names hidden, it names the page and the region alone.
func (s announcer) offer(a *AddChat) string {
	return wording.PairQuestion(s.shownOffer(a), a.Region) + " Open it?"
}

func (s announcer) shownOffer(a *AddChat) model.Offer {
	if s.session.NamesHidden() {
		return model.Offer{Origin: a.Origin}
	}
	return model.Offer{Chat: a.Chat, Contact: a.Contact, Origin: a.Origin}
}
