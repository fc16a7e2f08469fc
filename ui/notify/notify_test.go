package notify_test

import (
	"strings"
	"testing"

	"attache/ui/notify"
)

func TestATerminalIsToldInTheWayThatItIsKnownToTake(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string // what the sequence begins with
	}{
		{map[string]string{"TERM": "xterm-kitty"}, "\x1b]99;"},
		{map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "\x1b]9;"},
		{map[string]string{"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "\x1b]9;"},
		{map[string]string{"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "\x1b]777;notify;attache;"},
		{map[string]string{"TERM": "xterm-256color", "WT_SESSION": "x"}, "\x1b]777;notify;attache;"},
		{map[string]string{"TERM": "foot"}, "\x1b]777;"},
		{map[string]string{"TERM": "foot-extra"}, "\x1b]777;"},
		{map[string]string{"TERM": "rxvt-unicode-256color"}, "\x1b]777;"},
		{map[string]string{"TERM": "xterm-256color"}, "\a"},
		{map[string]string{"TERM": "football"}, "\a"},
		{map[string]string{"TERM": "tmux-256color", "WT_SESSION": "x"}, "\a"},
		{map[string]string{"TERM": "xterm-kitty", "TMUX": "x"}, "\a"},
		{map[string]string{"TERM": "linux"}, ""},
	} {
		way := notify.In(func(name string) string { return c.env[name] })
		for _, e := range []notify.Event{notify.FileArrived, notify.ScanPassed} {
			if got := way.Sequence(e); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("%v: %q", c.env, got)
			}
		}
		if way != notify.Bell && c.want != "" && way.Sequence(notify.FileArrived) == way.Sequence(notify.ScanPassed) {
			t.Errorf("%v: both are told alike", c.env)
		}
	}
}
