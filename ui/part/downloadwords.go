package part

import (
	"path/filepath"
	"strconv"
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/cells"
	"attache/ui/layout"
	"attache/ui/style"
	"attache/ui/wording"
)

// Downloads are the files that were ever to be saved.
type Downloads struct {
	*Frame

	IDs      []string // all of them, in the order in which they were asked for
	Cleared  map[string]bool
	State    func(id string) session.DownloadState
	Rows     Rows
	Top      int // the first of those that stand below the list
	Cursor   int // the line that keys act on; -1: none
	Parallel int // at a time
	Limited  int // calls that wait for the shared limit
}

// downloadStates lists the states in the order in which they are counted.
func downloadStates() []session.DownloadState {
	return []session.DownloadState{
		session.DownloadRunning, session.DownloadLinking, session.DownloadWaiting, session.DownloadDeferred, session.DownloadStopping,
		session.DownloadStopped, session.DownloadFailed, session.DownloadSaved, session.DownloadSkipped, session.DownloadCancelled,
	}
}

// downloadWord is what a download is doing, in a word.
func downloadWord(s session.DownloadState) string {
	switch s {
	case session.DownloadRunning:
		return "running"
	case session.DownloadLinking:
		return "linking"
	case session.DownloadWaiting:
		return "waiting"
	case session.DownloadDeferred:
		return "scanning"
	case session.DownloadStopping:
		return "stopping"
	case session.DownloadStopped:
		return "stopped"
	case session.DownloadFailed:
		return "failed"
	case session.DownloadSaved:
		return "saved"
	case session.DownloadSkipped:
		return "skipped"
	case session.DownloadCancelled:
	}
	return "cancelled"
}

// words says how far a download is, or what became of it.
func (d *Downloads) words(r *session.Row) []segment {
	again := d.Keys.Act.Save.Help().Key
	switch r.Download {
	case session.DownloadLinking:
		return []segment{{d.linking(r), d.Dim}}
	case session.DownloadRunning:
		return d.running(r)
	case session.DownloadWaiting:
		return []segment{{strconv.Itoa(d.Parallel) + " at a time, " + d.Keys.Load.More.Help().Key + " for more", d.Dim}}
	case session.DownloadDeferred:
		return []segment{{"saved when approved", d.Dim}}
	case session.DownloadStopping:
		return []segment{{"what came is kept", d.Dim}}
	case session.DownloadStopped:
		return append(d.bar(r.Left.Done, r.Left.Total, d.Wait),
			segment{"  " + d.doneOf(r.Left.Done, r.Left.Total), d.Wait},
			segment{d.dotted() + again + " goes on" + d.because(r), d.Dim})
	case session.DownloadFailed:
		return []segment{{wording.For(r.Problem).Sentence, d.Bad}}
	case session.DownloadSaved, session.DownloadSkipped:
		return d.saved(r)
	case session.DownloadCancelled:
	}
	return []segment{{again + " saves it after all", d.Dim}}
}

// linking says what a transfer without a link waits for.
func (d *Downloads) linking(r *session.Row) string {
	if r.Transfer != nil && r.Transfer.Stage == model.StageQueued && d.Limited > 0 {
		return "waits for the shared limit"
	}
	return "asks for a link"
}

// doneOf is "2.8 MB of 4.4 MB", shorter where there is less room.
func (d *Downloads) doneOf(done, total int64) string {
	if d.Layout.W < layout.WideWidth {
		return model.FormatSizeShort(done) + "/" + model.FormatSizeShort(total)
	}
	return model.FormatSize(done) + " of " + model.FormatSize(total)
}

// because says why a transfer stopped, where it was not the user.
func (d *Downloads) because(r *session.Row) string {
	if r.Problem == nil {
		return ""
	}
	return d.dotted() + wording.For(r.Problem).Brief
}

// pace is how fast a transfer is, and how long it still takes.
func (d *Downloads) pace(p model.Progress) string {
	text := ""
	switch {
	case p.Rate > 0:
		text = d.Fit(model.FormatRate(p.Rate), 9, "")
	case p.Still:
		text = noData
	}
	if p.Left > 0 {
		text += "  " + model.FormatWait(p.Left) + " left"
	}
	return text
}

func (d *Downloads) running(r *session.Row) []segment {
	p := r.Progress
	out := d.bar(p.Done, p.Total, d.Work)
	if r.State == model.StateRetrying || r.State == model.StateQueued {
		return append(out, segment{"  " + d.stateWord(r), d.Wait})
	}
	done, doneW := model.FormatSize(p.Done), 18
	if p.Total > 0 {
		done = d.doneOf(p.Done, p.Total)
	}
	if d.Layout.W < layout.WideWidth {
		doneW = 9
	}
	out = append(out, segment{"  " + d.Fit(done, doneW, ""), d.Plain})
	if pace := d.pace(p); pace != "" || !d.narrow() { // what follows stays in its place
		out = append(out, segment{"  " + d.Fit(pace, 21, ""), d.Dim})
	}
	switch r.Link.Phase(d.Server) {
	case model.PhaseLive, model.PhaseSoon:
		out = append(out, segment{"  link " + model.FormatCountdown(r.Link.Left(d.Server)), d.Dim})
	case model.PhaseExpired:
		out = append(out, segment{"  link expired (ok)", d.Dim})
	case model.PhaseNone:
	}
	return out
}

// bar draws how much is done, and its percentage.
func (d *Downloads) bar(done, total int64, k style.Style) []segment {
	steps := d.steps()
	if total <= 0 {
		return []segment{{cells.Spaces(steps + 5), k}}
	}
	full := int(min(max(done, 0), total) * int64(steps) / total)
	return []segment{
		{strings.Repeat(d.Glyphs.Full, full), k},
		{strings.Repeat(d.Glyphs.Empty, steps-full), d.Faint},
		{d.FitRight(model.FormatPercent(done, total), 5), k},
	}
}

// shortHash is the least characters of a SHA-256 that both ends are shown of.
const shortHash = 12

// saved says when a file was saved, under which name, and what is off about it.
func (d *Downloads) saved(r *session.Row) []segment {
	s := r.Saved
	text := r.SavedAt.Local().Format(hourAndMinute) + d.dotted() + model.FormatSize(s.Size)
	if s.State == model.SaveSkipped {
		text = "the name is taken"
		if s.Same {
			text = "the same file is there already"
		}
	}
	if filepath.Base(s.Path) != r.Attachment.FileName && !d.Hidden {
		text += d.dotted() + "as " + model.Text(filepath.Base(s.Path))
	}
	out := []segment{{text, d.Dim}}
	if notes := wording.SavedNotes(*s); len(notes) > 0 {
		out = append(out, segment{d.dotted() + notes[0], d.Soon})
	}
	if warning := wording.Gravest(s.Warnings); warning != "" {
		out = append(out, segment{d.dotted() + warning, d.Soon})
	}
	if len(s.SHA256) >= shortHash {
		out = append(out, segment{d.dotted() + "sha256 " + s.SHA256[:4] + d.Glyphs.Cut + s.SHA256[len(s.SHA256)-4:], d.Dim})
	}
	return out
}

// steps are those of a transfer's bar; on a narrow screen there is no room for one.
func (d *Downloads) steps() int {
	switch {
	case d.narrow():
		return 0
	case d.Layout.W < layout.WideWidth:
		return 6
	}
	return 12
}
