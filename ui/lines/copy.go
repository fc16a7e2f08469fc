package lines

import (
	"slices"
	"strings"
	"time"

	"attache/model"
	"attache/ui/clip"
	"attache/ui/wording"
)

// copied is a text on its way to the clipboard.
type copied struct {
	ids     []string
	failed  int
	renewed bool
}

// canCopy reports whether there is a way to the clipboard, and says so where there is none: then no
// call is spent. An escape sequence to the terminal is no way here, even if it is wanted.
func (t *talk) canCopy() bool {
	routes := t.opts.Clipboard.Routes()
	switch {
	case len(routes) == 0:
		t.say("The clipboard is switched off. Type show and the number to print the link.")
		return false
	case !slices.ContainsFunc(routes, func(r clip.Route) bool { return r != clip.RouteOSC52 }):
		t.say("There is no way to the clipboard here but an escape sequence, which line mode never sends. Type show and the number to print the link.")
		return false
	}
	return true
}

// copyLinks sends links to the clipboard, one a line. If none is good, it stays as it was.
func (t *talk) copyLinks(e *errand, good []string) {
	if len(good) == 0 {
		if len(e.IDs) > few {
			t.answer("No link could be had. The clipboard is as it was.")
		}
		return
	}
	urls := make([]string, len(good))
	for i, id := range good {
		urls[i] = t.row(id).link.URL.Reveal()
	}
	num := t.newNum()
	t.copies[num] = copied{ids: good, failed: len(e.IDs) - len(good), renewed: e.Renewed}
	t.order(copyText{num, model.NewSecret(strings.Join(urls, "\n"))})
}

// onCopied tells the truth about a copy: which way it went, and for how long it is good.
func (t *talk) onCopied(e textCopied) {
	c, ok := t.copies[e.num]
	delete(t.copies, e.num)
	switch {
	case !ok:
		return
	case e.route == clip.RouteNone || e.route == clip.RouteOSC52:
		p := &model.Problem{Kind: model.KindClipboard}
		t.trouble = p
		t.answer(wording.For(p).Sentence + " Type show " + itoa(t.placed[c.ids[0]]) + " to print the link.")
		return
	}
	now := t.server()
	first := t.row(c.ids[0]).link
	for _, id := range c.ids {
		r := t.row(id)
		t.near[id], r.warned, r.copiedAt = r, false, t.now
		if r.link.Expires.Before(first.Expires) {
			first = r.link
		}
	}
	what := "the link of " + t.label(c.ids[0])
	if n := len(c.ids); n > 1 {
		what = itoa(n) + " links"
	}
	text := "Copied: " + what
	if e.route == clip.RouteTmux { // whether the terminal outside took it, tmux does not say
		text = "Sent by way of tmux: " + what
	}
	if c.renewed {
		text += ", renewed first"
	}
	text += ". Good for " + spokenTime(first.Left(now)) + ", until " + first.Expires.Add(-t.status.Skew).Local().Format(time.TimeOnly) + "."
	if c.failed > 0 {
		text += " " + count(c.failed, "link") + " could not be had."
	}
	t.answer(text)
}

// sayFault says what is wrong with something typed.
func (t *talk) sayFault(err error) {
	w := wording.For(err)
	t.say(w.Sentence)
}
