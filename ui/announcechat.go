package ui

import (
	"strconv"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// settingAnswer words what came of a setting, a token or a receipt.
func (s announcer) settingAnswer(n session.Notice) string {
	switch f := n.Fact.(type) {
	case session.TryingToken:
		return "Trying the new token"
	case session.TokenTried:
		return s.tokenTried(f)
	case session.IDsRemoved:
		return "Off the list: " + plural(len(n.About), "1 typed ID", "typed IDs")
	case session.Changed:
		switch {
		case f.TTL > 0:
			return "New links will live " + model.FormatCountdown(f.TTL)
		case f.Parallel > 0:
			return plural(f.Parallel, "One download", "downloads") + " at a time"
		}
	case session.ReceiptWritten:
		return s.receiptWritten(f)
	case session.Declined:
		return "Not done"
	case session.Leaving:
		return "Left"
	}
	return ""
}

// receiptWritten names what was to be written by the end of its path.
func (s announcer) receiptWritten(f session.ReceiptWritten) string {
	what := wording.ReceiptWord(f.Path)
	switch p := f.Problem; {
	case p == nil:
		return "The " + what + " is written to " + model.Text(f.Path)
	case p.Op == "receipt" && p.Detail != "":
		return "No " + what + " is written: " + p.Detail + ". " + s.Keys.Load.Receipt.Help().Key + " takes another path"
	case p.Op == "archive" && p.Detail != "":
		return "No " + what + " is written: " + p.Detail
	default:
		w := wording.For(p)
		return "No " + what + " is written. " + w.Sentence + " " + w.Advice
	}
}

func (s announcer) tokenTried(f session.TokenTried) string {
	switch p := f.Problem; {
	case f.Accepted:
		return "The new token is accepted"
	case f.Replaced:
		return "Another token took its place before it was tried"
	case p != nil && p.Kind == model.KindDenied:
		return s.refused("new token")
	case p != nil:
		return "The new token could not be tried. " + s.problem(p, "")
	}
	return ""
}

// refused says of a token what to do now, in two lines of the narrowest screen: why is one key away.
func (s announcer) refused(token string) string {
	return "The " + token + " is refused: " + s.Keys.Screen.Token.Help().Key + " gives another one, " + s.Keys.Act.Explain.Help().Key + " says why"
}

// chatNews words what happened to the chat as a whole.
func (s announcer) chatNews(n session.Notice) string {
	switch f := n.Fact.(type) {
	case session.ChatRead:
		return chatRead(len(n.About), f)
	case session.ChatNotRead:
		if f.Problem.Kind == model.KindCancelled {
			return ""
		}
		return s.problem(f.Problem, "")
	case session.ChatEnded:
		return chatEnded(len(n.About), f)
	case session.WatchChanged:
		return watchChanged(f)
	case session.WatchBroke:
		return s.problem(f.Problem, "")
	case session.TokenRefused:
		if f.Problem.Kind == model.KindDenied {
			return s.refused("token")
		}
		return s.problem(f.Problem, "")
	case session.TokenWorks:
		return "The new token is accepted"
	case session.LinksDenied:
		w := wording.For(f.Problem)
		return "The chat can be read, but not its files. " + w.Sentence + " " + s.Keys.Screen.Token.Help().Key + " gives another token."
	}
	return ""
}

func chatRead(n int, f session.ChatRead) string {
	switch {
	case !f.Again:
		return "The chat was read: " + plural(f.Total, "one file", "files")
	case n == 0:
		return "The chat was read again: nothing new"
	}
	return "The chat was read again: " + plural(n, "one new file", "new files")
}

func chatEnded(dropped int, f session.ChatEnded) string {
	text := "The chat has ended"
	switch {
	case f.Saves > 0:
		text += ": " + plural(f.Saves, "one file that was to be saved was", "files that were to be saved were") + " never scanned"
	case dropped > 0:
		text += " before " + plural(dropped, "a file was", "files were") + " scanned: nothing is done with " + plural(dropped, "it", "them")
	}
	return text + "; live links can still be copied and saved"
}

func watchChanged(f session.WatchChanged) string {
	switch {
	case f.Lost && f.Is.Problem != nil:
		return "The chat is out of sight: " + wording.For(f.Is.Problem).Sentence
	case f.Lost:
		return "The chat is out of sight; it is tried again by itself"
	case f.Back:
		return "The chat is in sight again; what happened meanwhile is listed"
	}
	return ""
}

// fileNews words what happened to files.
func (s announcer) fileNews(n session.Notice) string {
	k := &s.Keys.Act
	switch f := n.Fact.(type) {
	case session.FilesArrived:
		if len(n.About) == 1 {
			return "New file: " + s.names(n.About)
		}
		return strconv.Itoa(len(n.About)) + " new files"
	case session.ScanEnded:
		if f.Rejected {
			return s.names(n.About) + wasWere(len(n.About)) + "rejected by the scanner"
		}
		return s.names(n.About) + isAre(len(n.About)) + "approved"
	case session.DeferredStarted:
		return s.names(n.About) + " is approved: " + wording.Deferred(f.Action)
	case session.DeferredDropped:
		not := "nothing is done with it"
		if f.Saves > 0 {
			not = "it is not saved"
		}
		return s.names(n.About) + " was rejected by the scanner: " + not
	case session.LinkFailed:
		return s.problem(f.Problem, n.About[0])
	case session.KeepAliveEnded:
		return "No longer kept alive: " + s.problem(f.Problem, n.About[0])
	case session.Renewed:
		return "New link to " + s.names(n.About) + ", kept alive, valid " + model.FormatCountdown(f.Left)
	case session.LinksEndSoon:
		return "The link of " + s.names(n.About) + " ends in " + model.FormatCountdown(f.Left) + "; " + k.Renew.Help().Key + " renews it"
	case session.LinksEnded:
		return "The link of " + s.names(n.About) + " has ended; using it renews it"
	case session.CopiedLinksDied:
		return s.copiedDied(f)
	case session.Retrying:
		return s.retrying(n.About, f.State)
	}
	return ""
}

// copiedDied names each of the copied links that have died, as far as there is room.
func (s announcer) copiedDied(f session.CopiedLinksDied) string {
	k := s.Keys.Act.Copy.Help().Key
	next := k + " on its row copies a new one"
	if len(f.Links) > 1 {
		next = k + " on their rows copies new ones"
	}
	if f.Ended {
		next = "the chat has ended, and there is no new one"
	}
	if len(f.Links) == 1 {
		return "The link of " + s.NameOf(f.Links[0].ID) + " copied at " + f.Links[0].At.Local().Format("15:04") + " is dead; " + next
	}
	text := strconv.Itoa(len(f.Links)) + " copied links are dead: "
	for i, l := range f.Links {
		if i > 0 {
			text += ", "
		}
		text += s.NameOf(l.ID)
	}
	return text + "; " + next
}

func (s announcer) retrying(about []string, c model.CallState) string {
	what := "Reading the chat"
	if len(about) > 0 {
		what = s.names(about)
	}
	return what + ": try " + strconv.Itoa(c.Try) + " of " + strconv.Itoa(c.Of) + " after " + wording.For(&model.Problem{Kind: c.Cause}).Brief
}

// call words a call that has ended.
func (s announcer) call(c *session.Call) string {
	text := c.Op
	if c.ID != "" {
		text += " " + s.NameOf(c.ID)
	}
	text += ", " + model.FormatLatency(c.Took.Round(time.Millisecond))
	if c.Tries > 1 {
		text += ", " + strconv.Itoa(c.Tries) + " tries"
	}
	if c.Problem != nil {
		text += ": " + wording.Technical(c.Problem)
	} else if c.RequestID != "" {
		text += ", request " + model.Text(c.RequestID)
	}
	return text
}
