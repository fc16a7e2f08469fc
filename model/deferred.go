package model

// Deferred is what is to be done with a file once its scan has passed.
type Deferred uint8

// The actions, which may come together.
const (
	DeferredLink Deferred = 1 << iota
	DeferredCopy
	DeferredSave
	DeferredOpen // it is saved first
)

// Saves reports whether the file is to be saved.
func (w Deferred) Saves() bool { return w&(DeferredSave|DeferredOpen) != 0 }

// DeferredActions are kept until a scan has passed, by the IDs of the files. The zero DeferredActions is empty and
// ready.
type DeferredActions struct{ of map[string]Deferred }

// Keep adds an action for those of ids that are still being scanned, and parts them from the others.
func (w *DeferredActions) Keep(action Deferred, ids []string, scanning func(id string) bool) (kept, others []string) {
	for _, id := range ids {
		if !scanning(id) {
			others = append(others, id)
			continue
		}
		kept = append(kept, id)
		if w.of == nil {
			w.of = map[string]Deferred{}
		}
		w.of[id] |= action
	}
	return kept, others
}

// Of returns what is to be done with a file, 0 for nothing.
func (w *DeferredActions) Of(id string) Deferred { return w.of[id] }

// Take returns what is to be done with a file, and keeps it no longer: it is begun or given up.
func (w *DeferredActions) Take(id string) Deferred {
	action := w.of[id]
	delete(w.of, id)
	return action
}

// Len counts the files that something is to be done with.
func (w *DeferredActions) Len() int { return len(w.of) }

// IDs returns the files that something is to be done with, in no order.
func (w *DeferredActions) IDs() []string {
	ids := make([]string, 0, len(w.of))
	for id := range w.of {
		ids = append(ids, id)
	}
	return ids
}

// Saves counts the files that are to be saved.
func (w *DeferredActions) Saves() int {
	n := 0
	for _, action := range w.of {
		if action.Saves() {
			n++
		}
	}
	return n
}

// GiveWay turns actions for a copy into actions for a link. What is copied later would take the place
// in the clipboard of what is copied now, at a time nobody can foresee.
func (w *DeferredActions) GiveWay() {
	for id, action := range w.of {
		if action&DeferredCopy != 0 {
			w.of[id] = action&^DeferredCopy | DeferredLink
		}
	}
}
