package vt

import (
	"fmt"
	"slices"
)

// state is what a program's output has made of a terminal so far.
type state struct {
	frozen  *Screen // what is shown while synchronized output holds the screen back
	pending []byte  // replies not handed out yet
	reply   func([]byte)
	onlcr   bool
	lacks   int // a mode it does not know

	grid  *grid // the screen in use: main or alternate
	main  *grid
	alt   *grid
	modes modes
	style Style
	last  string // the last text printed, for REP
	facts facts
}

// strange notes a sequence that was not understood.
func (t *state) strange(kind string, data []byte) {
	const most, longest = 100, 80
	if len(t.facts.unknown) >= most {
		return
	}
	if len(data) > longest {
		data = data[:longest]
	}
	t.facts.unknown = append(slices.Clip(t.facts.unknown), fmt.Sprintf("%s %q", kind, data))
}

func (t *state) shown() Screen {
	if t.frozen != nil {
		return *t.frozen
	}
	return t.capture()
}

// capture copies the state. Slices within facts only ever grow, so they may be shared.
func (t *state) capture() Screen {
	s := Screen{x: t.grid.x, y: t.grid.y, visible: t.modes.get(modeCursor), facts: t.facts, modes: t.modes.clone()}
	s.cells = make([][]Cell, len(t.grid.lines))
	for i, line := range t.grid.lines {
		s.cells[i] = append([]Cell(nil), line...)
	}
	return s
}

// answer queues a reply to the program.
func (t *state) answer(s string) {
	if t.reply != nil {
		t.pending = append(t.pending, s...)
	}
}
