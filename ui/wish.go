package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// wishWords say what is done with the file: "saved, link copied".
func wishWords(w model.Wish) string {
	var done []string
	for _, part := range []struct {
		w    model.Wish
		word string
	}{{model.WishSave, "saved"}, {model.WishOpen, "saved and opened"}, {model.WishCopy, "link copied"}, {model.WishLink, "link asked for"}} {
		if w&part.w != 0 {
			done = append(done, part.word)
		}
	}
	return strings.Join(done, ", ")
}

// scanning reports whether the file is still being scanned, and may yet pass.
func (m *Model) scanning(id string) bool {
	a, ok := m.lib.ByID(id)
	return ok && a.Status == model.StatusInProgress && !m.ended
}

// later keeps the wish for the files among ids that are still being scanned, and returns the others.
func (m *Model) later(w model.Wish, ids []string) (others []string) {
	kept, others := m.wishes.Keep(w, ids, m.scanning)
	if w.Saves() {
		m.downloads.List(kept...)
	}
	if len(kept) == 0 {
		return others
	}
	text := plural(len(kept), "Still", "files still") + " being scanned: " + wishWords(w) + " when approved; "
	if m.live.watch.running() {
		text += m.opts.Keys.Act.Cancel.Help().Key + " takes that back"
	} else {
		text += m.opts.Keys.List.Reload.Help().Key + " looks whether it is"
	}
	m.say(toastNote, text)
	return others
}

// keepsFor keeps the wish for one file that is still being scanned, and reports whether it did.
func (m *Model) keepsFor(w model.Wish, id string) bool { return len(m.later(w, []string{id})) == 0 }

// grant does what was wished for a file whose scan has passed.
func (m *Model) grant(id string, r *row) tea.Cmd {
	w := m.wishes.Take(id)
	m.ringBell()
	m.say(toastGood, m.labelOf(id)+" is approved: "+wishWords(w))
	var cmds []tea.Cmd
	if w.Saves() {
		r.opening = w&model.WishOpen != 0
		ids, refused := m.savable([]string{id})
		m.enqueue(ids, refused)
	}
	switch {
	case w&model.WishCopy != 0:
		cmds = append(cmds, m.copyNow([]string{id}, r.form))
	case w&model.WishLink != 0:
		r.announce = true
		cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
	}
	return tea.Batch(cmds...)
}

// dropWish gives up what was wished for a file. A file that was to be saved goes with why into the
// downloads, and leaves them where the user took the wish back.
func (m *Model) dropWish(id string, r *row, why *model.Problem) {
	if !m.wishes.Take(id).Saves() {
		return
	}
	r.name = ""
	if why != nil {
		r.problem = why
		return
	}
	if r.save == nil && !m.downloads.Waits(id) && r.saved == nil && r.left == nil && r.problem == nil {
		m.downloads.Unlist(id)
	}
}

// dropWishes gives up all wishes, and returns how many of the files were to be saved.
func (m *Model) dropWishes(why *model.Problem) (saves int) {
	saves = m.wishes.Saves()
	for _, id := range m.wishes.IDs() {
		m.dropWish(id, m.row(id), why)
	}
	return saves
}

// unfinished counts the downloads that leaving would stop or forget.
func (m *Model) unfinished() int { return m.running() + m.downloads.Waiting() + m.wishes.Saves() }

// quitWords asks whether to leave all the same.
func (m *Model) quitWords() string {
	n, scans := m.unfinished(), m.wishes.Saves()
	text := plural(n, "One download is", "downloads are") + " not finished"
	switch {
	case scans == 0:
	case n == scans:
		text += ": the scan is not over"
	default:
		text += ", " + plural(scans, "one of which waits", "of which wait") + " for a scan"
	}
	return text + ". Stop and quit?"
}
