package linemode

import (
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

func (c *conversation) doLink(in input) { c.getLinks(in, false) }
func (c *conversation) doShow(in input) { c.getLinks(in, true) }

func (c *conversation) getLinks(in input, show bool) {
	if ids, ok := c.only(in); ok {
		c.do(session.GetLink{Targets: session.Targets{IDs: ids}, Show: show}, len(ids), "")
	}
}

func (c *conversation) doRenew(in input) {
	if ids, ok := c.only(in); ok {
		c.do(session.Renew{Targets: session.Targets{IDs: ids}}, len(ids), "")
	}
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
func (c *conversation) doCopy(in input) {
	ids, used, ok := c.targets(in)
	if !ok {
		return
	}
	form, fault := formNamed(in.words[used:])
	if fault != "" {
		c.say(fault)
		return
	}
	c.do(session.Copy{Targets: session.Targets{IDs: ids}, Form: form}, len(ids), "")
}

// formNamed reads the form that words behind the numbers ask for, and what is wrong with them.
func formNamed(words []string) (form model.Form, fault string) {
	forms := copyForms()
	names := make([]string, 0, len(forms))
	for _, f := range forms {
		names = append(names, f.word)
	}
	list := " The forms are " + spokenList(names, "and") + "."
	switch {
	case len(words) == 0:
		return model.FormLink, ""
	case len(words) != 2 || !strings.EqualFold(words[0], "as"):
		return 0, "After the numbers there may be as and a form, as in copy 1 as curl." + list + " Nothing was done."
	}
	word := strings.ToLower(words[1])
	for _, f := range forms {
		if strings.HasPrefix(f.word, word) {
			return f.form, ""
		}
	}
	fault = "There is no such form."
	if near := wording.Nearest(word, names); near != "" {
		fault += " Did you mean " + near + "?"
	}
	return 0, fault + list
}

// doKeep keeps links alive, or stops that. A link that is missing is asked for, and told of when it
// comes.
func (c *conversation) doKeep(in input) {
	if in.rest == "off" {
		c.do(session.KeepAlive{Mode: session.KeepOff}, 0, "No link is kept alive.")
		return
	}
	ids, ok := c.only(in)
	if !ok {
		return
	}
	c.do(session.KeepAlive{Targets: session.Targets{IDs: ids}, Mode: session.KeepOn}, len(ids), "Kept alive already.")
	var without []string
	for _, id := range ids {
		if r := c.session.Row(id); r.KeptAlive && !r.Link.Usable(c.session.Server()) {
			without = append(without, id)
		}
	}
	if len(without) > 0 {
		c.do(session.GetLink{Targets: session.Targets{IDs: without}, Confirmed: true}, len(without), "")
	}
}

// doID adds attachments that no transcript names, and gets their links.
func (c *conversation) doID(in input) {
	switch {
	case len(in.words) == 0:
		c.say("Which ID? Give it, as in id 2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11.")
	case c.firstReading():
		c.say("The chat is still being read.")
	default:
		c.do(session.AddIDs{IDs: in.words}, len(in.words), "")
		c.placeAll()
	}
}

// doRemove takes attachments off the list that doID has added.
func (c *conversation) doRemove(in input) {
	if ids, ok := c.only(in); ok {
		c.do(session.RemoveIDs{Targets: session.Targets{IDs: ids}}, len(ids), "Only a file that was added by its ID, and not saved, can be taken off the list.")
	}
}

// doRead reads the chat again.
func (c *conversation) doRead(input) {
	if len(c.opts.IDs) > 0 {
		c.say("Only the files of the given IDs are listed. Type renew all to ask for their links again.")
		return
	}
	c.say("Reading the chat.")
	c.do(session.Reload{}, 0, "")
}
