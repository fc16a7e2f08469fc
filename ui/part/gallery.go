package part

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/cells"
	"attache/ui/preview"
	"attache/ui/wording"
)

// Gallery is the pictures of the chat as a grid.
type Gallery struct {
	*Frame

	Grid   Grid
	Count  int
	Tile   func(i int) Tile // asked for those that are shown, and for no others
	Cursor int
	Top    int // the first row of the grid that is shown
	Paint  Painter
	Thumbs Thumbs
}

// Tile is one picture.
type Tile struct {
	Number  int // of its row, in order of arrival
	Row     session.Row
	Page    *preview.Page  // nil: there is none yet
	Problem *model.Problem // why there will be none
	Stage   Stage
}

// Thumbs are pictures that are drawn already.
type Thumbs map[*preview.Page][]string

// ThumbW and ThumbH are the cells that a picture of the gallery is decoded for, whatever the grid: it is made
// smaller where it is drawn, and not fetched again when the grid changes.
const (
	ThumbW = 64
	ThumbH = 24
)

// Grid is how many tiles there is room for.
type Grid struct{ Columns, Rows, W, H int }

// Of a tile, in cells.
const (
	tileW   = 24
	tileGap = 2
)

// NewGrid divides w by h cells, the title's line and all, among n pictures: as large as they can be without
// scrolling, and not smaller than a tile where they are too many.
func NewGrid(w, h, n int) Grid {
	most := max(w/tileW, min(2, w/18), 1)
	best := gridOf(w, h, n, most)
	for columns := most - 1; columns > 0; columns-- {
		if g := gridOf(w, h, n, columns); g.Columns*g.Rows >= n && g.room() > best.room() {
			best = g
		}
	}
	return best
}

func gridOf(w, h, n, columns int) Grid {
	g := Grid{Columns: columns, W: max(w/columns, 1)}
	h = max(h-1, 1)
	g.H = min(max((g.W-tileGap)*3/8, 3)+2, max(h, 2)) // a picture is wider than high, a cell is not
	if h >= 14 && n > columns {                       // two rows at least
		g.H = min(g.H, h/2)
	}
	g.Rows = max(h/g.H, 1)
	return g
}

// room is how wide a picture can be.
func (g Grid) room() int {
	w, h := g.Picture()
	return min(w, h*8/3)
}

// Picture returns the cells of a picture in a tile: below it stand its name and an empty line.
func (g Grid) Picture() (w, h int) { return max(g.W-tileGap, 1), max(g.H-2, 1) }

// Lines draws it in exactly h lines of w cells.
func (g *Gallery) Lines(w, h int) []string {
	title := segment{"Pictures" + g.dotted() + Plural(g.Count, "1 in this chat", "in this chat"), g.Brand}
	first := g.Top * g.Grid.Columns
	lines := []string{g.titled(segment{g.Glyphs.Rule, g.Rule}, title, g.beyond(first, g.Count-first-g.Grid.Columns*g.Grid.Rows), w)}
	if g.Count == 0 {
		lines = append(lines, "", " "+g.Dim.Render(g.FitEnd("No pictures in this chat yet.", w-1, g.Glyphs.Cut)))
	}
	for row := g.Top; row < g.Top+g.Grid.Rows; row++ {
		var block [][]string
		for i := row * g.Grid.Columns; i < min((row+1)*g.Grid.Columns, g.Count); i++ {
			block = append(block, g.tile(i))
		}
		for y := range g.Grid.H {
			var b strings.Builder
			for _, tile := range block {
				b.WriteString(tile[y])
			}
			lines = append(lines, b.String())
		}
	}
	return Pad(lines, h)
}

// tile draws one in lines of its width.
func (g *Gallery) tile(i int) []string {
	t := g.Tile(i)
	w, h := g.Grid.Picture()
	lines := make([]string, 0, g.Grid.H)
	if t.Page != nil && t.Page.Picture != nil && g.Paint != nil {
		lines = append(lines, g.thumb(t.Page, w, h)...)
	} else {
		lines = append(lines, g.instead(&t, w)...)
	}
	blank := cells.Spaces(w)
	for len(lines) < h {
		lines = append(lines, blank)
	}
	lines = append(lines[:h], g.caption(&t, w, i == g.Cursor), blank)
	for y := range lines {
		lines[y] = " " + lines[y] + cells.Spaces(g.Grid.W-w-1)
	}
	return lines[:g.Grid.H]
}

// thumb draws a picture, each line padded to w cells, once and not for each frame.
func (g *Gallery) thumb(p *preview.Page, w, h int) []string {
	if lines, ok := g.Thumbs[p]; ok {
		return lines
	}
	lines := g.Paint.Lines(p.Picture, w, h)
	for i, l := range lines {
		lines[i] = l + cells.Spaces(w-g.Drawn(l))
	}
	g.Thumbs[p] = lines
	return lines
}

// instead says in a word why there is no picture.
func (g *Gallery) instead(t *Tile, w int) []string {
	word, k := "waiting", g.Dim
	switch s := t.Row.Attachment.Status; {
	case g.Hidden:
		word = "hidden"
	case s == model.StatusInProgress:
		word, k = "being scanned", g.Scan
	case s != model.StatusApproved:
		word, k = "not approved", g.Odd
	case t.Problem != nil:
		word, k = wording.For(t.Problem).Brief, g.Bad
	case t.Page != nil:
		word = "no preview"
	case t.Stage != StageIdle:
		word = strings.ToLower(t.Stage.word(g.Frame))
	}
	return []string{k.Render(g.FitEnd(word, w, g.Glyphs.Cut))}
}

// caption is the number of the row, the sign of its state, and its name.
func (g *Gallery) caption(t *Tile, w int, cursor bool) string {
	styles, bar := &g.Styles, " "
	if cursor {
		styles, bar = &g.Selected, g.Glyphs.Bar
	}
	lead := bar + strconv.Itoa(t.Number) + " "
	sign := g.loneSign(&t.Row)
	name := g.Fit(g.Label(t.Row.Attachment), w-g.Width(lead)-g.Width(sign), g.Glyphs.Cut)
	nameStyle := styles.Plain
	if cursor {
		nameStyle = styles.Strong
	}
	return styles.Brand.Render(lead) + stateStyle(&t.Row, styles).Render(sign) + nameStyle.Render(name)
}
