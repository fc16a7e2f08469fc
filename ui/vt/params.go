package vt

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"
)

// count returns parameter i for sequences that count from 1: missing and 0 mean 1, and no count is
// larger than any screen.
func count(p ansi.Params, i int) int {
	n, _, _ := p.Param(i, 1)
	return min(max(n, 1), maxSide*maxSide)
}

// number returns parameter i, or def when it is missing.
func number(p ansi.Params, i, def int) int {
	n, _, _ := p.Param(i, def)
	return min(max(n, 0), maxSide*maxSide)
}

// cmdText writes a control sequence so that a person can read it.
func cmdText(cmd ansi.Cmd, p ansi.Params) []byte {
	var out []byte
	if c := cmd.Prefix(); c != 0 {
		out = append(out, c)
	}
	for i := range p {
		if i > 0 {
			out = append(out, ';')
		}
		out = fmt.Append(out, number(p, i, 0))
	}
	if c := cmd.Intermediate(); c != 0 {
		out = append(out, c)
	}
	return append(out, cmd.Final())
}

// maxSide is the most columns or lines a Terminal has: hostile output must not make it eat memory.
const maxSide = 1000
