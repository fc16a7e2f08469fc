package ui

import (
	"strconv"
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/style"
	"attache/ui/wording"
)

// words returns a notice as people read it, and how much it matters; empty for one that needs no words.
func (s announcer) words(n session.Notice) (style.Severity, string) {
	severity := severityOfWeight(n.Weight)
	switch f := n.Fact.(type) {
	case session.LinksReady, session.Copied:
		if n.Weight == session.WeightResult {
			severity = style.Success
		}
	case session.SaveDone:
		if severity = s.doneSeverity(n.Weight, f); severity == style.Warning && f.Files == nil {
			severity = style.Problem
		}
	case session.TokenTried:
		if f.Accepted {
			severity = style.Success
		}
	case session.TokenWorks, session.DeferredStarted, session.ReceiptWritten:
		if n.Weight == session.WeightResult {
			severity = style.Success
		}
	case session.FileSent:
		if f.Problem == nil {
			severity = style.Success
		}
	case session.ScanEnded:
		if !f.Rejected {
			severity = style.Success
		}
	}
	for _, say := range []func(session.Notice) string{s.answer, s.savingAnswer, s.settingAnswer, s.chatNews, s.fileNews} {
		if text := say(n); text != "" {
			return severity, text
		}
	}
	return severity, ""
}

// answer words what came of asking for links.
func (s announcer) answer(n session.Notice) string {
	switch f := n.Fact.(type) {
	case session.LinksReady:
		return s.linksReady(n.About, f)
	case session.Asking:
		return "Asking for " + strconv.Itoa(f.Links) + " links"
	case session.LinkCame:
		return "Link to " + s.names(n.About) + ", valid " + model.FormatCountdown(f.Left)
	case session.Copied:
		return s.copied(n.About, f)
	case session.NotCopied:
		return s.missing(f.Missing, "Nothing is copied: ")
	case session.CopyReplaced:
		return "The copy of " + s.names(n.About) + " gave way to a newer one"
	case session.Deferred:
		return s.deferred(n.About, f)
	case session.NotPossible:
		return s.missing(f.Missing, "")
	case session.Unavailable:
		return s.unavailable(f.Why)
	case session.NothingToDo:
		if len(f.UnderWay) > 0 {
			return s.names(f.UnderWay) + isAre(len(f.UnderWay)) + "on the way already"
		}
		return "Nothing to do here"
	case session.KeptAlive:
		return s.keptAlive(n.About, f)
	}
	return ""
}

func (s announcer) linksReady(about []string, f session.LinksReady) string {
	valid := " valid " + model.FormatCountdown(f.Left)
	if len(about) > 1 {
		return strconv.Itoa(len(about)) + " links" + valid + s.lacking(f.Missing)
	}
	if len(f.Missing) == 1 && f.Missing[0].ID == about[0] { // no new one, but the old one is still good
		return s.problem(f.Missing[0].Problem, about[0]) + " Its link is still valid, until " + f.Until.Local().Format(time.TimeOnly) + "."
	}
	if len(f.Fresh) > 0 {
		return "New link to " + s.names(about) + "," + valid + s.lacking(f.Missing)
	}
	return "Link to " + s.names(about) + valid + s.lacking(f.Missing)
}

// copied says no more than is known: only the desktop's own tool says that the clipboard has it.
func (s announcer) copied(about []string, f session.Copied) string {
	what := wording.Form(f.Form, len(about))
	if f.Renewed && f.Form.HasLink() {
		what = "new " + what
	}
	if len(about) > 1 {
		what = strconv.Itoa(len(about)) + " " + what
	} else {
		what += " " + map[bool]string{true: "to", false: "of"}[f.Form == model.FormLink] + " " + s.names(about)
	}
	if f.Form != model.FormCurl || len(about) > 1 || f.Renewed { // which is spelt small
		what = strings.ToUpper(what[:1]) + what[1:]
	}
	text := what + s.route(f.Route)
	if f.Left == 0 {
		return text + s.lacking(f.Missing)
	}
	text += ", valid " + model.FormatCountdown(f.Left) + s.lacking(f.Missing)
	more := ". Whoever holds it can fetch the file until "
	if len(about) > 1 {
		more = ". Whoever holds them can fetch the files until "
	}
	more += f.Until.Local().Format(time.TimeOnly)
	if s.Width(text+more) < s.Layout.W-4 {
		text += more
	}
	return text
}

func (s announcer) route(r session.Route) string {
	switch r {
	case session.RouteTerminal:
		if s.Layout.W < 80 {
			return " sent"
		}
		return " sent to the terminal's clipboard (OSC 52)"
	case session.RouteTmux:
		return " sent through tmux" // whether the terminal outside took it, tmux does not say
	case session.RouteNative, session.RouteNone:
	}
	return " copied"
}

func (s announcer) deferred(about []string, f session.Deferred) string {
	text := s.names(about) + ": still being scanned, " + wording.Deferred(f.Action) + " when approved; "
	if f.Watching {
		return text + s.Keys.Act.Cancel.Help().Key + " takes that back"
	}
	return text + s.Keys.List.Reload.Help().Key + " looks whether it is"
}

func (s announcer) unavailable(why session.Reason) string {
	k := &s.Keys.Act
	switch why {
	case session.NoClipboard:
		return "The clipboard is switched off; " + k.ShowLink.Help().Key + " shows the link"
	case session.NamesHidden:
		return "Names are hidden, and a link may hold one; " + s.Keys.List.HideNames.Help().Key + " shows them"
	case session.NoDesktop:
	}
	return "There is no desktop here to open it on; " + k.Copy.Help().Key + " copies the link, " + k.Save.Help().Key + " saves the file"
}

func (s announcer) keptAlive(about []string, f session.KeptAlive) string {
	switch n := len(about); {
	case f.Full:
		return "At most " + strconv.Itoa(session.MaxKeptAlive) + " links are kept alive at once; " + strconv.Itoa(n) + " added"
	case !f.On:
		return "The " + wording.Form(model.FormLink, n) + " of " + s.names(about) + ": no longer kept alive"
	case n == 1:
		return "The link of " + s.names(about) + " is kept alive: renewed before its end" + s.lacking(f.Missing)
	default:
		return strconv.Itoa(n) + " links are kept alive: renewed before their end" + s.lacking(f.Missing)
	}
}
