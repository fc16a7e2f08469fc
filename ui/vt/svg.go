package vt

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// The size of a picture's cells in pixels, and of the margin around the screen.
const (
	cellW, cellH = 8, 18
	baseline     = 13 // from a cell's upper edge
	margin       = 12
)

// The colours of a picture where the program leaves them to the terminal: the calm dark ones that
// most people have.
const (
	picturePaper = "#16181d"
	pictureInk   = "#d8dee9"
)

// SVG draws the screen as a picture. title is what it shows in a sentence, for those who cannot see
// it. Every word stands in its own cells, whatever font the
// viewer has.
func (s Screen) SVG(title string) []byte {
	w, h := s.Size()
	var b strings.Builder
	begin(&b, w, h, title)
	for y := range h {
		for x := 0; x < w; {
			run := s.run(x, y)
			run.draw(&b, x, y)
			x += run.width
		}
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// begin writes what comes before what is drawn on w by h cells.
func begin(b *strings.Builder, w, h int, title string) {
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">`+"\n", w*cellW+2*margin, h*cellH+2*margin)
	fmt.Fprintf(b, "<title>%s</title>\n", escaped(title))
	b.WriteString("<style>text{font:13.3px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}rect:not([rx]){shape-rendering:crispEdges}.b{font-weight:700}.f{opacity:.6}.i{font-style:italic}.u{text-decoration:underline}.s{text-decoration:line-through}</style>\n")
	fmt.Fprintf(b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/>`+"\n", picturePaper)
}

// stretch is neighbouring cells of one look.
type stretch struct {
	cells []Cell
	width int
	Style
}

// run returns the cells from x, y on that look alike.
func (s Screen) run(x, y int) stretch {
	w, _ := s.Size()
	r := stretch{Style: s.Cell(x, y).Style}
	for x+r.width < w {
		c := s.Cell(x+r.width, y)
		if c.Style != r.Style {
			break
		}
		r.cells = append(r.cells, c)
		r.width++
	}
	return r
}

func (r stretch) draw(b *strings.Builder, x, y int) {
	fg, bg := pictureColour(r.Fg), pictureColour(r.Bg)
	if r.Attr&Reverse != 0 {
		if fg == "" {
			fg = pictureInk
		}
		if bg == "" {
			bg = picturePaper
		}
		fg, bg = bg, fg
	}
	if bg != "" {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", margin+x*cellW, margin+y*cellH, r.width*cellW, cellH, bg)
	}
	if fg == "" {
		fg = pictureInk
	}
	if r.Attr&Conceal != 0 {
		return
	}
	for _, word := range r.words() {
		if strings.Trim(word.text, "▀") == "" { // of a picture: no font draws it without gaps
			fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", margin+(x+word.at)*cellW, margin+y*cellH, word.width*cellW, cellH/2, fg)
			continue
		}
		fmt.Fprintf(b, `<text x="%d" y="%d" textLength="%d" fill="%s"%s>%s</text>`+"\n",
			margin+(x+word.at)*cellW, margin+y*cellH+baseline, word.width*cellW, fg, r.class(), escaped(word.text))
	}
}

// word is what stands between two blanks: the piece of a line that has a place of its own.
type word struct {
	text      string
	at, width int // in cells
}

func (r stretch) words() []word {
	var all []word
	inside := false
	for i, c := range r.cells {
		switch {
		case c.Width == 0: // the second half of a wide character
			continue
		case strings.TrimSpace(c.Text) == "":
			inside = false
			continue
		case !inside:
			all = append(all, word{at: i})
			inside = true
		}
		w := &all[len(all)-1]
		w.text += c.Text
		w.width += c.Width
	}
	return all
}

// class names the attributes of a run, as the picture's style sheet knows them.
func (r stretch) class() string {
	var names []string
	for _, a := range []struct {
		attr Attr
		name string
	}{{Bold, "b"}, {Faint, "f"}, {Italic, "i"}, {Underline, "u"}, {Strike, "s"}} {
		if r.Attr&a.attr != 0 {
			names = append(names, a.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ` class="` + strings.Join(names, " ") + `"`
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}

// pictureColour turns a Style's colour into the picture's; "" for the terminal's own.
func pictureColour(c string) string {
	n, err := strconv.Atoi(c)
	if err != nil {
		return c // "" or "#rrggbb"
	}
	const steps = "005f87afd7ff" // of the colour cube
	step := func(i int) string { return steps[2*i : 2*i+2] }
	switch {
	case n < 16:
		return [...]string{
			"#1d1f21", "#cc6666", "#b5bd68", "#f0c674", "#81a2be", "#b294bb", "#8abeb7", "#c5c8c6",
			"#666a73", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#ffffff",
		}[n]
	case n < 232:
		n -= 16
		return "#" + step(n/36) + step(n/6%6) + step(n%6)
	}
	grey := fmt.Sprintf("%02x", 8+10*(n-232))
	return "#" + grey + grey + grey
}
