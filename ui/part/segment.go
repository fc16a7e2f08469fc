package part

import (
	"strings"

	"attache/ui/cells"
	"attache/ui/style"
)

// segment is a piece of a line in one style.
type segment struct {
	text  string
	style style.Style
}

// render draws segments one after the other and returns their width too.
func (f *Frame) render(segments []segment) (string, int) {
	var b strings.Builder
	w := 0
	for _, s := range segments {
		b.WriteString(s.style.Render(s.text))
		w += f.Width(s.text)
	}
	return b.String(), w
}

func (f *Frame) measure(segments []segment) int {
	n := 0
	for _, s := range segments {
		n += f.Width(s.text)
	}
	return n
}

// spread draws one group of segments at the left of a line of w cells and one at the right. Where
// there is no room for both, the left group loses its last segments first, then the right one.
func (f *Frame) spread(left, right []segment, w int) string {
	for len(left) > 1 && f.measure(left)+f.measure(right) > w {
		left = left[:len(left)-1]
	}
	for len(right) > 0 && f.measure(left)+f.measure(right) > w {
		right = right[1:]
	}
	l, lw := f.render(left)
	r, rw := f.render(right)
	if lw > w {
		return f.FitEnd(left[0].text, w, "")
	}
	return l + cells.Spaces(w-lw-rw) + r
}

const leastCut = 10 // cells; less of a text than this says nothing

// cut draws segments and leaves out what does not fit into w cells.
func (f *Frame) cut(segments []segment, w int) string {
	var b strings.Builder
	for _, s := range segments {
		n := f.Width(s.text)
		if n > w {
			if w >= leastCut {
				b.WriteString(s.style.Render(f.FitEnd(s.text, w, f.Glyphs.Cut)))
			}
			break
		}
		b.WriteString(s.style.Render(s.text))
		w -= n
	}
	return b.String()
}
