package linemode

import (
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/preview"
)

// mostRead is how many lines of a file are read out.
const mostRead = 40

// doPreview reads out what is in a file, before it is saved.
func (c *conversation) doPreview(in input) {
	switch ids, ok := c.only(in); {
	case !ok:
	case c.decoding.begin == nil:
		c.say("There are no previews here. Nothing was done.")
	case len(ids) > 1:
		c.say("Preview takes one file at a time. Nothing was done.")
	case c.session.NamesHidden():
		c.say("Names are hidden, and a preview tells what is in the file. Type names on to show both.")
	default:
		c.do(session.Preview{IDs: ids, Priority: model.PrioritySelected, Limit: session.Limit{Whole: preview.MaxFetch, Head: preview.MaxText}}, 1, "")
	}
}

// sayPage says what was found in a file.
func (c *conversation) sayPage(d decoded) {
	c.decoding.under--
	c.now = c.opts.Now()
	if c.session.NamesHidden() || !c.lists(d.id) {
		return
	}
	p := &d.page
	c.answer(c.label(d.id) + prefixed(": ", p.Kind) + ".")
	for _, text := range p.Warnings {
		c.answer(text)
	}
	if p.Title != "" {
		c.answer("Title: " + p.Title + ".")
	}
	for _, f := range p.Facts {
		c.answer(f.Label + ": " + f.Value + ".")
	}
	lines := textOf(p)
	for _, line := range lines[:min(len(lines), mostRead)] {
		c.answer(line)
	}
	switch save := " Type save " + itoa(c.placed[d.id]) + " to save it."; {
	case p.Problem != "":
		c.answer(p.Problem + save)
	case p.More || len(lines) > mostRead:
		c.answer("The file goes on." + save)
	}
}

// textOf is what can be read of a file, without its empty lines. The cells of a table follow each other.
func textOf(p *preview.Page) (lines []string) {
	if p.Table != nil {
		for _, row := range p.Table.Rows {
			lines = append(lines, strings.Join(row, ", "))
		}
	}
	for _, l := range p.Lines {
		text := ""
		for _, s := range l {
			text += s.Text
		}
		if text = strings.TrimSpace(text); text != "" {
			lines = append(lines, text)
		}
	}
	return lines
}
