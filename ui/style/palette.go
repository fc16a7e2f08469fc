package style

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/lucasb-eyer/go-colorful"

	"attache/model"
)

// palette are the colours of a theme. ground is the background that it is made for, which is never drawn;
// text is nil where it is the terminal's own.
type palette struct {
	accent, good, warn, bad, odd, scan, dim, faint, rule, selection, badge, text, ground color.Color
}

// role is one of a palette's colours, by the name that its user gives it.
type role struct {
	name  string
	color *color.Color
}

func (p *palette) roles() []role {
	return []role{
		{"accent", &p.accent},
		{"good", &p.good},
		{"warn", &p.warn},
		{"bad", &p.bad},
		{"odd", &p.odd},
		{"scan", &p.scan},
		{"dim", &p.dim},
		{"text", &p.text},
		{"faint", &p.faint},
		{"rule", &p.rule},
		{"selection", &p.selection},
		{"badge", &p.badge},
		{"background", &p.ground},
	}
}

// recolour takes over colours of the user's own.
func (p *palette) recolour(own []model.Coloring) {
	for _, c := range own {
		for _, r := range p.roles() {
			if r.name == c.Role {
				*r.color = lipgloss.Color(c.Color)
			}
		}
	}
}

// middle is the luminance that is as far from black as from white.
const middle = 0.179

func luminance(c color.Color) float64 {
	opaque, _ := colorful.MakeColor(c) // as all colours here are
	r, g, b := opaque.LinearRgb()
	return 0.2126*r + 0.7152*g + 0.0722*b
}
