package part

import (
	"strings"

	"charm.land/bubbles/v2/key"

	"attache/ui/layout"
)

// KeyLine names the keys that act now: those at the left as far as there is room, and those at the
// right always.
func (f *Frame) KeyLine(left, right []key.Binding) string {
	return f.keysIn(f.bindings(left), f.bindings(right))
}

// SortMenu names the orders.
func (f *Frame) SortMenu() string {
	orders := f.bindings(f.Keys.Orders())
	if f.narrow() {
		return f.keysIn(orders, nil)
	}
	var turn []segment
	if f.Layout.Kind == layout.Wide {
		turn = []segment{{"a capital turns it round ", f.Dim}}
	}
	return f.keysIn(append([]segment{{"  sort", f.Dim}, {" by", f.Dim}}, orders...), turn)
}

// FormMenu names the forms in which n files can be copied.
func (f *Frame) FormMenu(n int) string {
	forms := f.bindings(f.Keys.Forms())
	if f.narrow() {
		return f.keysIn(forms, nil)
	}
	var count []segment
	if n > 1 {
		count = []segment{{Plural(n, "file", "files") + " ", f.Dim}}
	}
	return f.keysIn(append([]segment{{"  copy", f.Dim}, {" as", f.Dim}}, forms...), count)
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

// keysIn draws whole keys only: one that does not fit is left out with all that follow.
func (f *Frame) keysIn(left, right []segment) string {
	end := segment{" ", f.Plain}
	if f.narrow() {
		end.text = ""
	}
	w := f.Layout.W - f.measure(right) - f.Width(end.text)
	if len(left) > 0 {
		left[0].text = strings.TrimPrefix(left[0].text, " ")
	}
	n := 0
	for n+1 < len(left) && f.measure(left[:n+2]) <= w {
		n += 2
	}
	if n == 0 && len(left) > 0 {
		n = min(2, len(left))
	}
	return f.spread(left[:n], append(right, end), f.Layout.W)
}
