package vt

import (
	"fmt"
	"maps"
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// The DEC private modes that change how the terminal itself behaves.
const (
	modeWrap    = 7
	modeCursor  = 25
	modeSync    = 2026
	modeUnicode = 2027
)

// modes is the set of modes and the keyboard's state.
type modes struct {
	set       map[int]bool
	insert    bool  // IRM
	keyboards []int // the stack of kitty keyboard flags
	otherKeys int   // xterm's modifyOtherKeys
}

func newModes() modes {
	return modes{set: map[int]bool{modeWrap: true, modeCursor: true}}
}

func (m *modes) get(n int) bool { return m.set[n] }

func (m *modes) clone() modes {
	c := *m
	c.set, c.keyboards = maps.Clone(m.set), slices.Clone(m.keyboards)
	return c
}

// changed returns the modes that are set, without those a terminal starts with.
func (m *modes) changed() []int {
	var list []int
	for n, on := range m.set {
		if on && n != modeWrap && n != modeCursor {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

// kitty returns the keyboard flags in force.
func (m *modes) kitty() int {
	if n := len(m.keyboards); n > 0 {
		return m.keyboards[n-1]
	}
	return 0
}

// knows reports whether this terminal knows DEC private mode n.
func (t *Terminal) knows(n int) bool { return n != t.lacks && isMode(n) }

// isMode reports whether terminals know DEC private mode n.
func isMode(n int) bool {
	switch n {
	case 1, 6, modeWrap, 12, modeCursor, 47, 1047, 1048, 1049, // keys, cursor, screens
		9, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, // mouse and focus
		2004, modeSync, modeUnicode, 2031, 2048: // paste, frames, widths, colours, sizes
		return true
	}
	return false
}

// private obeys the sequences that start with "?".
func (t *Terminal) private(final byte, p ansi.Params) bool {
	switch final {
	case 'h', 'l':
		known := len(p) > 0
		for i := range p {
			n := number(p, i, 0)
			known = known && t.knows(n)
			t.setMode(n, final == 'h')
		}
		return known
	case 'u':
		t.answer(fmt.Sprintf("\x1b[?%du", t.modes.kitty()))
	case 'W': // tab stops at every eighth column, where they are anyway
		return number(p, 0, 0) == 5
	case 'n':
		return number(p, 0, 0) == 996 // the colour scheme: no answer
	default:
		return false
	}
	return true
}

// setMode sets or resets one DEC private mode. What it does not know it leaves alone, or hostile
// output could fill the set.
func (t *Terminal) setMode(n int, on bool) {
	if !t.knows(n) {
		return
	}
	was := t.modes.get(n)
	switch n {
	case 47, 1047, 1049:
		t.alternate(n, on)
	case 1048:
		if on {
			t.save()
		} else {
			t.restore()
		}
	case modeSync:
		if on && !was {
			now := t.capture()
			t.frozen = &now
		} else if !on {
			t.frozen = nil
		}
	}
	t.modes.set[n] = on
}

// alternate switches to the other screen. Mode 1049 also keeps the cursor and clears the screen it
// opens.
func (t *Terminal) alternate(n int, on bool) {
	if on == (t.grid == t.alt) {
		return
	}
	if !on {
		t.grid = t.main
		if n == 1049 {
			t.restore()
		}
		return
	}
	if n == 1049 {
		t.save()
	}
	t.alt.move(t.main.x, t.main.y)
	t.grid = t.alt
	t.grid.top, t.grid.bottom = 0, t.grid.h-1
	t.grid.eraseLines(0, t.grid.h, Style{})
}

func (t *Terminal) save() { t.grid.saved = saved{t.grid.x, t.grid.y, t.style} }

func (t *Terminal) restore() {
	t.grid.move(t.grid.saved.x, t.grid.saved.y)
	t.style = t.grid.saved.style
}

// intermediate obeys the sequences with an intermediate byte.
func (t *Terminal) intermediate(cmd ansi.Cmd, p ansi.Params) bool {
	switch {
	case cmd.Intermediate() == '$' && cmd.Final() == 'p' && cmd.Prefix() == '?':
		n, state := number(p, 0, 0), 0
		if t.knows(n) {
			state = 2
			if t.modes.get(n) {
				state = 1
			}
		}
		t.answer(fmt.Sprintf("\x1b[?%d;%d$y", n, state))
	case cmd.Intermediate() == ' ' && cmd.Final() == 'q' && cmd.Prefix() == 0:
		t.facts.cursorWas = number(p, 0, 0)
	case cmd.Intermediate() == '!' && cmd.Final() == 'p' && cmd.Prefix() == 0:
		t.reset()
	default:
		return false
	}
	return true
}

// extended obeys the keyboard protocols and the question for the terminal's name.
func (t *Terminal) extended(cmd ansi.Cmd, p ansi.Params) bool {
	m := &t.modes
	switch string([]byte{cmd.Prefix(), cmd.Final()}) {
	case ">m":
		if number(p, 0, 0) != 4 {
			return false
		}
		m.otherKeys = number(p, 1, 0)
	case ">u":
		const deepest = 32
		if len(m.keyboards) < deepest {
			m.keyboards = append(m.keyboards, number(p, 0, 0))
		}
	case "<u":
		m.keyboards = m.keyboards[:max(len(m.keyboards)-count(p, 0), 0)]
	case "=u":
		if len(m.keyboards) == 0 {
			m.keyboards = append(m.keyboards, 0)
		}
		m.keyboards[len(m.keyboards)-1] = number(p, 0, 0)
	case ">q":
		t.answer("\x1bP>|vt 1\x1b\\")
	case ">c":
		t.answer("\x1b[>0;1;0c")
	default:
		return false
	}
	return true
}

// reset is the soft reset: modes and style, not the cells.
func (t *Terminal) reset() {
	t.style = Style{}
	t.modes.insert = false
	t.modes.set[modeWrap], t.modes.set[modeCursor] = true, true
	t.grid.top, t.grid.bottom = 0, t.grid.h-1
}
