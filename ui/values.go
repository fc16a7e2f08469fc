package ui

import (
	"attache/model"
	"attache/model/session"
	"attache/ui/part"
)

// rowOf is what is known of a file, to be drawn.
func (m *Model) rowOf(id string) session.Row {
	a, _ := m.lib.ByID(id)
	r := m.row(id)
	v := session.Row{
		Attachment: a, State: m.stateOf(a, r), Link: r.link, Size: r.link.Size, Call: r.callState(), Problem: r.problem, Asked: r.asked,
		Alarm: r.wanted || !r.copied.at.IsZero() || m.list.IsMarked(id), KeptAlive: r.renewal, Deferred: m.wishes.Of(id), Form: r.form,
		Waiting: m.downloads.Waits(id), Download: m.downloadState(id), Saved: r.saved, SavedAt: r.savedAt, Arrived: r.fresh,
		CopiedAt: r.copied.at, CopiedDead: !r.copied.at.IsZero() && !r.copied.alive(m.server()),
	}
	if r.left != nil {
		v.Left = &session.Left{Done: r.left.done, Total: r.left.total}
	}
	if t := r.save; t != nil {
		v.Saving, v.Stopping, v.Transfer = true, t.stopping, &t.state
		v.Progress = m.progress(t)
	}
	return v
}

// downloadState is what a download is doing, or what became of it.
func (m *Model) downloadState(id string) session.DownloadState {
	switch r := m.row(id); {
	case r.save != nil && r.save.stopping:
		return session.DownloadStopping
	case r.save != nil && (r.save.state.Stage == model.StageQueued || r.save.state.Stage == model.StageAsking):
		return session.DownloadLinking
	case r.save != nil:
		return session.DownloadRunning
	case m.downloads.Waits(id):
		return session.DownloadWaiting
	case m.wishes.Of(id).Saves():
		return session.DownloadDeferred
	case r.left != nil:
		return session.DownloadStopped
	case r.problem != nil && r.problem.Kind != model.KindCancelled:
		return session.DownloadFailed
	case r.saved != nil && r.saved.State == model.SaveSkipped:
		return session.DownloadSkipped
	case r.saved != nil:
		return session.DownloadSaved
	}
	return session.DownloadCancelled
}

// batchProgress sums up the transfers under way.
func (m *Model) batchProgress() session.BatchProgress {
	p := session.BatchProgress{Batch: m.downloads.Batch(), Running: m.running(), Waiting: m.downloads.Waiting()}
	known := true
	for _, r := range m.busy.saving {
		t := m.progress(r.save)
		p.Bytes, p.Total, p.Rate, known = p.Bytes+t.Done, p.Total+t.Total, p.Rate+t.Rate, known && t.Total > 0
	}
	if !known {
		p.Total = 0
	}
	return p
}

// chatOf is what is known of the chat as a whole.
func (m *Model) chatOf(f *part.Frame) part.Chat {
	c := part.Chat{
		Frame: f, Contact: m.chat, Region: m.opts.Region, Endpoint: m.opts.Host, Emulator: m.opts.Emulator, Ended: m.ended,
		Shut: m.pane.kind == paneBroken, Refusal: m.live.refusal, Feed: m.live.feed, Known: m.walked, Connection: m.status, Listing: &m.list,
	}
	if m.walk.running() {
		c.Reading = &m.walk.state
	}
	return c
}

// shared is what the parts of one frame share.
func (m *Model) shared() *part.Frame {
	return &part.Frame{
		Theme: &m.theme, Layout: m.lay, Keys: &m.opts.Keys, Library: &m.lib, Hidden: m.hidden, Swapped: m.swapped,
		// The console of Linux would write the sequence out.
		Clicks: m.opts.Getenv("TERM") != "linux", Now: m.now, Server: m.server(), Folder: m.opts.Dir,
	}
}
