package style

import (
	"strings"

	"attache/model"
)

// Glyphs are the signs of the screen. None is ever wider than one cell: the circles and blocks are
// narrow outside East Asian locales, and those, like terminals without UTF-8, get the plain set.
type Glyphs struct {
	ASCII                    bool // nothing else is drawn
	State                    map[model.State]string
	Spin                     []string
	Bar, Full, Empty         string
	Rule, Divider, Tee, Cap  string
	Cut, None, Dot, Selected string
	OK, Warn, Bad, Up, Down  string
	Left, Right              string
	Arrived, Copied, Dead    string
}

// Fancy are the signs of terminals with Unicode.
func Fancy() Glyphs {
	return Glyphs{
		State: map[model.State]string{
			model.StateNoLink: "·", model.StateQueued: "…", model.StateAsking: "|", model.StateLive: "●",
			model.StateSoon: "◐", model.StateExpired: "○", model.StateRetrying: "~", model.StateScanning: "?",
			model.StateRejected: "⊗", model.StateDenied: "⊘", model.StateFailed: "✗", model.StateSaving: "↓",
			model.StateStopped: "⇣", model.StateSaved: "✓", model.StateNoURL: "∅",
		},
		Spin: []string{"|", "/", "-", "\\"},
		Bar:  "▌", Full: "▰", Empty: "▱",
		Rule: "─", Divider: "│", Tee: "┬", Cap: "┴",
		Cut: "…", None: "—", Dot: "·", Selected: "*",
		OK: "✓", Warn: "!", Bad: "✗", Up: "↑", Down: "↓", Left: "←", Right: "→",
		Arrived: "✦", Copied: "❐", Dead: "☒",
	}
}

// Plain are the signs of all others.
func Plain() Glyphs {
	return Glyphs{
		ASCII: true,
		State: map[model.State]string{
			model.StateNoLink: ".", model.StateQueued: ":", model.StateAsking: "|", model.StateLive: "*",
			model.StateSoon: "!", model.StateExpired: "x", model.StateRetrying: "~", model.StateScanning: "?",
			model.StateRejected: "%", model.StateDenied: "#", model.StateFailed: "X", model.StateSaving: "v",
			model.StateStopped: "p", model.StateSaved: "=", model.StateNoURL: "0",
		},
		Spin: []string{"|", "/", "-", "\\"},
		Bar:  ">", Full: "#", Empty: "-",
		Rule: "-", Divider: "|", Tee: "-", Cap: "-",
		Cut: "~", None: "-", Dot: "-", Selected: "+",
		OK: "=", Warn: "!", Bad: "X", Up: "^", Down: "v", Left: "<", Right: ">",
		Arrived: "N", Copied: "c", Dead: "x",
	}
}

// WantsASCII reports whether the fancy set is ruled out: by the fonts of Linux's console, which lack most of it, or
// by the locale: no UTF-8, or one in which terminals draw the circles two cells wide.
func WantsASCII(getenv func(string) string) bool {
	if getenv("TERM") == "linux" {
		return true
	}
	locale := getenv("LC_ALL")
	if locale == "" {
		locale = getenv("LC_CTYPE")
	}
	if locale == "" {
		locale = getenv("LANG")
	}
	if locale == "" {
		return false
	}
	l := strings.ToLower(locale)
	if !strings.Contains(l, "utf-8") && !strings.Contains(l, "utf8") {
		return true
	}
	return strings.HasPrefix(l, "ja") || strings.HasPrefix(l, "zh") || strings.HasPrefix(l, "ko")
}
