package part

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"attache/ui/layout"
)

// KeyLine names the keys that act now: those at the left as far as there is room, and those at the
// right always.
func (f *Frame) KeyLine(left, right []key.Binding) string {
	return f.keysIn(f.bindings(left), f.bindings(right))
}

// SortMenu names the orders in at most h lines.
func (f *Frame) SortMenu(h int) []string {
	var turn []segment
	if f.Layout.Kind == layout.Wide {
		turn = []segment{{"a capital turns it round ", f.Dim}}
	}
	return f.menu("sort by", f.Keys.Orders(), f.Keys.Sort.Back, turn, h)
}

// FormMenu names the forms in which n files can be copied, in at most h lines.
func (f *Frame) FormMenu(n, h int) []string {
	var count []segment
	if n > 1 {
		count = []segment{{Plural(n, "file", "files") + " ", f.Dim}}
	}
	return f.menu("copy as", f.Keys.Forms(), f.Keys.Form.Back, count, h)
}

// menu names the keys that can follow. Those that do not fit into one line stand in the next: none is
// left out as long as there are lines. On a small screen they may stand where the key line was, and
// name the way back themselves.
func (f *Frame) menu(title string, entries []key.Binding, back key.Binding, right []segment, h int) []string {
	all := f.bindings(entries)
	if f.narrow() {
		all, right = append(all, f.bindings([]key.Binding{back})...), nil
	} else {
		all = append([]segment{{"  " + title, f.Dim}, {"", f.Dim}}, all...)
	}
	var lines []string
	for len(all) > 0 && len(lines) < h {
		n := f.fits(all, right)
		lines = append(lines, f.keysIn(all[:n], right))
		all, right = all[n:], nil
	}
	return lines
}

// bindings is "key what" for each binding.
func (f *Frame) bindings(all []key.Binding) []segment {
	gap := "  "
	if f.narrow() {
		gap = " "
	}
	var out []segment
	for _, b := range all {
		out = append(out, segment{gap + f.Own(b.Help().Key), f.Key}, segment{" " + b.Help().Desc, f.Dim})
	}
	return out
}

// fits returns how many segments of whole keys fit into one line beside what stands at its right, one
// key in any case.
func (f *Frame) fits(left, right []segment) int {
	w := f.Layout.W - f.measure(right)
	if !f.narrow() {
		w-- // a margin
	}
	if len(left) > 0 {
		w++ // the first needs no gap
	}
	n := min(2, len(left))
	for n+1 < len(left) && f.measure(left[:n+2]) <= w {
		n += 2
	}
	return n
}

// keysIn draws whole keys only: one that does not fit is left out with all that follow.
func (f *Frame) keysIn(left, right []segment) string {
	end := segment{" ", f.Plain}
	if f.narrow() {
		end.text = ""
	}
	for len(left) > 1 && len(right) > 2 && f.measure(left[:2])+f.measure(right) > f.Layout.W {
		right = right[2:] // one key of the row comes before the first of those
	}
	left = left[:f.fits(left, right)]
	if len(left) > 0 {
		left[0].text = strings.TrimPrefix(left[0].text, " ")
	}
	return f.spread(left, append(slices.Clip(right), end), f.Layout.W)
}
