package ui

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// ink is a style reduced to what it writes before and after a text. Lip Gloss measures, wraps and
// pads whatever it renders; a frame holds hundreds of short texts that are padded already.
type ink struct{ on, off string }

func newInk(s lipgloss.Style) ink {
	on, off, _ := strings.Cut(s.Render("\x00"), "\x00")
	return ink{on, off}
}

func (k ink) paint(s string) string {
	if s == "" || k.on == "" {
		return s
	}
	return k.on + s + k.off
}

// inks are the roles a text can have. Colour only repeats what sign, word and place say already.
type inks struct {
	plain, dim, faint, strong, brand, key  ink
	live, soon, work, wait, bad, scan, odd ink
}

// styles are all inks of the screen, for one background and one number of colours. row is used on
// ordinary rows, selected on the row under the cursor.
type styles struct {
	row, selected inks
	badge         ink
	rule          ink
}

// tones are the colours of a palette.
type tones struct {
	blue, green, amber, red, magenta, cyan, dim, faint, rule, back, badgeText color.Color
}

// newStyles makes the styles for a dark or light background. With 16 colours or fewer the terminal's
// own palette is used, which its user chose to be readable, and the cursor shows without a background.
func newStyles(dark bool, profile colorprofile.Profile) styles {
	t := richTones(dark)
	switch {
	case profile < colorprofile.ANSI256:
		t = plainTones()
	case profile < colorprofile.TrueColor: // the nearest of the 256 would be a strong teal
		t.back = lipgloss.LightDark(dark)(lipgloss.Color("254"), lipgloss.Color("237"))
	}
	s := styles{
		row:      newInks(t, lipgloss.NewStyle()),
		selected: newInks(t, lipgloss.NewStyle().Bold(true)),
		badge:    newInk(lipgloss.NewStyle().Bold(true).Reverse(true)),
		rule:     newInk(lipgloss.NewStyle().Foreground(t.rule)),
	}
	if t.back != nil {
		s.selected = newInks(t, lipgloss.NewStyle().Background(t.back))
		s.badge = newInk(lipgloss.NewStyle().Bold(true).Foreground(t.badgeText).Background(t.amber))
	}
	return s
}

func newInks(t tones, base lipgloss.Style) inks {
	fg := base.Foreground
	return inks{
		plain:  newInk(base),
		dim:    newInk(fg(t.dim)),
		faint:  newInk(fg(t.faint)),
		strong: newInk(base.Bold(true)),
		brand:  newInk(fg(t.blue).Bold(true)),
		key:    newInk(fg(t.blue).Bold(true)),
		live:   newInk(fg(t.green)),
		soon:   newInk(fg(t.amber).Bold(true)),
		work:   newInk(fg(t.blue)),
		wait:   newInk(fg(t.amber)),
		bad:    newInk(fg(t.red)),
		scan:   newInk(fg(t.cyan)),
		odd:    newInk(fg(t.magenta)),
	}
}

func richTones(dark bool) tones {
	pick := lipgloss.LightDark(dark)
	c := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	return tones{
		blue:      c("#1d4ed8", "#7aa2f7"),
		green:     c("#2f6f1f", "#9ece6a"),
		amber:     c("#8f5a00", "#e0af68"),
		red:       c("#b4232f", "#f7768e"),
		magenta:   c("#7c3aa6", "#bb9af7"),
		cyan:      c("#0b6b85", "#7dcfff"),
		dim:       c("#5c6270", "#858bb0"),
		faint:     c("#b3b8c6", "#454b6e"),
		rule:      c("#c4c9d6", "#3b4261"),
		back:      c("#dbe4fb", "#283457"),
		badgeText: c("#ffffff", "#16181d"),
	}
}

func plainTones() tones {
	c := lipgloss.Color
	return tones{
		blue: c("4"), green: c("2"), amber: c("3"), red: c("1"), magenta: c("5"), cyan: c("6"),
		dim: lipgloss.NoColor{}, faint: c("8"), rule: c("8"),
	}
}
