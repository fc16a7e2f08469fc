package ui

import (
	"strings"

	"attache/model"
)

// glyphs are the signs of the screen. None is ever wider than one cell: the circles and blocks are
// narrow outside East Asian locales, and those, like terminals without UTF-8, get the plain set.
type glyphs struct {
	sign                    map[model.State]string
	spin                    []string
	bar, full, empty        string
	rule, post, tee, cap    string
	cut, none, dot, mark    string
	ok, warn, bad, up, down string
	fresh, copied           string
}

func fancyGlyphs() glyphs {
	return glyphs{
		sign: map[model.State]string{
			model.StateNoLink: "·", model.StateQueued: "…", model.StateAsking: "|", model.StateLive: "●",
			model.StateSoon: "◐", model.StateExpired: "○", model.StateRetrying: "~", model.StateScanning: "?",
			model.StateRejected: "⊗", model.StateDenied: "⊘", model.StateFailed: "✗", model.StateSaving: "↓",
			model.StateStopped: "⇣", model.StateSaved: "✓", model.StateNoURL: "∅",
		},
		spin: []string{"|", "/", "-", "\\"},
		bar:  "▌", full: "▰", empty: "▱",
		rule: "─", post: "│", tee: "┬", cap: "┴",
		cut: "…", none: "—", dot: "·", mark: "*",
		ok: "✓", warn: "!", bad: "✗", up: "↑", down: "↓",
		fresh: "✦", copied: "❐",
	}
}

func asciiGlyphs() glyphs {
	return glyphs{
		sign: map[model.State]string{
			model.StateNoLink: ".", model.StateQueued: ":", model.StateAsking: "|", model.StateLive: "*",
			model.StateSoon: "!", model.StateExpired: "x", model.StateRetrying: "~", model.StateScanning: "?",
			model.StateRejected: "%", model.StateDenied: "#", model.StateFailed: "X", model.StateSaving: "v",
			model.StateStopped: "p", model.StateSaved: "=", model.StateNoURL: "0",
		},
		spin: []string{"|", "/", "-", "\\"},
		bar:  ">", full: "#", empty: "-",
		rule: "-", post: "|", tee: "-", cap: "-",
		cut: "~", none: "-", dot: "-", mark: "+",
		ok: "=", warn: "!", bad: "X", up: "^", down: "v",
		fresh: "N", copied: "c",
	}
}

// own puts a text of the program into the glyphs of the screen: where only ASCII is drawn, arrows and
// dots of key names and technical lines become words and dashes.
func (m *Model) own(s string) string {
	if !m.ascii {
		return s
	}
	return strings.NewReplacer("↑", "up", "↓", "down", "×", "x", "·", m.gl.dot, "…", m.gl.cut, "—", m.gl.none).Replace(s)
}

// asciiWanted reports whether the locale rules out the fancy set: no UTF-8, or a locale in which
// terminals draw the circles two cells wide.
func asciiWanted(getenv func(string) string) bool {
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
