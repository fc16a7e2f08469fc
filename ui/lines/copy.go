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
	form    model.Form
	first   model.Link // of the links in it, the one that ends first
	failed  int
	renewed bool
}

// copyForm is a word for a form.
type copyForm struct {
	word string
	form model.Form
}

func copyForms() []copyForm {
	return []copyForm{
		{"link", model.FormLink},
		{"curl", model.FormCurl},
		{"markdown", model.FormMarkdown},
		{"json", model.FormJSON},
		{"name", model.FormName},
		{"id", model.FormID},
	}
}

// doCopy copies links, or what else can be written down of files.
func (t *talk) doCopy(in input) {
	ids, used, ok := t.targets(in)
	if !ok {
		return
	}
	form, ok := t.formNamed(in.words[used:])
	if !ok || !t.canCopy() {
		return
	}
	if form.HasLink() {
		for _, id := range ids {
			t.row(id).form = form
		}
		ids = t.later(model.WishCopy, ids)
	}
	if len(ids) > 0 {
		t.begin(newCopy(ids, form))
	}
}

// formNamed reads the form that words behind the numbers ask for. A fault is told.
func (t *talk) formNamed(words []string) (form model.Form, ok bool) {
	forms := copyForms()
	names := make([]string, 0, len(forms))
	for _, f := range forms {
		names = append(names, f.word)
	}
	switch {
	case len(words) == 0:
		return model.FormLink, true
	case len(words) != 2 || !strings.EqualFold(words[0], "as"):
		t.say("After the numbers there may be as and a form, as in copy 1 as curl. The forms are " + spokenList(names, "and") + ". Nothing was done.")
		return 0, false
	}
	word := strings.ToLower(words[1])
	for _, f := range forms {
		if strings.HasPrefix(f.word, word) {
			return f.form, true
		}
	}
	fault := "There is no such form."
	if near := wording.Nearest(word, names); near != "" {
		fault += " Did you mean " + near + "?"
	}
	t.say(fault + " The forms are " + spokenList(names, "and") + ".")
	return 0, false
}

func newCopy(ids []string, form model.Form) *errand {
	e := newErrand(errandCopy, ids)
	e.Form = form
	return e
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

// copyOut sends what can be copied to the clipboard, one a line: of links, those that are good. If none
// is, the clipboard stays as it was.
func (t *talk) copyOut(e *errand) {
	out := e.Hand(&t.lib, t.server(), t.linkOf, func(at time.Time) time.Time { return at.Add(-t.status.Skew).Local() })
	if len(out.Linked) == 0 {
		if len(e.IDs) > few {
			t.answer("No link could be had. The clipboard is as it was.")
		}
		return
	}
	c := copied{form: e.Form, first: out.First, failed: len(e.IDs) - len(out.Linked), renewed: e.Renewed}
	for _, l := range out.Linked {
		c.ids = append(c.ids, l.Attachment.ID)
	}
	num := t.newNum()
	t.copies[num] = c
	t.order(copyText{num, out.Text})
}

// onCopied tells the truth about a copy: which way it went, and for how long it is good.
func (t *talk) onCopied(e textCopied) {
	c, ok := t.copies[e.num]
	delete(t.copies, e.num)
	switch {
	case !ok:
		return
	case e.route == clip.RouteNone || e.route == clip.RouteOSC52:
		t.trouble = &model.Problem{Kind: model.KindClipboard}
		text := wording.For(t.trouble).Sentence
		if c.form.HasLink() {
			text += " Type show " + itoa(t.placed[c.ids[0]]) + " to print the link."
		}
		t.answer(text)
		return
	}
	if c.form.HasLink() {
		for _, id := range c.ids {
			r := t.row(id)
			t.near[id], r.warned, r.copiedAt = r, false, t.now
		}
	}
	t.answer(t.copiedWords(c, e.route))
}

// copiedWords say what was copied, and for how long it is good.
func (t *talk) copiedWords(c copied, route clip.Route) string {
	n := len(c.ids)
	text := "Copied: "
	if route == clip.RouteTmux { // whether the terminal outside took it, tmux does not say
		text = "Sent by way of tmux: "
	}
	if n == 1 {
		text += "the " + wording.Form(c.form, n) + " of " + t.label(c.ids[0])
	} else {
		text += itoa(n) + " " + wording.Form(c.form, n)
	}
	if !c.form.HasLink() {
		return text + "."
	}
	switch {
	case c.renewed && c.form == model.FormLink:
		text += ", renewed first"
	case c.renewed && n == 1:
		text += ", with a new link"
	case c.renewed:
		text += ", with new links"
	}
	text += ". Good for " + spokenTime(c.first.Left(t.server())) + ", until " + t.clockTime(c.first.Expires) + "."
	if c.failed > 0 {
		text += " " + count(c.failed, "link") + " could not be had."
	}
	return text
}

// sayFault says what is wrong with something typed.
func (t *talk) sayFault(err error) {
	w := wording.For(err)
	t.say(w.Sentence)
}
