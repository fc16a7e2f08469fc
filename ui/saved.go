package ui

import (
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/wording"
)

// onSaveEnded notes what became of a transfer.
func (m *Model) onSaveEnded(msg saveEnded) tea.Cmd {
	m.work.heard(msg)
	r := m.rows[msg.id]
	if r == nil || r.save == nil || r.save.num != msg.num {
		return nil
	}
	m.endSave(msg.id, r)
	m.list.Invalidate()
	if msg.saved.Link.Newer(r.link) {
		m.takeLink(r, msg.saved.Link)
	}
	p := model.AsProblem(msg.err)
	m.downloads.Ended(p)
	if p == nil {
		return m.tookFile(msg.id, r, msg.saved)
	}
	r.left = msg.left
	r.opening = false
	if p.Kind == model.KindCancelled {
		m.tellBatch()
		return nil
	}
	p = p.IfEnded(m.ended)
	r.problem = p
	m.countDenial(p)
	m.suspectToken(p, true)
	m.problemOfRow(msg.id, p, m.downloads.Batch().Asked == 1)
	m.tellBatch()
	return nil
}

// tookFile notes that a file is on the disk, and opens it where that was wanted.
func (m *Model) tookFile(id string, r *row, saved model.Saved) tea.Cmd {
	r.problem, r.left, r.name = nil, nil, ""
	if saved.Replaces(r.saved) {
		r.saved, r.savedAt = &saved, m.now
	}
	text := m.savedSentence(saved)
	t := toastGood
	if doubt := wording.Gravest(saved.Doubts); doubt != "" {
		t, text = toastWarn, text+". "+doubt
	}
	if m.downloads.Batch().Asked == 1 {
		m.say(t, text)
	} else {
		m.note(t, text)
	}
	m.tellBatch()
	if r.opening {
		r.opening = false
		return m.openSaved(id)
	}
	return nil
}

// tellBatch sums up when the last of several has ended, so that no failure is lost among successes.
func (m *Model) tellBatch() {
	b, ended := m.downloads.Settle(m.running())
	if !ended || b.Asked <= 1 {
		return
	}
	t, text := toastGood, wording.Batch(b)
	if b.Failed+b.Refused > 0 {
		t = toastBad
		text += "; their rows say why, " + m.opts.Keys.Act.Explain.Help().Key + " explains"
	}
	m.say(t, text+". In "+model.Text(m.opts.Dir))
}

// savedSentence says where a file is, its name first: the folder is what may be cut.
func (m *Model) savedSentence(saved model.Saved) string {
	name := ""
	if !m.hidden {
		name = " as " + model.Text(filepath.Base(saved.Path))
	}
	if saved.State == model.SaveSkipped {
		if saved.Same {
			return "Nothing to do: the same file is there already" + name + ", in " + model.Text(filepath.Dir(saved.Path))
		}
		return "Skipped: the name is taken" + name + ", in " + model.Text(filepath.Dir(saved.Path))
	}
	text := "Saved" + name
	if saved.Renamed {
		text += " (the name was taken)"
	}
	text += ", " + model.FormatSize(saved.Size)
	for _, note := range wording.SavedNotes(saved) {
		text += ", " + note
	}
	return text + ", in " + model.Text(filepath.Dir(saved.Path))
}

// outcomes tells what became of every file that was to be saved, for what is said after the screen.
func (m *Model) outcomes() []model.Outcome {
	all := m.downloads.Outcomes(&m.lib, &m.wishes, func(id string) (*model.Saved, *model.Problem) {
		r := m.row(id)
		return r.saved, r.problem
	})
	return model.Unnamed(all, m.hidden)
}
