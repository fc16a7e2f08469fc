package session

import (
	"slices"

	"attache/model"
)

// deferred are the actions that are done with files once their scan has passed.
type deferred struct {
	*core

	actions model.DeferredActions
}

// keep defers an action for those of ids that are being scanned, and returns them and the others. With
// nobody there nothing is deferred: a command is done when the next one is read.
func (d *deferred) keep(w model.Deferred, ids []string) (kept, others []string) {
	if d.opts.Unattended {
		return nil, ids
	}
	return d.actions.Keep(w, ids, d.scanning)
}

// scan counts those of ids for which an action would be deferred.
func (d *deferred) scan(ids []string) int {
	n := 0
	for _, id := range ids {
		if !d.opts.Unattended && d.scanning(id) {
			n++
		}
	}
	return n
}

// drop gives up what was wanted of a file, and reports whether it was to be saved.
func (d *deferred) drop(id string, why *model.Problem) (saves bool) {
	if !d.actions.Take(id).Saves() {
		return false
	}
	r := d.row(id)
	r.name = ""
	if why != nil && r.saved == nil {
		r.saveProblem = why
	}
	return true
}

// dropAll gives up all, in the order of the files' IDs.
func (d *deferred) dropAll(why *model.Problem) (ids []string, saves int) {
	ids = d.actions.IDs()
	slices.Sort(ids)
	for _, id := range ids {
		if d.drop(id, why) {
			saves++
		}
	}
	return ids, saves
}
