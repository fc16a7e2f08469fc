package style

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model"
)

// Contrast that WCAG 2.2 wants at level AA: of texts, and of what is drawn.
const textContrast, drawnContrast = 4.5, 3.0

// CheckColoring fails with a problem of a role or a colour that is none.
func CheckColoring(c model.Coloring) error {
	const short, long = len("#abc"), len("#aabbcc")
	hex := strings.HasPrefix(c.Color, "#") && (len(c.Color) == short || len(c.Color) == long) && lipgloss.Color(c.Color) != lipgloss.NoColor{}
	switch {
	case !slices.Contains(Roles(), c.Role):
		return model.NewInputProblem(c.Input, model.FaultChoice, model.Shown(c.Role)+"; "+strings.Join(Roles(), ", "))
	case !hex:
		return model.NewInputProblem(c.Input, model.FaultUnreadable, model.Shown(c.Color)+" is no colour like #7aa2f7")
	}
	return nil
}

// Check fails with a problem of a colour of the user's own that cannot be read on the background it is
// for.
func (s Scheme) Check() error {
	if len(s.Colors) == 0 {
		return nil
	}
	p := s.palette(true, colorprofile.TrueColor)
	for _, pair := range p.pairs() {
		own := slices.IndexFunc(s.Colors, func(c model.Coloring) bool { return c.Role == pair.fore })
		if own < 0 {
			own = slices.IndexFunc(s.Colors, func(c model.Coloring) bool { return c.Role == pair.back })
		}
		if got := contrastRatio(pair.of, pair.on); own >= 0 && got < pair.least {
			return model.NewInputProblem(s.Colors[own].Input, model.FaultUnreadable,
				fmt.Sprintf("%s on %s has a contrast of %.1f, and %.1f is needed", pair.fore, pair.back, got, pair.least))
		}
	}
	return nil
}

// pair is a colour on another as the screen has them.
type pair struct {
	fore, back string
	of, on     color.Color
	least      float64
}

// pairs lists all of a palette.
func (p *palette) pairs() []pair {
	var all []pair
	for _, r := range p.roles() {
		least := textContrast
		switch r.name {
		case "selection", "background":
			continue
		case "badge":
			all = append(all, pair{r.name, "warn", p.badge, p.warn, least})
			continue
		case "faint", "rule":
			least = drawnContrast
		}
		of := *r.color
		if of == nil { // the terminal's own text, as most have it
			of = lipgloss.LightDark(luminance(p.ground) < middle)(lipgloss.Color("#333333"), lipgloss.Color("#d0d0d0"))
		}
		all = append(all, pair{r.name, "background", of, p.ground, least})
		if r.name != "rule" { // none is on the selected row
			all = append(all, pair{r.name, "selection", of, p.selection, least})
		}
	}
	return all
}

// contrastRatio is that of WCAG, from 1 to 21.
func contrastRatio(a, b color.Color) float64 {
	l, d := luminance(a), luminance(b)
	return (max(l, d) + 0.05) / (min(l, d) + 0.05)
}
