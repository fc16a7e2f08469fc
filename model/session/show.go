package session

import (
	"time"

	"attache/model"
)

// Row is what is known of a file, to be shown.
type Row struct {
	Attachment model.Attachment
	State      model.State
	Link       model.Link
	Size       int64
	Call       *model.CallState // the call under way, that of a transfer included
	Transfer   *model.CallState // what the transfer's own calls do; nil while none runs
	Problem    *model.Problem   // why the last call or transfer failed
	Asked      int              // calls for a link
	Alarm      bool             // the end of the link matters: it was asked for, copied or selected
	KeptAlive  bool
	Deferred   model.Deferred // what is done when the scan has passed
	Form       model.Form     // in which it is copied then
	Saving     bool
	Download   DownloadState
	Stopping   bool
	Waiting    bool // for its turn to be saved
	Progress   model.Progress
	Saved      *model.Saved
	SavedAt    time.Time
	Left       *Left
	CopiedAt   time.Time // when its link was copied last, on the local clock; zero: never
	CopiedDead bool      // and that link has died since
	Arrived    bool      // it is new, and was not under the cursor since
	Typed      bool      // it is known by its ID alone
}

// Row returns what is known of a file.
func (s *Session) Row(id string) Row {
	a, _ := s.lib.ByID(id)
	r := s.peek(id)
	v := Row{
		Attachment: a, Link: r.link, Size: r.size(), Problem: r.problem(), Asked: r.asked, Alarm: r.tells(), KeptAlive: r.kept,
		Deferred: s.deferred.actions.Of(id), Form: r.form, Waiting: s.downloads.list.Waits(id), Saved: r.saved, SavedAt: r.savedAt,
		Left: r.left, Download: s.DownloadState(id), CopiedAt: r.copied.at, CopiedDead: !r.copied.at.IsZero() && !r.copied.alive(s.Server()), Arrived: r.came, Typed: r.typed,
	}
	if r.call != nil {
		v.Call = &r.call.state
	}
	if t := r.save; t != nil {
		v.Saving, v.Stopping, v.Transfer = true, t.stopping, &t.state
		done, total := t.meter.Read()
		v.Progress = t.rate.Progress(s.now, done, total)
		if t.state.Stage == model.StageRetrying {
			v.Call = &t.state
		}
	}
	v.State = s.stateOf(a.Status, r, &v)
	if p := s.credential.refusal; p != nil && v.Problem != nil && v.Problem.Kind == model.KindDenied {
		v.Problem = p // the token is what is wrong, not what it was used for
	}
	return v
}

// stateOf is the one most useful word on a file.
func (s *Session) stateOf(status model.Status, r *row, v *Row) model.State {
	f := model.RowFacts{Status: status, Link: r.link, Call: v.Call, Problem: v.Problem}
	switch {
	case v.Saving:
		f.Transfer = model.TransferRunning
	case v.Waiting:
		f.Transfer = model.TransferQueued
	case r.saved != nil:
		f.Transfer, f.Problem = model.TransferDone, nil
	case r.left != nil:
		f.Transfer = model.TransferStopped
	}
	return model.StateOf(f, s.Server())
}

// Facts are what a listing is sorted and filtered by; see model.Listing.Bind. They cost less than a Row, for who asks
// about them all.
func (s *Session) Facts(a *model.Attachment) model.Facts {
	f := model.Facts{Now: s.Server()}
	r := s.peek(a.ID)
	v := Row{Saving: r.save != nil, Waiting: s.downloads.list.Waits(a.ID), Problem: r.problem()}
	if r.call != nil {
		v.Call = &r.call.state
	}
	if v.Saving && r.save.state.Stage == model.StageRetrying {
		v.Call = &r.save.state
	}
	f.Size, f.State = r.size(), s.stateOf(a.Status, r, &v)
	if !r.link.URL.IsZero() {
		f.Expires = r.link.Expires
	}
	return f
}
