package tty

import (
	"bytes"

	"github.com/charmbracelet/x/ansi"
)

// freed lets a whole screen begin, and the alternate screen end, without scrolling margins. The renderer sets those of
// the size that it knows: after a resize that it has not heard of yet, they stay on a terminal that is larger by then,
// and whatever is drawn below them scrolls the rest away. What frees of them moves the cursor, as what follows does.
func freed(p []byte) []byte {
	const free = "\x1b[r"
	for _, whole := range []string{ansi.CursorHomePosition + ansi.EraseEntireScreen, ansi.ResetModeAltScreenSaveCursor} {
		p = bytes.ReplaceAll(p, []byte(whole), []byte(free+whole))
	}
	return p
}
