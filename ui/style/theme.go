package style

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/ui/cells"
)

// Theme is all that drawing needs to know of the terminal at hand: how texts are measured, the signs
// it has, and the styles of its colours.
type Theme struct {
	cells.Ruler
	Styles // of ordinary rows and all other texts

	Glyphs   Glyphs
	Selected Styles // of the row under the cursor
	Badge    Style
	Rule     Style
}

// SetColors makes the styles of a scheme for a dark or light background and the number of colours.
func (t *Theme) SetColors(s Scheme, isDark bool, profile colorprofile.Profile) {
	p := s.palette(isDark, profile)
	t.Styles = newStyles(p, lipgloss.NewStyle())
	t.Rule = newStyle(lipgloss.NewStyle().Foreground(p.rule))
	if p.selection == nil {
		t.Selected = newStyles(p, lipgloss.NewStyle().Bold(true))
		t.Badge = newStyle(lipgloss.NewStyle().Bold(true).Reverse(true))
		return
	}
	t.Selected = newStyles(p, lipgloss.NewStyle().Background(p.selection))
	t.Badge = newStyle(lipgloss.NewStyle().Bold(true).Foreground(p.badge).Background(p.warn))
}

// Divider is a rule of n cells, not styled yet.
func (t *Theme) Divider(n int) string { return strings.Repeat(t.Glyphs.Rule, max(n, 0)) }

// Own puts a text of the program into the signs of the screen: where only ASCII is drawn, arrows and
// dots of key names and technical lines become words and dashes.
func (t *Theme) Own(s string) string {
	if !t.Glyphs.ASCII {
		return s
	}
	return strings.NewReplacer("↑", "up", "↓", "down", "×", "x", "·", t.Glyphs.Dot, "…", t.Glyphs.Cut, "—", t.Glyphs.None).Replace(s)
}
