package style

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Themes lists the names of the themes. Auto is dark or light, as the terminal's background is.
func Themes() []string { return []string{auto, dark, light, highContrast, colourBlind, sixteen} }

// palette returns the colours of a theme on a dark or light background.
func (s Scheme) palette(isDark bool, profile colorprofile.Profile) palette {
	isDark = s.isDark(isDark)
	if profile < colorprofile.ANSI256 || s.Name == sixteen {
		return sixteenColours(isDark)
	}
	p := usual(isDark)
	switch s.Name {
	case highContrast:
		p = contrasting(isDark)
	case colourBlind:
		p = safe(isDark)
	}
	if profile < colorprofile.TrueColor { // the nearest of the 256 would be a strong teal
		p.selection = lipgloss.LightDark(isDark)(lipgloss.Color("255"), lipgloss.Color("236"))
	}
	p.recolour(s.Colors)
	return p
}

// hues makes a palette of two colours each, for a light and a dark background.
func hues(isDark bool, pairs [12][2]string) palette {
	pick := lipgloss.LightDark(isDark)
	var all [len(pairs)]color.Color
	for i, hue := range pairs {
		all[i] = pick(lipgloss.Color(hue[0]), lipgloss.Color(hue[1]))
	}
	return palette{
		accent: all[0], good: all[1], warn: all[2], bad: all[3], odd: all[4], scan: all[5],
		dim: all[6], faint: all[7], rule: all[8], selection: all[9], badge: all[10], ground: all[11],
	}
}

func usual(isDark bool) palette {
	return hues(isDark, [12][2]string{
		{"#1d4ed8", "#7aa2f7"},
		{"#2f6a1f", "#9ece6a"},
		{"#845200", "#e0af68"},
		{"#b4232f", "#ff8095"},
		{"#6d2f96", "#bb9af7"},
		{"#0b627a", "#7dcfff"},
		{"#565c6a", "#a0a6cc"},
		{"#757b8b", "#757ca6"},
		{"#868c9c", "#6c6c6c"},
		{"#dbe4fb", "#26304f"},
		{"#ffffff", "#16181d"},
		{"#ffffff", "#1e1e1e"},
	})
}

func contrasting(isDark bool) palette {
	p := hues(isDark, [12][2]string{
		{"#0000a8", "#8ec8ff"},
		{"#004d00", "#7dff7d"},
		{"#5c3200", "#ffe14d"},
		{"#8b0000", "#ffb0b0"},
		{"#5f005f", "#ffb0ff"},
		{"#004a5c", "#7dffff"},
		{"#303030", "#d7d7d7"},
		{"#4e4e4e", "#b2b2b2"},
		{"#4e4e4e", "#b2b2b2"},
		{"#d7e3ff", "#00305a"},
		{"#ffffff", "#000000"},
		{"#ffffff", "#000000"},
	})
	p.text = lipgloss.LightDark(isDark)(lipgloss.Color("#000000"), lipgloss.Color("#ffffff"))
	return p
}

// safe are hues that people tell apart who see no red, no green or no blue: blue is good, yellow a
// warning, orange bad.
func safe(isDark bool) palette {
	p := usual(isDark)
	pick := lipgloss.LightDark(isDark)
	for to, hue := range map[*color.Color][2]string{
		&p.accent: {"#1d3fae", "#9ec9ff"},
		&p.good:   {"#0060a8", "#56b4e9"},
		&p.warn:   {"#7a5c00", "#f0e442"},
		&p.bad:    {"#701000", "#ff9a52"},
		&p.odd:    {"#8a3670", "#e6a3c8"},
		&p.scan:   {"#006048", "#3fd0a4"},
	} {
		*to = pick(lipgloss.Color(hue[0]), lipgloss.Color(hue[1]))
	}
	return p
}

// sixteenColours are the terminal's own, of which only those are used that can be read on every common
// palette; the cursor has no background.
func sixteenColours(isDark bool) palette {
	c, none := lipgloss.Color, lipgloss.NoColor{}
	if isDark {
		return palette{accent: c("14"), good: c("10"), warn: c("11"), bad: c("9"), odd: c("9"), scan: c("14"), dim: none, faint: c("8"), rule: c("8")}
	}
	return palette{accent: c("4"), good: none, warn: none, bad: c("1"), odd: c("1"), scan: c("4"), dim: none, faint: c("8"), rule: c("8")}
}
