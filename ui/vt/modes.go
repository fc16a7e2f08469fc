package vt

import (
	"maps"
	"slices"
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
