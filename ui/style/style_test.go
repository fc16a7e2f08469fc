package style

import (
	"image/color"
	"math"
	"strconv"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/lucasb-eyer/go-colorful"

	"attache/model"
)

// everyPalette visits those that have colours of their own.
func everyPalette(visit func(name string, p palette)) {
	for _, theme := range Themes() {
		for _, isDark := range []bool{true, false} {
			for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
				if theme == sixteen {
					continue
				}
				p := Scheme{Name: theme}.palette(isDark, profile)
				for _, r := range p.roles() {
					if *r.color != nil && r.name != "background" {
						*r.color = profile.Convert(*r.color)
					}
				}
				visit(theme+map[bool]string{true: " on dark, ", false: " on light, "}[isDark]+profile.String(), p)
			}
		}
	}
}

func TestEveryColourCanBeReadOnEveryBackgroundThatItStandsOn(t *testing.T) {
	n := 0
	everyPalette(func(name string, p palette) {
		for _, pair := range p.pairs() {
			n++
			if got := contrastRatio(pair.of, pair.on); got < pair.least {
				t.Errorf("%s: %s on %s: %.2f", name, pair.fore, pair.back, got)
			}
		}
	})
	if n < 300 {
		t.Errorf("%d pairs", n)
	}
}

func TestHighContrastIsThatOfAAA(t *testing.T) {
	for _, isDark := range []bool{true, false} {
		p := contrasting(isDark)
		for _, pair := range p.pairs() {
			if got, least := contrastRatio(pair.of, pair.on), pair.least+2.5; got < min(least, 7) {
				t.Errorf("dark %v: %s on %s: %.2f", isDark, pair.fore, pair.back, got)
			}
		}
	}
}

// TestTheSixteenColoursCanBeRead uses what common terminals take for them: xterm, VGA and Windows.
func TestTheSixteenColoursCanBeRead(t *testing.T) {
	for name, all := range map[string]string{
		"xterm":   "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
		"vga":     "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
		"windows": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
	} {
		hex := strings.Fields(all)
		for _, isDark := range []bool{true, false} {
			p := sixteenColours(isDark)
			ground, _ := colorful.Hex("#" + hex[map[bool]int{true: 0, false: 15}[isDark]])
			for _, r := range p.roles() {
				index, ok := (*r.color).(interface{ RGBA() (r, g, b, a uint32) })
				if !ok || r.name == "faint" || r.name == "rule" { // what they draw is drawn for the eye alone
					continue
				}
				for i := range hex {
					c, _ := colorful.Hex("#" + hex[i])
					if isIndex(*r.color, i) && contrastRatio(c, ground) < textContrast {
						t.Errorf("%s, dark %v: %s is %v: %.2f", name, isDark, r.name, index, contrastRatio(c, ground))
					}
				}
			}
		}
	}
}

// TestColourBlindPeopleTellGoodFromBad simulates each kind of colour blindness (Machado and others, 2009).
func TestColourBlindPeopleTellGoodFromBad(t *testing.T) {
	const apart = 0.15 // in CIE Lab, of which white and black are 1 apart
	for kind, m := range map[string][9]float64{
		"no red":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
		"no green": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
		"no blue":  {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
	} {
		for _, isDark := range []bool{true, false} {
			p := safe(isDark)
			var seen []colorful.Color
			for _, c := range []any{p.good, p.warn, p.bad} {
				opaque, _ := colorful.MakeColor(c.(interface{ RGBA() (r, g, b, a uint32) }))
				r, g, b := opaque.LinearRgb()
				seen = append(seen, colorful.LinearRgb(m[0]*r+m[1]*g+m[2]*b, m[3]*r+m[4]*g+m[5]*b, m[6]*r+m[7]*g+m[8]*b).Clamped())
			}
			for i, a := range seen {
				for j, b := range seen[:i] {
					if d := a.DistanceLab(b); d < apart {
						t.Errorf("%s, dark %v: %d and %d are %.2f apart", kind, isDark, i, j, d)
					}
				}
			}
		}
	}
}

func TestContrastIsThatOfWCAG(t *testing.T) {
	for pair, want := range map[[2]string]float64{{"#000000", "#ffffff"}: 21, {"#767676", "#ffffff"}: 4.54, {"#ff0000", "#ffffff"}: 4.0, {"#123456", "#123456"}: 1} {
		a, _ := colorful.Hex(pair[0])
		b, _ := colorful.Hex(pair[1])
		if got := contrastRatio(a, b); math.Abs(got-want) > 0.01 {
			t.Errorf("%v: %.3f", pair, got)
		}
	}
}

func TestAThemeOfOnesOwnIsChecked(t *testing.T) {
	for _, c := range []struct {
		theme string
		own   string
		want  string // in the problem; empty: none
	}{
		{"", "accent=#7aa2f7", ""},
		{"", "accent=#abc text=#ffffff background=#101010", ""},
		{"", "background=#fdf6e3", ""},
		{"light", "accent=#1d4ed8", ""},
		{"light", "accent=#7aa2f7", "accent on background has a contrast of 2.5, and 4.5 is needed"},
		{"", "warn=#333", "warn on background"},
		{"", "selection=#9ece6a", "on selection"},
		{"", "badge=#e0af68", "badge on warn"},
		{"", "acent=#7aa2f7", "acent; accent, good,"},
		{"", "accent=blue", "is no colour like"},
		{"", "accent=#7aa2fg", "is no colour like"},
		{"", "accent=12", "is no colour like"},
	} {
		s := Scheme{Name: c.theme}
		for i, one := range strings.Fields(c.own) {
			role, color, _ := strings.Cut(one, "=")
			s.Colors = append(s.Colors, model.Coloring{Role: role, Color: color, Input: "colors in f:" + string(rune('1'+i))})
		}
		err := CheckColoring(s.Colors[0])
		if err == nil {
			err = s.Check()
		}
		switch p := model.AsProblem(err); {
		case c.want == "" && err == nil:
		case c.want == "" || err == nil:
			t.Errorf("%s %s: %v", c.theme, c.own, err)
		case !strings.Contains(p.Detail, c.want) || p.Op != "colors in f:1":
			t.Errorf("%s %s: %+v", c.theme, c.own, p)
		}
	}
}

func TestColoursOfOnesOwnAreDrawn(t *testing.T) {
	var th Theme
	th.SetColors(Scheme{Colors: []model.Coloring{{Role: "accent", Color: "#123abc"}}}, true, colorprofile.TrueColor)
	if got := th.Work.Render("x"); !strings.Contains(got, "38;2;18;58;188") {
		t.Errorf("%q", got)
	}
	th.SetColors(Scheme{Name: sixteen}, true, colorprofile.TrueColor)
	if got := th.Work.Render("x") + th.Selected.Plain.Render("x") + th.Bad.Render("x"); strings.Contains(got, "38;") || strings.Contains(got, "48;") {
		t.Errorf("%q", got)
	}
}

func isIndex(c any, i int) bool {
	type basic interface{ RGBA() (r, g, b, a uint32) }
	got, ok := c.(basic)
	want := colorprofile.ANSI.Convert(sixteenth(i))
	return ok && got == want
}

func sixteenth(i int) color.Color { return lipgloss.Color(strconv.Itoa(i)) }

func TestSignsThatATerminalLacksAreNotDrawn(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{}, false},
		{map[string]string{"TERM": "xterm-256color", "LANG": "C.UTF-8"}, false},
		{map[string]string{"TERM": "linux", "LANG": "C.UTF-8"}, true},
		{map[string]string{"LANG": "POSIX"}, true},
		{map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, true},
		{map[string]string{"LANG": "en_US.UTF-8", "LC_CTYPE": "ja_JP.UTF-8"}, true},
	} {
		if got := WantsASCII(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: %v", c.env, got)
		}
	}
}
