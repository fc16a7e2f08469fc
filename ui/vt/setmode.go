package vt

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"
)

// knows reports whether this terminal knows DEC private mode n.
func (t *state) knows(n int) bool { return n != t.lacks && isMode(n) }

// private obeys the sequences that start with "?".
func (t *state) private(final byte, p ansi.Params) bool {
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
func (t *state) setMode(n int, on bool) {
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
func (t *state) alternate(n int, on bool) {
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

func (t *state) save() { t.grid.saved = saved{t.grid.x, t.grid.y, t.style} }

func (t *state) restore() {
	t.grid.move(t.grid.saved.x, t.grid.saved.y)
	t.style = t.grid.saved.style
}

// intermediate obeys the sequences with an intermediate byte.
func (t *state) intermediate(cmd ansi.Cmd, p ansi.Params) bool {
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
func (t *state) extended(cmd ansi.Cmd, p ansi.Params) bool {
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
func (t *state) reset() {
	t.style = Style{}
	t.modes.insert = false
	t.modes.set[modeWrap], t.modes.set[modeCursor] = true, true
	t.grid.top, t.grid.bottom = 0, t.grid.h-1
}
