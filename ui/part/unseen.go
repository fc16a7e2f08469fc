package part

import "strconv"

// Unseen counts the new files that are listed out of sight.
type Unseen struct{ Above, Below int }

// unseen says where they are, and by which key one gets there: "3 new ↓ n".
func (f *Frame) unseen(u Unseen) []segment {
	if u.Above+u.Below == 0 {
		return nil
	}
	arrows := ""
	if u.Above > 0 {
		arrows += f.Glyphs.Up
	}
	if u.Below > 0 {
		arrows += f.Glyphs.Down
	}
	out := []segment{{strconv.Itoa(u.Above+u.Below) + " new " + arrows, f.Live}}
	if !f.narrow() {
		out = append(out, segment{" " + f.Keys.Move.New.Help().Key, f.Key})
	}
	return out
}
