package draw

import (
	"slices"
	"strconv"
	"strings"

	"attache/ui/preview"
)

// placements finds the pictures in a frame. A part of one that is scrolled out of view is no part of it.
func (p *Painter) placements(frame string) (all []placement) {
	if !strings.Contains(frame, markBegin) {
		return nil
	}
	y := 0
	for line := range strings.SplitSeq(frame, "\n") {
		rest, before := line, ""
		for {
			head, tail, found := strings.Cut(rest, markBegin)
			if !found {
				break
			}
			before += head
			values, tail, _ := strings.Cut(tail, markEnd)
			first, second, _ := strings.Cut(values, ";")
			number, _ := strconv.Atoi(first)
			row, _ := strconv.Atoi(second)
			all = extend(all, placement{number, part{row, row + 1}, p.method.StringWidth(before), y})
			rest = tail
		}
		y++
	}
	return all
}

// Frame takes the frame that is about to be drawn.
func (p *Painter) Frame(content string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.kept) == 0 {
		return
	}
	now := p.placements(content)
	moved := !slices.Equal(now, p.frame)
	p.frame = now
	for _, at := range now {
		if s := p.byNumber(at.number); s != nil {
			moved = p.prepare(s, at.part) || moved
		}
	}
	if moved {
		go p.flush()
	}
}

// prepare sees to it that a part of a picture is made ready, in its own time: that takes longer than a frame
// may. It reports whether it is ready already and is still to be sent.
func (p *Painter) prepare(s *sent, rows part) bool {
	if s.route == Kitty {
		rows = part{0, s.rows} // its placeholders say which row they are
	}
	data, begun := s.ready[rows]
	if begun || s.there {
		return data != nil && s.route == Kitty && !s.there
	}
	c := s.picture.Value()
	if c == nil {
		return false
	}
	s.ready[rows] = nil
	go func() {
		data := s.encode(c, rows)
		p.mu.Lock()
		s.ready[rows] = data
		p.trim()
		p.mu.Unlock()
		p.flush()
	}()
	return false
}

func (s *sent) encode(c *preview.Picture, rows part) []byte {
	c = resize(c, s.size.W, s.size.H)
	if s.route == Kitty {
		return kittyPicture(c, s.number, s.cols, s.rows)
	}
	if c = crop(c, rows.from, rows.to, s.cell.h); c.H == 0 {
		return nil
	}
	return sixelPicture(c)
}

// trim gives up what is ready of the oldest pictures, never of one in the frame. It is made again when it is
// needed again.
func (p *Painter) trim() {
	total := 0
	for _, s := range p.kept {
		total += s.weight()
	}
	for _, s := range p.kept {
		if total <= maxBytes {
			return
		}
		if !slices.ContainsFunc(p.frame, func(a placement) bool { return a.number == s.number }) {
			total -= s.weight()
			if clear(s.ready); s.there {
				s.there = false
				go p.send([]byte(kittyDelete(s.number)))
			}
		}
	}
}
