package ui

import (
	"path/filepath"
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/layout"
	"attache/ui/style"
	"attache/ui/wording"
)

// What a download is doing, in the words of the pane.
const (
	downloadRunning   = "running"
	downloadLinking   = "linking"
	downloadWaiting   = "waiting"
	downloadStopping  = "stopping"
	downloadStopped   = "stopped"
	downloadFailed    = "failed"
	downloadSaved     = "saved"
	downloadSkipped   = "skipped"
	downloadCancelled = "cancelled"
)

// downloadStates lists them in the order in which they are counted.
func downloadStates() []string {
	return []string{
		downloadRunning, downloadLinking, downloadWaiting, downloadStopping, downloadStopped,
		downloadFailed, downloadSaved, downloadSkipped, downloadCancelled,
	}
}

// downloadState is the word for one download. One that nothing else is known of was cancelled: before
// its turn came, before its first byte, or when what it had left was thrown away.
func (m *Model) downloadState(r *row) string {
	switch {
	case r.save != nil && r.save.stopping:
		return downloadStopping
	case r.save != nil && r.save.linking():
		return downloadLinking
	case r.save != nil:
		return downloadRunning
	case m.downloads.Waits(r.id) || m.wishes.Of(r.id).Saves():
		return downloadWaiting
	case r.left != nil:
		return downloadStopped
	case r.problem != nil && r.problem.Kind != model.KindCancelled:
		return downloadFailed
	case r.saved != nil && r.saved.State == model.SaveSkipped:
		return downloadSkipped
	case r.saved != nil:
		return downloadSaved
	}
	return downloadCancelled
}

// linking reports whether a transfer asks for a link. One that waits for another try is running.
func (t *transfer) linking() bool {
	return t.state.Stage == model.StageQueued || t.state.Stage == model.StageAsking
}

// shortHash is the least characters of a SHA-256 that both ends are shown of.
const shortHash = 12

// downloadWords says how far a download is, or what became of it.
func (m *Model) downloadWords(a model.Attachment, r *row, state model.State) []segment {
	k := &m.theme.Styles
	again := m.opts.Keys.Act.Save.Help().Key
	switch m.downloadState(r) {
	case downloadLinking:
		return []segment{{m.linkingWords(r), k.Dim}}
	case downloadRunning:
		return m.runningWords(r, state)
	case downloadWaiting:
		return []segment{{m.turnWords(r), k.Dim}}
	case downloadStopping:
		return []segment{{"what came is kept", k.Dim}}
	case downloadStopped:
		return append(m.barSegments(r.left.done, r.left.total, k.Wait),
			segment{"  " + m.doneOf(r.left.done, r.left.total), k.Wait},
			segment{" " + m.theme.Glyphs.Dot + " " + again + " goes on" + m.because(r), k.Dim})
	case downloadFailed:
		return []segment{{wording.For(r.problem).Sentence, k.Bad}}
	case downloadSaved, downloadSkipped:
		return m.savedWords(a, r)
	}
	return []segment{{again + " saves it after all", k.Dim}}
}

// linkingWords says what a transfer without a link waits for.
func (m *Model) linkingWords(r *row) string {
	if r.save.state.Stage == model.StageQueued && m.status.Waiting > 0 {
		return "waits for the shared limit"
	}
	return "asks for a link"
}

// turnWords says why a download does not start.
func (m *Model) turnWords(r *row) string {
	if m.wishes.Of(r.id).Saves() {
		return "for its scan: saved when approved"
	}
	return strconv.Itoa(m.downloads.Parallel()) + " at a time, " + m.opts.Keys.Load.More.Help().Key + " for more"
}

// doneOf is "2.8 MB of 4.4 MB", shorter where there is less room.
func (m *Model) doneOf(done, total int64) string {
	if m.lay.W < layout.WideWidth {
		return model.FormatSizeShort(done) + "/" + model.FormatSizeShort(total)
	}
	return model.FormatSize(done) + " of " + model.FormatSize(total)
}

// because says why a transfer stopped, where it was not the user.
func (m *Model) because(r *row) string {
	if r.problem == nil {
		return ""
	}
	return " " + m.theme.Glyphs.Dot + " " + wording.For(r.problem).Brief
}

func (m *Model) runningWords(r *row, state model.State) []segment {
	k := &m.theme.Styles
	p := m.progress(r.save)
	out := m.barSegments(p.Done, p.Total, k.Work)
	if state == model.StateRetrying || state == model.StateQueued {
		return append(out, segment{"  " + m.stateWord(state, r), k.Wait})
	}
	done, doneW := model.FormatSize(p.Done), 18
	if p.Total > 0 {
		done = m.doneOf(p.Done, p.Total)
	}
	if m.lay.W < layout.WideWidth {
		doneW = 9
	}
	out = append(out, segment{"  " + m.theme.Fit(done, doneW, ""), k.Plain})
	if p.Rate > 0 {
		out = append(out, segment{"  " + m.theme.Fit(model.FormatRate(p.Rate), 9, ""), k.Dim})
	}
	if p.Left > 0 {
		out = append(out, segment{"  " + m.theme.Fit(model.FormatWait(p.Left)+" left", 10, ""), k.Dim})
	}
	switch r.link.Phase(m.server()) {
	case model.PhaseLive, model.PhaseSoon:
		out = append(out, segment{"  link " + model.FormatCountdown(r.link.Left(m.server())), k.Dim})
	case model.PhaseExpired:
		out = append(out, segment{"  link expired (ok)", k.Dim})
	case model.PhaseNone:
	}
	return out
}

// barSegments draw a bar and its percentage.
func (m *Model) barSegments(done, total int64, k style.Style) []segment {
	steps := m.barSteps()
	if total <= 0 {
		return []segment{{cells.Spaces(steps + 5), k}}
	}
	full := int(min(max(done, 0), total) * int64(steps) / total)
	return []segment{
		{strings.Repeat(m.theme.Glyphs.Full, full), k},
		{strings.Repeat(m.theme.Glyphs.Empty, steps-full), m.theme.Faint},
		{m.theme.FitRight(model.FormatPercent(done, total), 5), k},
	}
}

// savedWords says when a file was saved, under which name, and what is off about it.
func (m *Model) savedWords(a model.Attachment, r *row) []segment {
	k := &m.theme.Styles
	s := r.saved
	dot := " " + m.theme.Glyphs.Dot + " "
	text := r.savedAt.Local().Format("15:04") + dot + model.FormatSize(s.Size)
	if s.State == model.SaveSkipped {
		text = "the name is taken"
		if s.Same {
			text = "the same file is there already"
		}
	}
	if filepath.Base(s.Path) != a.FileName && !m.hidden {
		text += dot + "as " + model.Text(filepath.Base(s.Path))
	}
	out := []segment{{text, k.Dim}}
	if notes := wording.SavedNotes(*s); len(notes) > 0 {
		out = append(out, segment{dot + notes[0], k.Soon})
	}
	if doubt := wording.Gravest(s.Doubts); doubt != "" {
		out = append(out, segment{dot + doubt, k.Soon})
	}
	if len(s.SHA256) >= shortHash {
		out = append(out, segment{dot + "sha256 " + s.SHA256[:4] + m.theme.Glyphs.Cut + s.SHA256[len(s.SHA256)-4:], k.Dim})
	}
	return out
}
