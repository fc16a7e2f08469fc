package pdf

import (
	"math"
	"strings"

	"attache/ui/preview"
)

const (
	maxOperators = 500_000 // of a page
	maxText      = 256 << 10
	maxForms     = 4 // within each other
)

func (f *file) content(page, resources dict, g glyphs, fonts map[any]*font) *content {
	one := matrix{1, 0, 0, 1, 0, 0}
	c := &content{f: f, g: g, fonts: fonts, left: maxOperators, open: map[ref]bool{}, page: one, before: one, line: one, stretch: 1}
	var b []byte
	parts := f.array(page["Contents"])
	if s, ok := f.get(page["Contents"]).(stream); ok {
		b, _ = f.data(s)
	}
	for _, p := range parts[:min(len(parts), 200)] {
		if s, ok := f.get(p).(stream); ok && len(b) < maxStream {
			more, _ := f.data(s)
			b = append(append(b, more...), '\n')
		}
	}
	c.run(b, resources, 0)
	return c
}

// run obeys the operators of a stream.
func (c *content) run(b []byte, resources dict, depth int) {
	l := &lexer{ctx: c.f.ctx, b: b}
	var args []any
	for !l.end() && c.text.Len() < maxText {
		if c.left--; c.left < 0 || c.left&255 == 0 && c.f.ctx.Err() != nil {
			return
		}
		v := l.value(maxDepth - 4)
		k, ok := v.(keyword)
		if !ok {
			if len(args) < 32 {
				args = append(args, v)
			}
			continue
		}
		if k == "BI" {
			l.inline()
		} else {
			c.operate(k, args, resources, depth)
		}
		args = args[:0]
	}
}

func (c *content) operate(k keyword, args []any, resources dict, depth int) {
	switch {
	case k == "Do" && len(args) == 1:
		c.draw(args[0], resources, depth)
	case k == "Tf" && len(args) == 2:
		c.choose(args[0], resources)
		c.size = number(args, 1)
	case !c.move(k, args):
		c.show(k, args)
	}
}

// inline passes over a picture within the stream.
func (l *lexer) inline() {
	for !l.end() {
		if l.value(maxDepth-2) == keyword("ID") {
			break
		}
	}
	for l.at < len(l.b) {
		n := strings.Index(string(l.b[l.at:min(l.at+4096, len(l.b))]), "EI")
		if n < 0 {
			l.at = min(l.at+4095, len(l.b))
			if l.at+1 >= len(l.b) {
				l.at = len(l.b)
			}
			continue
		}
		l.at += n + 2
		if l.at == len(l.b) || isSpace(l.b[l.at]) {
			return
		}
	}
}

func (c *content) choose(n any, resources dict) {
	key, _ := n.(name)
	v := c.f.dict(resources["Font"])[key]
	id, isRef := v.(ref)
	if known, ok := c.fonts[id]; ok && isRef {
		c.font = known
		return
	}
	d := c.f.dict(v)
	c.font = nil
	if d != nil && len(c.fonts) < 300 {
		c.font = c.f.font(d, c.g)
	}
	if isRef {
		c.fonts[id] = c.font
	}
}

// draw notes a picture, and follows a form.
func (c *content) draw(n any, resources dict, depth int) {
	c.left -= 100 // it takes longer than others
	if c.f.ctx.Err() != nil {
		return
	}
	key, _ := n.(name)
	s, ok := c.f.get(c.f.dict(resources["XObject"])[key]).(stream)
	if !ok {
		return
	}
	switch c.f.name(s.dict["Subtype"]) {
	case "Image":
		if len(c.images) < 50 {
			c.images = append(c.images, drawn{s, math.Abs(c.page[0]*c.page[3] - c.page[1]*c.page[2])})
		}
	case "Form":
		if depth == maxForms || c.open[s.id] { // it draws itself
			return
		}
		c.open[s.id] = true
		defer delete(c.open, s.id)
		own := c.f.dict(s.dict["Resources"])
		if own == nil {
			own = resources
		}
		b, _ := c.f.data(s)
		before := c.page
		if m := c.f.array(s.dict["Matrix"]); len(m) == 6 {
			c.page = matrixOf(m).times(c.page)
		}
		c.run(b, own, depth+1)
		c.page = before
	}
}

// into adds the text of the page to a preview. Of several empty lines one is kept.
func (c *content) into(p *preview.Page) {
	lines, more := preview.LinesOf(strings.ToValidUTF8(c.text.String(), ""))
	p.More = p.More || more
	empty := true
	for _, l := range lines {
		l[0].Text = strings.TrimRight(l[0].Text, " ")
		if l[0].Text == "" && empty {
			continue
		}
		if len(p.Lines) == preview.MaxLines {
			p.More = true
			return
		}
		empty = l[0].Text == ""
		p.Lines = append(p.Lines, l)
	}
}
