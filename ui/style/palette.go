package style

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// palette are the colours of a theme.
type palette struct {
	blue, green, amber, red, magenta, cyan, dim, faint, rule, back, badgeText color.Color
}

// newPalette returns the colours for a dark or light background. With 16 colours or fewer the
// terminal's own are used, which its user chose to be readable, and the cursor has no background.
func newPalette(dark bool, profile colorprofile.Profile) palette {
	p := richPalette(dark)
	switch {
	case profile < colorprofile.ANSI256:
		return plainPalette()
	case profile < colorprofile.TrueColor: // the nearest of the 256 would be a strong teal
		p.back = lipgloss.LightDark(dark)(lipgloss.Color("254"), lipgloss.Color("237"))
	}
	return p
}

func richPalette(dark bool) palette {
	pick := lipgloss.LightDark(dark)
	c := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	return palette{
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

func plainPalette() palette {
	c := lipgloss.Color
	return palette{
		blue: c("4"), green: c("2"), amber: c("3"), red: c("1"), magenta: c("5"), cyan: c("6"),
		dim: lipgloss.NoColor{}, faint: c("8"), rule: c("8"),
	}
}

// Themes lists the names of the themes. Auto is dark or light, as the terminal's background is.
func Themes() []string {
	return []string{"auto", "dark", "light", "high-contrast", "colour-blind", "16"}
}
