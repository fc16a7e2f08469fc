package vt

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// esc obeys an escape sequence.
func (t *state) esc(cmd ansi.Cmd) {
	g := t.grid
	switch {
	case cmd.Intermediate() == '(' || cmd.Intermediate() == ')':
		if cmd.Final() != 'B' { // other character sets would change what is seen
			t.strange("ESC", cmdText(cmd, nil))
		}
	case cmd.Intermediate() != 0:
		t.strange("ESC", cmdText(cmd, nil))
	case cmd.Final() == '7':
		t.save()
	case cmd.Final() == '8':
		t.restore()
	case cmd.Final() == 'D':
		g.feed(t.style)
	case cmd.Final() == 'E':
		g.move(0, g.y)
		g.feed(t.style)
	case cmd.Final() == 'M':
		g.back(t.style)
	case cmd.Final() == 'c':
		t.fullReset()
	case strings.IndexByte(`\=>H`, cmd.Final()) >= 0: // end of a string, keypad, tab stop
	default:
		t.strange("ESC", cmdText(cmd, nil))
	}
}

// fullReset makes both screens blank, as switched on.
func (t *state) fullReset() {
	t.modes, t.style, t.last, t.frozen = newModes(), Style{}, "", nil
	t.main, t.alt = newGrid(t.grid.w, t.grid.h), newGrid(t.grid.w, t.grid.h)
	t.grid = t.main
}

// osc obeys an operating system command. data starts with the number.
func (t *state) osc(cmd int, data []byte) {
	_, rest, _ := strings.Cut(string(data), ";")
	switch cmd {
	case 0, 2:
		t.facts.title = rest
	case 8:
		_, t.style.Link, _ = strings.Cut(rest, ";")
	case 9:
		t.progress(rest)
	case 10, 12:
		if rest == "?" {
			t.answer(fmt.Sprintf("\x1b]%d;rgb:cccc/cccc/cccc\x1b\\", cmd))
		}
	case 11:
		if rest == "?" {
			t.answer("\x1b]11;" + t.facts.background + "\x1b\\")
		}
	case 52:
		t.copy(rest)
	case 1, 7, 110, 111, 112, 7501: // icon name, folder, colours back, program status
	default:
		t.strange("OSC", data)
	}
}

// progress obeys OSC 9;4;state;percent.
func (t *state) progress(s string) {
	part := strings.Split(s, ";")
	if part[0] != "4" || len(part) < 2 {
		t.strange("OSC", []byte("9;"+s))
		return
	}
	state, err := strconv.Atoi(part[1])
	if err != nil || state < 0 || state > 4 {
		t.strange("OSC", []byte("9;"+s))
		return
	}
	p := Progress{State: state}
	if len(part) > 2 {
		p.Percent, _ = strconv.Atoi(part[2]) // nothing there means 0
		p.Percent = min(max(p.Percent, 0), 100)
	}
	t.facts.progress = p
}

// copy obeys OSC 52: target;base64. A terminal that cannot decode it clears the clipboard; here it
// is noted as unknown.
func (t *state) copy(s string) {
	const most = 100
	_, payload, _ := strings.Cut(s, ";")
	if payload == "?" {
		return
	}
	text, err := base64.StdEncoding.DecodeString(payload)
	if err != nil {
		t.strange("OSC", []byte("52"))
		return
	}
	if len(t.facts.clipboards) < most {
		t.facts.clipboards = append(slices.Clip(t.facts.clipboards), string(text))
	}
}

// device obeys a device control string: questions for capabilities get no answer.
func (t *state) device(cmd ansi.Cmd, data []byte) {
	if cmd.Intermediate() == '+' && cmd.Final() == 'q' {
		return
	}
	t.strange("DCS", append(cmdText(cmd, nil), data...))
}
