package linemode

import (
	"context"
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/preview"
)

// mostRead is how many lines of a file are read out.
const mostRead = 40

// decoded is what a decoder has found in a file.
type decoded struct {
	id   string
	page preview.Page
}

// decoding lets decoders work.
type decoding struct {
	begin func(id string, ask preview.Ask) // nil: there is no decoder
	under int                              // files that are being decoded
	done  chan decoded
}

// newDecoding returns decoders that work until ctx ends.
func newDecoding(ctx context.Context, decode preview.Decoder) decoding {
	d := decoding{done: make(chan decoded)}
	if decode == nil {
		return d
	}
	d.begin = func(id string, ask preview.Ask) {
		go func() {
			found := decoded{id: id}
			if err := decode(ctx, &ask, func(p preview.Page) { found.page = p }); err != nil {
				found.page.Problem = preview.Sentence(err)
			}
			found.page.Tidy(preview.Box{})
			select {
			case d.done <- found:
			case <-ctx.Done():
			}
		}()
	}
	return d
}

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
		c.do(session.Look{IDs: ids, Priority: model.UrgencySelected, Limit: session.Limit{Whole: preview.MaxFetch, Head: preview.MaxText}}, 1, "")
	}
}

// decode lets what was fetched of a file be decoded.
func (c *conversation) decode(id string) {
	head, ok := c.session.TakeHead(id)
	if !ok {
		return
	}
	a, _ := c.session.Library().ByID(id)
	size := head.Size
	if size <= 0 {
		size = -1
	}
	c.decoding.under++
	c.decoding.begin(id, preview.Ask{Name: a.Name, Type: a.ContentType, Size: size, Data: head.Data, Whole: head.Whole})
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
