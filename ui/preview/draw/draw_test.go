package draw

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/mattn/go-sixel"

	"attache/ui/preview"
)

// noise is a picture with everything in it.
func noise(w, h int) *preview.Picture {
	r := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	p := &preview.Picture{Box: preview.Box{W: w, H: h}, RGB: make([]byte, 3*w*h)}
	for i := range p.RGB {
		p.RGB[i] = byte(r.Uint32())
	}
	return p
}

func painter(profile colorprofile.Profile, protocol string) *Painter {
	return New(Terminal{Protocol: protocol, Profile: profile})
}

// reference scales as the words say: the average of what a new pixel covers, in floating point.
func reference(p *preview.Picture, w, h int) []float64 {
	out := make([]float64, 3*w*h)
	for y := range h {
		for x := range w {
			x0, x1 := float64(x)*float64(p.W)/float64(w), float64(x+1)*float64(p.W)/float64(w)
			y0, y1 := float64(y)*float64(p.H)/float64(h), float64(y+1)*float64(p.H)/float64(h)
			for sy := int(y0); sy < p.H && float64(sy) < y1; sy++ {
				for sx := int(x0); sx < p.W && float64(sx) < x1; sx++ {
					part := (math.Min(x1, float64(sx+1)) - math.Max(x0, float64(sx))) * (math.Min(y1, float64(sy+1)) - math.Max(y0, float64(sy)))
					for c := range 3 {
						out[3*(y*w+x)+c] += part * float64(p.RGB[3*(sy*p.W+sx)+c]) / ((x1 - x0) * (y1 - y0))
					}
				}
			}
		}
	}
	return out
}

// pixels reads half blocks back.
func pixels(t *testing.T, lines []string) [][][3]int {
	t.Helper()
	var rows [][][3]int
	sgr := regexp.MustCompile(`^\x1b\[([0-9;]*)m`)
	for _, line := range lines {
		var top, bottom [][3]int
		var fg, bg [3]int
		lower := false
		for line != "" {
			if m := sgr.FindStringSubmatch(line); m != nil {
				line = line[len(m[0]):]
				var n [10]int
				for i, s := range strings.Split(m[1], ";") {
					n[i], _ = strconv.Atoi(s)
				}
				fg, lower = [3]int(n[2:5]), n[5] == 48
				bg = [3]int(n[7:10])
				continue
			}
			if !strings.HasPrefix(line, half) {
				t.Fatalf("what is %q?", line)
			}
			line = line[len(half):]
			if top = append(top, fg); lower {
				bottom = append(bottom, bg)
			}
		}
		if rows = append(rows, top); len(bottom) > 0 {
			rows = append(rows, bottom)
		}
	}
	return rows
}

func TestHalfBlocksAreTheReferenceScalingPixelForPixel(t *testing.T) {
	t.Parallel()
	for _, size := range []struct{ w, h, cols, rows, atW, atH int }{
		{40, 30, 80, 24, 40, 30},
		{40, 31, 80, 24, 40, 31},
		{400, 300, 20, 24, 20, 15},
		{100, 300, 80, 10, 7, 20},
		{1, 1, 5, 5, 1, 1},
		{3, 500, 9, 2, 1, 4},
		{500, 3, 9, 2, 9, 1},
		{97, 89, 31, 17, 31, 28},
	} {
		p := noise(size.w, size.h)
		got := pixels(t, painter(colorprofile.TrueColor, "").Lines(p, size.cols, size.rows))
		want := reference(p, size.atW, size.atH)
		if len(got) != size.atH || len(got[0]) != size.atW {
			t.Errorf("%+v: %d x %d", size, len(got[0]), len(got))
			continue
		}
		for y, row := range got {
			for x, pixel := range row {
				for c, v := range pixel {
					if math.Abs(float64(v)-want[3*(y*size.atW+x)+c]) > 0.501 {
						t.Fatalf("%+v: at %d, %d: %v, want %v", size, x, y, pixel, want[3*(y*size.atW+x):][:3])
					}
				}
			}
		}
	}
}

func TestAPictureKeepsItsShapeInCellsOfEveryShape(t *testing.T) {
	t.Parallel()
	for _, c := range []cell{{8, 16}, {10, 20}, {9, 20}, {7, 15}, {10, 18}} {
		for _, protocol := range []string{"blocks", "sixel", "kitty"} {
			p := painter(colorprofile.TrueColor, protocol)
			p.cell = c
			box := p.Box(60, 40)
			side := min(box.W, box.H)
			lines := p.Lines(noise(side, side), 60, 40)
			w, h := ansi.StringWidth(lines[0])*c.w, len(lines)*c.h
			if len(lines) > 40 || math.Abs(float64(w-h)) > float64(c.h+c.w) {
				t.Errorf("%s in cells of %v: a square of %d is %d x %d pixels in %d lines", protocol, c, side, w, h, len(lines))
			}
		}
	}
}

func TestNoPictureIsWiderOrHigherThanItsPlace(t *testing.T) {
	t.Parallel()
	for _, protocol := range Protocols() {
		for _, profile := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI, colorprofile.ASCII} {
			p := painter(profile, protocol)
			for range 60 {
				w, h := rand.IntN(40), rand.IntN(20)
				c := noise(1+rand.IntN(200), 1+rand.IntN(200))
				if rand.IntN(2) == 0 {
					if box := p.Box(w, h); box.W > 0 {
						c = noise(1+rand.IntN(box.W), 1+rand.IntN(box.H))
					}
				}
				lines := p.Lines(c, w, h)
				if len(lines) > h {
					t.Fatalf("%s: %d lines of %d", protocol, len(lines), h)
				}
				for _, l := range lines {
					if n := ansi.StringWidth(l); n > w {
						t.Fatalf("%s: %d cells of %d for %v", protocol, n, w, c.Box)
					}
				}
			}
		}
	}
}

func TestSixteenColoursAreMixedToWhatThePictureHas(t *testing.T) {
	t.Parallel()
	all := mixes()
	for _, want := range [][3]int{{60, 120, 180}, {160, 120, 95}, {128, 128, 128}, {60, 60, 60}, {10, 10, 10}, {250, 240, 230}, {40, 90, 40}} {
		got := choose(all, want, want).rgb
		for c := range got {
			if max(got[c]-want[c], want[c]-got[c]) > 48 {
				t.Errorf("%v became %v", want, got)
				break
			}
		}
	}
	edge := choose(all, [3]int{255, 255, 255}, [3]int{0, 0, 0})
	if edge.sign != half || edge.text != 15 || edge.back != 0 {
		t.Errorf("an edge became %+v", edge)
	}
	if text := strings.Join(painter(colorprofile.ANSI, "").Lines(noise(20, 20), 20, 10), ""); !regexp.MustCompile(`^(\x1b\[((3|4|9|10)[0-7];?){0,2}m|[▀░▒])+$`).MatchString(text) {
		t.Errorf("other sequences than those of 16 colours: %q", text)
	}
}

func TestWithoutColoursAPictureIsLetters(t *testing.T) {
	t.Parallel()
	p := &preview.Picture{Box: preview.Box{W: 2, H: 2}, RGB: []byte{0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255}}
	for _, term := range []Terminal{{Profile: colorprofile.ASCII}, {ASCII: true, Profile: colorprofile.TrueColor, Protocol: "sixel"}} {
		if got := New(term).Lines(p, 10, 10); len(got) != 1 || got[0] != " @" {
			t.Errorf("%+v: %q", term, got)
		}
	}
}

func TestASixelStreamIsThePicture(t *testing.T) {
	t.Parallel()
	p := &preview.Picture{Box: preview.Box{W: 50, H: 30}}
	for i := range 50 * 30 {
		p.RGB = append(p.RGB, byte(i%50*5), byte(i/50*8), 100)
	}
	var m image.Image
	if err := sixel.NewDecoder(bytes.NewReader(sixelPicture(p))).Decode(&m); err != nil {
		t.Fatal(err)
	}
	if m.Bounds().Dx() != p.W || m.Bounds().Dy() < p.H || m.Bounds().Dy() >= p.H+band {
		t.Fatalf("%v", m.Bounds())
	}
	sum := 0.0
	for y := range p.H {
		for x := range p.W {
			r, g, b, a := m.At(x, y).RGBA()
			if a == 0 {
				t.Fatalf("a hole at %d, %d", x, y)
			}
			at := 3 * (y*p.W + x)
			for c, v := range []uint32{r, g, b} {
				sum += math.Abs(float64(v>>8) - float64(p.RGB[at+c]))
			}
		}
	}
	if mean := sum / float64(len(p.RGB)); mean > 6 {
		t.Errorf("%.1f of 255 off", mean)
	}
}

func TestTheRouteIsChosenByWhatTheTerminalSays(t *testing.T) {
	t.Parallel()
	kitty, sixels := []string{"TERM=xterm-kitty"}, []int{62, 4, 22}
	for _, c := range []struct {
		term Terminal
		want Route
	}{
		{Terminal{Profile: colorprofile.TrueColor}, Blocks},
		{Terminal{Profile: colorprofile.TrueColor, attributes: sixels}, Sixel},
		{Terminal{Profile: colorprofile.TrueColor, attributes: []int{62, 22}}, Blocks},
		{Terminal{Profile: colorprofile.TrueColor, attributes: sixels, Env: []string{"TMUX=x"}}, Blocks},
		{Terminal{Profile: colorprofile.TrueColor, attributes: sixels, Env: []string{"TERM=screen-256color"}}, Blocks},
		{Terminal{Profile: colorprofile.TrueColor, attributes: sixels, Protocol: "blocks"}, Blocks},
		{Terminal{Profile: colorprofile.TrueColor, attributes: sixels, Protocol: "off"}, Off},
		{Terminal{Profile: colorprofile.TrueColor, Protocol: "sixel"}, Sixel},
		{Terminal{Profile: colorprofile.TrueColor, Env: kitty}, Blocks},
		{Terminal{Profile: colorprofile.TrueColor, Env: kitty, kitty: true}, Kitty},
		{Terminal{Profile: colorprofile.TrueColor, Env: []string{"TERM=xterm"}, kitty: true}, Blocks},
		{Terminal{Profile: colorprofile.ANSI, Env: kitty, kitty: true}, Blocks},
		{Terminal{Profile: colorprofile.ANSI, Protocol: "kitty"}, Blocks},
		{Terminal{Profile: colorprofile.TrueColor, Protocol: "kitty"}, Kitty},
		{Terminal{Profile: colorprofile.ASCII, attributes: sixels}, Ramp},
		{Terminal{Profile: colorprofile.TrueColor, ASCII: true, attributes: sixels}, Ramp},
	} {
		if got, why := c.term.Route(); got != c.want || why == "" {
			t.Errorf("%+v: %v, %q", c.term, got, why)
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add(3, 2, 10, 10, []byte("abcdefghijklmnopqr"))
	f.Fuzz(func(_ *testing.T, w, h, cols, rows int, rgb []byte) {
		for _, protocol := range []string{"blocks", "sixel", "kitty"} {
			p := painter(colorprofile.TrueColor, protocol)
			p.Frame(fmt.Sprint(p.Lines(&preview.Picture{Box: preview.Box{W: w, H: h}, RGB: rgb}, min(cols, 100), min(rows, 100))))
		}
	})
}
