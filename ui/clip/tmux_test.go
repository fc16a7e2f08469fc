package clip

import (
	"context"
	"errors"
	"reflect"
	"testing"
)

// TestTmuxThatWasInheritedIsNoRoute: only a terminal that tmux draws gets its link by way of tmux.
func TestTmuxThatWasInheritedIsNoRoute(t *testing.T) {
	const session = "/tmp/tmux-1/default,1,0"
	pane := map[string]string{"TMUX": session, "TMUX_PANE": "%3"}
	with := func(more ...string) map[string]string {
		all := map[string]string{}
		for k, v := range pane {
			all[k] = v
		}
		for i := 0; i < len(more); i += 2 {
			all[more[i]] = more[i+1]
		}
		return all
	}
	own, other := func(tty string) bool { return tty == "/dev/pts/9" }, func(string) bool { return false }
	for _, c := range []struct {
		name   string
		env    map[string]string
		own    func(string) bool
		fails  bool
		inside bool
	}{
		{"no tmux", map[string]string{"TERM": "tmux-256color"}, own, false, false},
		{"a pane", with("TERM", "tmux-256color"), own, false, true},
		{"a pane of an older tmux", with("TERM", "screen-256color"), own, false, true},
		{"a popup over a pane, which has a terminal of its own", with("TERM", "tmux-256color", "TERM_PROGRAM", "tmux"), other, false, true},
		{"a pane that was told to call itself xterm", with("TERM", "xterm-256color"), own, false, true},
		{"a terminal started from a pane", with("TERM", "xterm-256color"), other, false, false},
		{"kitty started from a pane", with("TERM", "xterm-kitty", "TERM_PROGRAM", "tmux"), other, false, false},
		{"an editor started from a pane", with("TERM", "xterm-256color", "TERM_PROGRAM", "vscode"), other, false, false},
		{"GNU screen started from a pane", with("TERM", "screen", "STY", "1.pts"), other, false, false},
		{"tmux within GNU screen", with("TERM", "screen", "STY", "1.pts"), own, false, true},
		{"a server that is gone", with("TERM", "xterm-256color"), own, true, false},
		{"a pane whose number was lost", map[string]string{"TMUX": session, "TERM": "xterm-256color"}, own, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := 0
			ask := func(context.Context) (string, error) {
				if asked++; c.fails {
					return "", errors.New("no server")
				}
				return "/dev/pts/7\n/dev/pts/9\n", nil
			}
			board := New("auto", env(c.env))
			board.inside = inTmux(env(c.env), ask, c.own)
			want := []Route{RouteNative, RouteOSC52}
			if c.inside {
				want = []Route{RouteTmux, RouteOSC52}
			}
			for range 3 {
				if got := board.Routes(); !reflect.DeepEqual(got, want) || board.InTmux() != c.inside {
					t.Errorf("Routes() = %v, want %v", got, want)
				}
			}
			if asked > 1 {
				t.Errorf("tmux was asked %d times", asked)
			}
		})
	}
}
