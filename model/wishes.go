package model

// Wish is what is to be done with a file once its scan has passed.
type Wish uint8

// The wishes, which may come together.
const (
	WishLink Wish = 1 << iota
	WishCopy
	WishSave
	WishOpen // it is saved first
)

// Saves reports whether the file is to be saved.
func (w Wish) Saves() bool { return w&(WishSave|WishOpen) != 0 }

// Wishes are kept until a scan has passed, by the IDs of the files. The zero Wishes is empty and
// ready.
type Wishes struct{ of map[string]Wish }

// Keep adds a wish for those of ids that are still being scanned, and parts them from the others.
func (w *Wishes) Keep(wish Wish, ids []string, scanning func(id string) bool) (kept, others []string) {
	for _, id := range ids {
		if !scanning(id) {
			others = append(others, id)
			continue
		}
		kept = append(kept, id)
		if w.of == nil {
			w.of = map[string]Wish{}
		}
		w.of[id] |= wish
	}
	return kept, others
}

// Of returns what is wished for a file, 0 for nothing.
func (w *Wishes) Of(id string) Wish { return w.of[id] }

// Take returns what is wished for a file, and keeps it no longer: it is granted or given up.
func (w *Wishes) Take(id string) Wish {
	wish := w.of[id]
	delete(w.of, id)
	return wish
}

// Len counts the files that something is wished for.
func (w *Wishes) Len() int { return len(w.of) }

// IDs returns the files that something is wished for, in no order.
func (w *Wishes) IDs() []string {
	ids := make([]string, 0, len(w.of))
	for id := range w.of {
		ids = append(ids, id)
	}
	return ids
}

// Saves counts the files that are to be saved.
func (w *Wishes) Saves() int {
	n := 0
	for _, wish := range w.of {
		if wish.Saves() {
			n++
		}
	}
	return n
}

// GiveWay turns wishes for a copy into wishes for a link. What is copied later would take the place
// in the clipboard of what is copied now, at a time nobody can foresee.
func (w *Wishes) GiveWay() {
	for id, wish := range w.of {
		if wish&WishCopy != 0 {
			w.of[id] = wish&^WishCopy | WishLink
		}
	}
}
