package part

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"attache/ui/layout"
)

// KeyRow is a line of keys with what they do: those at the left as far as there is room, and those at the
// right always.
type KeyRow struct {
	*Frame

	left, right []segment     // pairs
	keys, ends  []key.Binding // of each pair; one without keys is a title
}

// KeyRow names the keys that act now.
func (f *Frame) KeyRow(left, right []key.Binding) KeyRow {
	return f.placed(KeyRow{f, f.bindings(left), f.bindings(right), left, right})
}

// LeavingRow names the keys that act on what is in front, and at any size the one that leaves it.
func (f *Frame) LeavingRow(left, right []key.Binding, leave key.Binding) KeyRow {
	at := slices.IndexFunc(left, func(b key.Binding) bool { return b.Help().Key == leave.Help().Key })
	if at < 0 {
		return f.KeyRow(left, right)
	}
	left = slices.Clone(left)
	left[at] = leave
	last := f.bindings([]key.Binding{leave})
	for len(right) > 1 && at > 0 && f.fits(slices.Concat(f.bindings(left[:1]), last), f.bindings(right)) < 4 {
		right = right[1:] // a key of what is in front comes before those of the screen
	}
	end := f.bindings(right)
	if n := f.fits(f.bindings(left), end) / 2; n <= at {
		for n = min(n, at); n > 0 && f.fits(slices.Concat(f.bindings(left[:n]), last), end) < 2*n+2; {
			n--
		}
		left = append(left[:n], leave)
	}
	return f.KeyRow(left, right)
}

// SortMenu names the orders in at most h lines.
func (f *Frame) SortMenu(h int) []KeyRow { return f.menu("sort by", f.Keys.Orders(), nil, h) }

// SortKeys names the way back from the orders, and what they have in common.
func (f *Frame) SortKeys() KeyRow {
	rule := []segment{{" a capital turns it round", f.Dim}}
	back := []key.Binding{f.Keys.Sort.Back}
	if f.measure(f.bindings(back))+f.measure(rule) > f.Layout.W {
		rule = nil
	}
	return f.placed(KeyRow{f, f.bindings(back), rule, back, nil})
}

// FormMenu names the forms in which n files can be copied, in at most h lines.
func (f *Frame) FormMenu(n, h int) []KeyRow {
	var count []segment
	if n > 1 && !f.narrow() {
		count = []segment{{Plural(n, "file", "files") + " ", f.Dim}}
	}
	return f.menu("copy as", f.Keys.Forms(), count, h)
}

// menu names the keys that can follow, in at most h lines. The way back stands in the line of keys.
func (f *Frame) menu(title string, entries []key.Binding, right []segment, h int) []KeyRow {
	all, keys := f.bindings(entries), slices.Clip(entries)
	if !f.narrow() {
		all = append([]segment{{"  " + title, f.Dim}, {"", f.Dim}}, all...)
		keys = append([]key.Binding{{}}, keys...)
	}
	var rows []KeyRow
	for len(all) > 0 && len(rows) < h {
		n := f.fits(all, right)
		rows = append(rows, f.placed(KeyRow{f, slices.Clone(all[:n]), right, keys, nil}))
		all, keys, right = all[n:], keys[n/2:], nil
	}
	return rows
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

// placed leaves out what has no room: whole keys, each with all that follow.
func (f *Frame) placed(r KeyRow) KeyRow {
	for len(r.left) > 1 && len(r.right) > 2 && f.measure(r.left[:2])+f.measure(r.right) > f.Layout.W {
		r.right, r.ends = r.right[2:], r.ends[min(1, len(r.ends)):] // one key of the row comes before the first of those
	}
	r.left = r.left[:f.fits(r.left, r.right)]
	if len(r.left) > 0 {
		r.left[0].text = strings.TrimPrefix(r.left[0].text, " ")
	}
	end := segment{" ", f.Plain}
	if f.narrow() {
		end.text = ""
	}
	r.right = append(slices.Clip(r.right), end)
	return r
}

// Line draws it in the width of the screen.
func (r KeyRow) Line() string { return r.spread(r.left, r.right, r.Layout.W) }

// Hits are the boxes of its keys at line y.
func (r KeyRow) Hits(y int) []Hit {
	hits := pairHits(r.Frame, r.left, r.keys, 0, y)
	return append(hits, pairHits(r.Frame, r.right, r.ends, r.Layout.W-r.measure(r.right), y)...)
}

func pairHits(f *Frame, pairs []segment, keys []key.Binding, x, y int) []Hit {
	var hits []Hit
	for i := 0; i+1 < len(pairs) && i/2 < len(keys); i += 2 {
		w := f.measure(pairs[i : i+2])
		hits = append(hits, keyHit(layout.Rect{X: x, Y: y, W: w, H: 1}, keys[i/2])...)
		x += w
	}
	return hits
}
