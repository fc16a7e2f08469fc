package linemode

import (
	"slices"
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// ofLinks words a notice about links or copies, and reports whether it was one.
func (a *announcer) ofLinks(n session.Notice) bool {
	switch f := n.Fact.(type) {
	case session.LinkCame:
		if r := a.requestOf(n); r.files <= few {
			r.reported[n.About[0]] = true
			a.sayGood(n.About[0], "New link")
		}
	case session.LinksReady:
		a.linksReady(n, f)
	case session.Asking:
		a.say("Asking for " + itoa(f.Links) + " links.")
	case session.Copied:
		a.sayMissing(f.Missing, len(f.Missing))
		a.answer(a.copiedWords(n.About, f))
	case session.NotCopied:
		a.notCopied(f)
	case session.CopyReplaced:
		a.detail("The copy before was given up for this one.")
	case session.KeptAlive:
		a.keptAlive(n.About, f)
	case session.KeepAliveEnded:
		a.problem(f.Problem, a.label(n.About[0]), a.tell)
		a.tell("It is no longer kept alive.")
	case session.Renewed:
		a.detail("Renewed: the link of " + a.label(n.About[0]) + ".")
	case session.LinkFailed:
		a.trouble = f.Problem
	case session.LinksEndSoon, session.LinksEnded, session.CopiedLinksDied:
		a.linksEnd(n)
	default:
		return false
	}
	return true
}

// linksReady tells how long links are good that were not told of yet.
func (a *announcer) linksReady(n session.Notice, f session.LinksReady) {
	r := a.requestOf(n)
	of := len(n.About) + len(f.Missing)
	a.sayMissing(f.Missing, of)
	switch {
	case f.Show:
		for _, id := range n.About {
			a.sayGood(id, "Link")
			a.say(a.session.Link(id).URL.Reveal())
		}
		return
	case of > few:
		a.answer(count(len(n.About), "link") + " good now.")
		return
	}
	for _, id := range n.About {
		what := "Link"
		if slices.Contains(f.Fresh, id) {
			what = "New link"
		}
		if !r.reported[id] {
			a.sayGood(id, what)
		}
	}
}

// sayGood tells how long a link is good.
func (a *announcer) sayGood(id, what string) {
	l := a.session.Link(id)
	a.say(what + " of " + a.label(id) + ": good for " + spokenTime(l.Left(a.session.Server())) + ", until " + a.clockTime(l.Expires) + ".")
}

// copiedWords say what was copied, and for how long it is good.
func (a *announcer) copiedWords(ids []string, f session.Copied) string {
	text := "Copied: "
	if f.Route == session.RouteTmux { // whether the terminal outside took it, tmux does not say
		text = "Sent through tmux: "
	}
	if n := len(ids); n == 1 {
		text += "the " + wording.Form(f.Form, n) + " of " + a.label(ids[0])
	} else {
		text += itoa(n) + " " + wording.Form(f.Form, n)
	}
	if !f.Form.HasLink() {
		return text + "."
	}
	switch {
	case f.Renewed && f.Form == model.FormLink:
		text += ", renewed first"
	case f.Renewed && len(ids) == 1:
		text += ", with a new link"
	case f.Renewed:
		text += ", with new links"
	}
	text += ". Good for " + spokenTime(f.Left) + ", until " + f.Until.Local().Format(time.TimeOnly) + "."
	if len(f.Missing) > 0 {
		text += " " + count(len(f.Missing), "link") + " failed."
	}
	return text
}

// notCopied says why the clipboard is as it was.
func (a *announcer) notCopied(f session.NotCopied) {
	p := f.Missing[0].Problem
	if p.Kind == model.KindClipboard {
		a.trouble = p
		text := wording.For(p).Sentence
		if f.Form.HasLink() {
			text += " Type show " + itoa(a.placed[f.Missing[0].ID]) + " to print the link."
		}
		a.answer(text)
		return
	}
	if len(f.Missing) > few {
		a.answer("No link could be had. The clipboard is as it was.")
	}
	a.sayMissing(f.Missing, len(f.Missing))
}

func (a *announcer) keptAlive(ids []string, f session.KeptAlive) {
	a.sayMissing(f.Missing, len(f.Missing))
	if !f.On {
		a.say(count(len(ids), "link") + " no longer kept alive.")
		return
	}
	text := count(f.Total, "link") + " kept alive. Type keep off to end that."
	if f.Full {
		text = "At most " + itoa(session.MaxKeptAlive) + " links are kept alive. " + text
	}
	a.say(text)
}

// linksEnd tells of links that end soon, have ended, or have died in somebody's hands.
func (a *announcer) linksEnd(n session.Notice) {
	copied := map[string]string{}
	before, verb := "Ends soon: the link of ", "end soon"
	switch f := n.Fact.(type) {
	case session.LinksEnded:
		before, verb = "Ended: the link of ", "have ended"
	case session.CopiedLinksDied:
		before, verb = "Ended: the link of ", "that were copied have ended"
		for _, l := range f.Links {
			copied[l.ID] = ", copied at " + l.At.Local().Format(time.TimeOnly)
		}
	}
	if len(n.About) > few {
		a.tell(itoa(len(n.About)) + " links " + verb + ": those of " + a.spokenNumbers(n.About) + ".")
		return
	}
	for _, id := range n.About {
		text := before + a.label(id) + copied[id]
		if left := a.session.Link(id).Left(a.session.Server()); strings.HasPrefix(before, "Ends") {
			text += ", in " + spokenTime(left)
		}
		a.tell(text + "." + a.renewHint(id, copied[id] != ""))
	}
}

// renewHint says how to come to a new link, where the chat still gives one.
func (a *announcer) renewHint(id string, copied bool) string {
	n := itoa(a.placed[id])
	switch {
	case a.session.Ended():
		return ""
	case copied:
		return " Type copy " + n + " to copy a new one."
	}
	return " Type renew " + n + " for a new one."
}
