// Package notify has the terminal tell the desktop what happened. The sentences are fixed: no word of a chat is in
// any of them.
package notify

import "strings"

// Way is how the terminal at hand is told.
type Way int

// The ways.
const (
	Bell    Way = iota // the terminal shows no notifications, as far as is known
	ITerm              // OSC 9
	Urxvt              // OSC 777
	Kitty              // OSC 99
	nothing            // a console has no desktop
)

// Event is what is told.
type Event int

// The events.
const (
	FileArrived Event = iota
	ScanPassed
)

// In returns the way of the terminal that the environment names.
func In(getenv func(string) string) Way {
	term, program := getenv("TERM"), getenv("TERM_PROGRAM")
	begins := func(names ...string) bool {
		for _, name := range names {
			if term == name || strings.HasPrefix(term, name+"-") {
				return true
			}
		}
		return false
	}
	switch {
	case getenv("TMUX") != "" || getenv("STY") != "" || getenv("ZELLIJ") != "" || begins("screen", "tmux"):
		return Bell
	case begins("dumb", "linux"):
		return nothing
	case getenv("KITTY_WINDOW_ID") != "" || begins("xterm-kitty"):
		return Kitty
	case program == "iTerm.app" || getenv("LC_TERMINAL") == "iTerm2":
		return ITerm
	case program == "WezTerm" || program == "ghostty" || getenv("WT_SESSION") != "" || begins("foot", "rxvt-unicode", "xterm-ghostty", "wezterm", "contour"):
		return Urxvt // of Windows Terminal, whose older versions take no notice
	}
	return Bell
}

// Sequence is what the terminal is sent.
func (w Way) Sequence(e Event) string {
	text := "A file has arrived in the chat."
	if e == ScanPassed {
		text = "A file has passed its scan."
	}
	switch w {
	case ITerm:
		return "\x1b]9;attache: " + text + "\a"
	case Urxvt:
		return "\x1b]777;notify;attache;" + text + "\x1b\\"
	case Kitty:
		return "\x1b]99;o=unfocused;attache: " + text + "\x1b\\"
	case Bell:
		return "\a"
	case nothing:
	}
	return ""
}
