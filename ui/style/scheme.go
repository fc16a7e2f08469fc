package style

import (
	"slices"
	"strings"

	"attache/model"
)

// The themes.
const auto, dark, light, highContrast, colourBlind, sixteen = "auto", "dark", "light", "high-contrast", "colour-blind", "16"

// Scheme is which colours are wanted.
type Scheme struct {
	Name   string // one of Themes; empty: auto
	Colors []model.Coloring
}

// Roles lists the names of what can have a colour of its own.
func Roles() []string {
	var names []string
	for _, r := range new(palette).roles() {
		names = append(names, r.name)
	}
	return names
}

// LightByEnv reports whether a variable says that the terminal's background is light: what is drawn before
// the terminal has answered, or where it never does.
func LightByEnv(getenv func(string) string) bool {
	colours := strings.Split(getenv("COLORFGBG"), ";")
	return len(colours) > 1 && slices.Contains([]string{"7", "15"}, colours[len(colours)-1])
}

// isDark reports whether the theme is for a dark background, where the terminal has such a one or not.
// Who gives colours of their own says so by the background that they are for.
func (s Scheme) isDark(terminal bool) bool {
	switch s.Name {
	case dark:
		return true
	case light:
		return false
	}
	own := palette{}
	own.recolour(s.Colors)
	if own.ground != nil {
		return luminance(own.ground) < middle
	}
	return terminal || len(s.Colors) > 0
}
