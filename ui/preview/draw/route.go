// Package draw puts pictures on the terminal at hand: as half blocks, which are text, or in the terminal's own
// way where it says that it has one.
package draw

import (
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Route is a way to draw a picture.
type Route int

// The routes.
const (
	Off    Route = iota // no pictures
	Ramp                // letters and signs from dark to light
	Blocks              // half blocks in colours, two pixels a cell
	Kitty               // kitty's protocol, placed by characters that the renderer draws
	Sixel               // after each frame that needs it
)

// Protocols are what a person may ask for.
func Protocols() []string { return []string{"auto", "blocks", "kitty", "sixel", "off"} }

// Terminal is what is known of a terminal. What it has not answered yet stays empty: nothing waits for it.
type Terminal struct {
	Protocol string // one of Protocols; empty: auto
	ASCII    bool
	Profile  colorprofile.Profile
	Env      []string // NAME=VALUE each

	attributes []int // what it answered about its device; 4 is sixel
	kitty      bool  // it answered that it takes kitty's pictures
}

// sixelAttribute is what a terminal with sixel names among its device attributes.
const sixelAttribute = 4

// Route chooses the way, and says why.
func (t *Terminal) Route() (Route, string) {
	colours := t.Profile >= colorprofile.ANSI
	switch {
	case t.Protocol == "off":
		return Off, "off, as --images says"
	case t.ASCII:
		return Ramp, "letters, as --ascii says"
	case !colours:
		return Ramp, "letters: there are no colours"
	case t.Protocol == "blocks":
		return Blocks, "half blocks, as --images says"
	case t.Protocol == "sixel":
		return Sixel, "sixel, as --images says"
	case t.Protocol == "kitty" && t.Profile < colorprofile.TrueColor:
		return Blocks, "half blocks: kitty's pictures need 16 million colours"
	case t.Protocol == "kitty":
		return Kitty, "kitty's protocol, as --images says"
	case t.multiplexed():
		return Blocks, "half blocks: a multiplexer does not pass pictures on"
	case t.likeKitty() && t.kitty && t.Profile >= colorprofile.TrueColor:
		return Kitty, "kitty's protocol: the terminal says so"
	case slices.Contains(t.attributes, sixelAttribute):
		return Sixel, "sixel: the terminal says so"
	}
	return Blocks, "half blocks"
}

// Guess says which way it will be where the terminal is not asked.
func (t *Terminal) Guess() string {
	route, why := t.Route()
	if route != Blocks || t.multiplexed() || t.Protocol == "blocks" || t.Protocol == "kitty" {
		return why
	}
	if t.likeKitty() {
		return "kitty's protocol, when the terminal confirms it; else half blocks"
	}
	return "sixel, when the terminal names it (it is asked then); else half blocks"
}

// question is what the terminal is asked: what it can, where that decides, and how large its cells are. It may
// leave all of it unanswered.
func (t *Terminal) question() string {
	size := ansi.WindowOp(16) // asks how many pixels a cell has
	switch route, _ := t.Route(); {
	case route == Off || route == Ramp:
		return ""
	case t.Protocol == "blocks" || t.multiplexed() && route == Blocks, route != Blocks:
		return size
	case t.likeKitty():
		return kittyQuery() + ansi.RequestPrimaryDeviceAttributes + size
	}
	return ansi.RequestPrimaryDeviceAttributes + size
}

// few reports whether there are only 16 colours.
func (t *Terminal) few() bool { return t.Profile < colorprofile.ANSI256 }

func (t *Terminal) multiplexed() bool {
	term := t.get("TERM")
	return t.get("TMUX") != "" || t.get("STY") != "" || t.get("ZELLIJ") != "" || strings.HasPrefix(term, "screen") || strings.HasPrefix(term, "tmux")
}

// likeKitty tells the terminals that are known to draw kitty's placeholders.
func (t *Terminal) likeKitty() bool {
	term := t.get("TERM")
	return t.get("KITTY_WINDOW_ID") != "" || term == "xterm-kitty" || term == "xterm-ghostty" || t.get("TERM_PROGRAM") == "ghostty"
}

func (t *Terminal) get(name string) string {
	for _, e := range t.Env {
		if value, ok := strings.CutPrefix(e, name+"="); ok {
			return value
		}
	}
	return ""
}
