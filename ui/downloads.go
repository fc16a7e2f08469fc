package ui

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/wording"
)

const (
	leastCut  = 10 // cells; less of a text than this says nothing
	shortHash = 12 // the least characters of a SHA-256 that both ends are shown of
)

// barSteps are the steps of a transfer's bar.
func (m *Model) barSteps() int {
	if m.lay.w < wideWidth {
		return 10
	}
	return 20
}

// downloadBlock is the pane that stands below the list where there is room for it.
func (m *Model) downloadBlock() []string {
	lines := m.downloadLines(m.lay.w, m.lay.loadH-1)
	return pad(append([]string{m.downloadTitle()}, lines...), m.lay.loadH)
}

// downloadTitle counts the downloads, and names the folder.
func (m *Model) downloadTitle() string {
	k := &m.st.row
	words := "Downloads"
	n := m.downloadCounts()
	for _, c := range []struct {
		n    int
		word string
	}{{n.running, "running"}, {n.waiting, "waiting"}, {n.saved, "saved"}, {n.stopped, "stopped"}, {n.failed, "failed"}} {
		if c.n > 0 {
			words += " " + m.gl.dot + " " + strconv.Itoa(c.n) + " " + c.word
		}
	}
	title := m.st.rule.paint(m.gl.rule) + " " + k.strong.paint(fitEnd(words, min(width(words), m.lay.w-3), m.gl.cut)) + " "
	rest := m.lay.w - width(words) - 3
	dir := cutMiddleIfNeeded("to "+model.Text(m.opts.Dir), max(rest-12, 0), m.gl.cut)
	if rest < 20 { // no room for a path that says anything
		return title + m.st.rule.paint(strings.Repeat(m.gl.rule, max(rest, 0)))
	}
	rule := strings.Repeat(m.gl.rule, rest-width(dir)-3)
	return title + m.st.rule.paint(rule) + " " + k.dim.paint(dir) + " " + m.st.rule.paint(m.gl.rule)
}

type downloadCounts struct{ running, waiting, saved, stopped, failed int }

func (m *Model) downloadCounts() (n downloadCounts) {
	for _, id := range m.downloads {
		switch r := m.row(id); {
		case r.save != nil && !r.save.stopping:
			n.running++
		case r.queued || r.wish.saves():
			n.waiting++
		case r.left != nil || r.save != nil:
			n.stopped++
		case r.problem != nil:
			n.failed++
		case r.saved != nil:
			n.saved++
		}
	}
	return n
}

// downloadLines draws the downloads in lines of w cells: all of them, or for most above 0 at most
// that many, what moves first.
func (m *Model) downloadLines(w, most int) []string {
	ids := m.shownDownloads()
	if len(ids) == 0 {
		if len(m.downloads) > 0 {
			return []string{"   " + m.st.row.dim.paint(fitEnd("What was done is cleared from here; the files stay.", w-3, m.gl.cut))}
		}
		save := first(m.opts.Keys.Act.Save)
		return []string{"   " + m.st.row.dim.paint(fitEnd("Nothing was saved yet; "+save+" saves the selected file, with marks all marked ones.", w-3, m.gl.cut))}
	}
	if most > 0 && len(ids) > most {
		slices.SortStableFunc(ids, func(a, b string) int { return m.rank(a) - m.rank(b) })
		ids = ids[:most]
	}
	lines := make([]string, 0, len(ids))
	for i, id := range ids {
		if a, ok := m.lib.ByID(id); ok {
			here := m.pane.kind == paneDownloads && i == m.pane.pick
			lines = append(lines, m.downloadLine(a, m.row(id), w, here))
		}
	}
	return lines
}

// shownDownloads are the downloads in the pane.
func (m *Model) shownDownloads() []string {
	var ids []string
	for _, id := range m.downloads {
		if !m.hiddenDone[id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// rank puts what moves before what waits, and that before what has ended.
func (m *Model) rank(id string) int {
	switch r := m.row(id); {
	case r.save != nil:
		return 0
	case r.queued || r.wish.saves():
		return 1
	case r.left != nil || r.problem != nil:
		return 2
	}
	return 3
}

// downloadLine draws one download.
func (m *Model) downloadLine(a model.Attachment, r *row, w int, here bool) string {
	k := &m.st.row
	state := m.stateOf(a, r)
	nameW := max(min(30, w/3), 8)
	bar := " "
	if here {
		bar = m.gl.bar
	}
	head := []segment{{bar + " ", k.brand}, {m.sign(state, r) + " ", m.tint(state, k)}, {fit(m.label(a), nameW, m.gl.cut) + "  ", k.plain}}
	return m.cutLine(append(head, m.downloadWords(a, r, state)...), w)
}

// cutLine draws segments and leaves out what does not fit into w cells.
func (m *Model) cutLine(segments []segment, w int) string {
	var b strings.Builder
	for _, s := range segments {
		n := width(s.text)
		if n > w {
			if w >= leastCut {
				b.WriteString(s.ink.paint(fitEnd(s.text, w, m.gl.cut)))
			}
			break
		}
		b.WriteString(s.ink.paint(s.text))
		w -= n
	}
	return b.String()
}

// downloadWords says how far a download is, or what became of it.
func (m *Model) downloadWords(a model.Attachment, r *row, state model.State) []segment {
	k := &m.st.row
	switch {
	case r.save != nil && !r.save.stopping:
		return m.runningWords(r, state)
	case r.queued || r.wish.saves():
		return []segment{{r.waitWords(), k.dim}}
	case r.save != nil:
		return []segment{{"stopping", k.wait}}
	case r.left != nil:
		return append(m.barSegments(r.left.done, r.left.total, k.wait),
			segment{"  stopped at " + model.FormatSize(r.left.done) + " of " + model.FormatSize(r.left.total), k.wait},
			segment{" " + m.gl.dot + " " + first(m.opts.Keys.Act.Save) + " goes on" + m.because(r), k.dim})
	case r.problem != nil:
		return []segment{{wording.For(r.problem).Sentence, k.bad}}
	case r.saved != nil:
		return m.savedWords(a, r)
	}
	return []segment{{m.stateWord(m.stateOf(a, r), r), k.dim}}
}

// because says why a transfer stopped, where it was not the user.
func (m *Model) because(r *row) string {
	if r.problem == nil {
		return ""
	}
	return " " + m.gl.dot + " " + wording.For(r.problem).Brief
}

func (m *Model) runningWords(r *row, state model.State) []segment {
	k := &m.st.row
	p := m.progress(r.save)
	out := m.barSegments(p.Done, p.Total, k.work)
	if state == model.StateRetrying || state == model.StateQueued {
		return append(out, segment{"  " + m.stateWord(state, r), k.wait})
	}
	if p.Total > 0 {
		out = append(out, segment{"  " + fit(model.FormatSize(p.Done)+" of "+model.FormatSize(p.Total), 18, ""), k.plain})
	} else {
		out = append(out, segment{"  " + fit(model.FormatSize(p.Done), 18, ""), k.plain})
	}
	if p.Rate > 0 {
		out = append(out, segment{"  " + fit(model.FormatRate(p.Rate), 10, ""), k.dim})
	}
	if p.Left > 0 {
		out = append(out, segment{"  " + fit(model.FormatWait(p.Left)+" left", 10, ""), k.dim})
	}
	switch r.link.Phase(m.server()) {
	case model.PhaseLive, model.PhaseSoon:
		out = append(out, segment{"  link " + model.FormatCountdown(r.link.Left(m.server())), k.dim})
	case model.PhaseExpired:
		out = append(out, segment{"  link expired (ok)", k.dim})
	case model.PhaseNone:
	}
	return out
}

// barSegments draw a bar and its percentage.
func (m *Model) barSegments(done, total int64, k ink) []segment {
	steps := m.barSteps()
	if total <= 0 {
		return []segment{{spaces(steps + 5), k}}
	}
	full := int(min(max(done, 0), total) * int64(steps) / total)
	return []segment{
		{strings.Repeat(m.gl.full, full), k},
		{strings.Repeat(m.gl.empty, steps-full), m.st.row.faint},
		{fitRight(model.FormatPercent(done, total), 5), k},
	}
}

// savedWords says when a file was saved, under which name, and what is off about it.
func (m *Model) savedWords(a model.Attachment, r *row) []segment {
	k := &m.st.row
	s := r.saved
	dot := " " + m.gl.dot + " "
	text := "saved " + r.savedAt.Local().Format("15:04") + dot + model.FormatSize(s.Size)
	if s.State == model.SaveSkipped {
		text = "skipped" + dot + "the name is taken"
		if s.Same {
			text = "skipped" + dot + "the same file is there already"
		}
	}
	if filepath.Base(s.Path) != a.FileName && !m.hidden {
		text += dot + "as " + model.Text(filepath.Base(s.Path))
	}
	out := []segment{{text, k.dim}}
	if n := len(s.Doubts); n > 0 {
		out = append(out, segment{dot + wording.Doubt(s.Doubts[n-1]), k.soon})
	}
	if len(s.SHA256) >= shortHash {
		out = append(out, segment{dot + "sha256 " + s.SHA256[:4] + m.gl.cut + s.SHA256[len(s.SHA256)-4:], k.dim})
	}
	return out
}
