package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// wish is what is to be done with a file once its scan has passed.
type wish uint8

// The wishes, which may come together.
const (
	wishLink wish = 1 << iota
	wishCopy
	wishSave
	wishOpen // it is saved first
)

// saves reports whether the file is to be saved.
func (w wish) saves() bool { return w&(wishSave|wishOpen) != 0 }

// word says the wish in at most nine cells, for the row.
func (w wish) word() string {
	switch {
	case w&wishOpen != 0:
		return "will open"
	case w&wishSave != 0:
		return "will save"
	case w&wishCopy != 0:
		return "will copy"
	}
	return "will ask"
}

// words say what is done with the file: "saved, link copied".
func (w wish) words() string {
	var done []string
	for _, part := range []struct {
		w    wish
		word string
	}{{wishSave, "saved"}, {wishOpen, "saved and opened"}, {wishCopy, "link copied"}, {wishLink, "link asked for"}} {
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
func (m *Model) later(w wish, ids []string) (others []string) {
	var kept []string
	for _, id := range ids {
		if !m.scanning(id) {
			others = append(others, id)
			continue
		}
		kept = append(kept, id)
		r := m.row(id)
		r.wish |= w
		m.busy.wishing[id] = r
		if w.saves() && !slices.Contains(m.downloads, id) {
			m.downloads = append(m.downloads, id)
		}
	}
	if len(kept) == 0 {
		return others
	}
	text := plural(len(kept), "Still", "files still") + " being scanned: " + w.words() + " when approved; "
	if m.live.watch.running() {
		text += first(m.opts.Keys.Act.Cancel) + " takes that back"
	} else {
		text += first(m.opts.Keys.List.Reload) + " looks whether it is"
	}
	m.say(toastNote, text)
	return others
}

// keepsFor keeps the wish for one file that is still being scanned, and reports whether it did.
func (m *Model) keepsFor(w wish, id string) bool { return len(m.later(w, []string{id})) == 0 }

// giveWay lets a copy that is asked for now be the last one: what waits for a scan would take its place
// in the clipboard at a time nobody can foresee. A link is asked for instead.
func (m *Model) giveWay() {
	for _, r := range m.busy.wishing {
		if r.wish&wishCopy != 0 {
			r.wish = r.wish&^wishCopy | wishLink
		}
	}
}

// grant does what was wished for a file whose scan has passed.
func (m *Model) grant(id string, r *row) tea.Cmd {
	w := r.wish
	r.wish = 0
	delete(m.busy.wishing, id)
	m.ringBell()
	m.say(toastGood, m.labelOf(id)+" is approved: "+w.words())
	var cmds []tea.Cmd
	if w.saves() {
		r.opening = w&wishOpen != 0
		ids, refused := m.savable([]string{id})
		m.enqueue(ids, refused)
	}
	switch {
	case w&wishCopy != 0:
		cmds = append(cmds, m.copyNow([]string{id}, r.form))
	case w&wishLink != 0:
		r.announce = true
		cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
	}
	return tea.Batch(cmds...)
}

// dropWish gives up what was wished for a file. A file that was to be saved goes with why into the
// downloads, and leaves them where the user took the wish back.
func (m *Model) dropWish(id string, r *row, why *model.Problem) {
	save := r.wish.saves()
	r.wish = 0
	delete(m.busy.wishing, id)
	if !save {
		return
	}
	r.name = ""
	if why != nil {
		r.problem = why
		return
	}
	if r.save == nil && !r.queued && r.saved == nil && r.left == nil && r.problem == nil {
		m.downloads = slices.DeleteFunc(m.downloads, func(d string) bool { return d == id })
	}
}

// dropWishes gives up all wishes, and returns how many of the files were to be saved.
func (m *Model) dropWishes(why *model.Problem) (saves int) {
	saves = m.savesToCome()
	for id, r := range m.busy.wishing {
		m.dropWish(id, r, why)
	}
	return saves
}

// savesToCome counts the files that are to be saved once their scan has passed.
func (m *Model) savesToCome() int {
	n := 0
	for _, r := range m.busy.wishing {
		if r.wish.saves() {
			n++
		}
	}
	return n
}

// unfinished counts the downloads that leaving would stop or forget.
func (m *Model) unfinished() int { return m.running() + len(m.queue) + m.savesToCome() }

// quitWords asks whether to leave all the same.
func (m *Model) quitWords() string {
	n, scans := m.unfinished(), m.savesToCome()
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
