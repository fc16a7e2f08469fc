package clip

import (
	"context"
	"slices"
	"strings"
	"sync"

	"attache/ui/system"
)

// inTmux returns what tells, asked once, whether the terminal of this program is one that tmux draws.
//
// TMUX alone says that an ancestor ran in tmux: a terminal that was started from there, an editor's or
// a whole new window, inherits it, and what is given to tmux never gets to that one. TERM says what
// draws this one, where tmux was not told to call itself something else; then it is asked which
// terminals its panes have.
func inTmux(getenv func(string) string, panes func(context.Context) (string, error), isOwn func(tty string) bool) func() bool {
	return sync.OnceValue(func() bool {
		term, screen := getenv("TERM"), getenv("STY") != ""
		switch {
		case getenv("TMUX") == "":
			return false
		case term == "", strings.HasPrefix(term, "tmux"), strings.HasPrefix(term, "screen") && !screen:
			return true
		}
		ctx, cancel := context.WithTimeout(context.Background(), toolLimit)
		defer cancel()
		ttys, err := panes(ctx)
		return err == nil && slices.ContainsFunc(strings.Fields(ttys), isOwn)
	})
}

// place is inTmux on this machine.
func place(getenv func(string) string) func() bool {
	panes := func(ctx context.Context) (string, error) {
		return answer(ctx, "tmux", "list-panes", "-a", "-F", "#{pane_tty}")
	}
	return inTmux(getenv, panes, system.IsOwnTerminal)
}
