package vt

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Movie is what a screen showed, one look after another.
type Movie struct {
	w, h   int
	looks  int
	each   time.Duration
	pieces map[string][]span // by how a piece is drawn
	order  []string
}

// span is from which look on a piece shows, and from which on it does not.
type span struct{ from, to int }

// NewMovie is of looks that follow each other after this time.
func NewMovie(each time.Duration) *Movie { return &Movie{each: each, pieces: map[string][]span{}} }

// Add takes the next look.
func (m *Movie) Add(s Screen) {
	m.w, m.h = s.Size()
	for y := range m.h {
		for x := 0; x < m.w; {
			var b strings.Builder
			run := s.run(x, y)
			run.draw(&b, x, y)
			x += run.width
			m.show(b.String())
		}
	}
	m.looks++
}

// show lets a piece go on, or begin.
func (m *Movie) show(piece string) {
	if piece == "" {
		return
	}
	spans, known := m.pieces[piece]
	if !known {
		m.order = append(m.order, piece)
	}
	if n := len(spans); n > 0 && spans[n-1].to == m.looks {
		spans[n-1].to++
	} else {
		spans = append(spans, span{m.looks, m.looks + 1})
	}
	m.pieces[piece] = spans
}

// SVG draws the movie as a picture that moves, again and again. Where pictures do not move it is the look at still.
func (m *Movie) SVG(title string, still time.Duration) []byte {
	var b strings.Builder
	begin(&b, m.w, m.h, title)
	at := int(still / m.each)
	for _, piece := range m.order {
		spans := m.pieces[piece]
		if spans[0] == (span{0, m.looks}) { // it stands still
			b.WriteString(piece)
			continue
		}
		state := "hidden"
		if slices.ContainsFunc(spans, func(s span) bool { return s.from <= at && at < s.to }) {
			state = "visible"
		}
		values, times := m.turns(spans)
		fmt.Fprintf(&b, `<g visibility="%s"><animate attributeName="visibility" dur="%gs" repeatCount="indefinite" calcMode="discrete" values="%s" keyTimes="%s"/>`+"\n%s</g>\n",
			state, (time.Duration(m.looks) * m.each).Seconds(), values, times, piece)
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// turns is when a piece comes and goes, as parts of the whole.
func (m *Movie) turns(spans []span) (values, times string) {
	var v, t []string
	turn := func(value string, look int) {
		v, t = append(v, value), append(t, fmt.Sprintf("%.4g", float64(look)/float64(m.looks)))
	}
	if spans[0].from > 0 {
		turn("hidden", 0)
	}
	for _, s := range spans {
		if turn("visible", s.from); s.to < m.looks {
			turn("hidden", s.to)
		}
	}
	return strings.Join(v, ";"), strings.Join(t, ";")
}
