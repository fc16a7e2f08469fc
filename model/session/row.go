package session

import (
	"time"

	"attache/model"
)

// row is what is known of one file beside what the service says of it.
type row struct {
	id   string
	link model.Link
	call *call // for a link

	linkProblem *model.Problem // why the last link did not come
	saveProblem *model.Problem // why the last transfer failed

	save    *transfer
	saved   *model.Saved
	savedAt time.Time
	left    *Left
	name    string     // to be saved as; empty: its own
	opens   int        // the intent that wants it opened once it is saved; 0: none
	form    model.Form // in which it is to be copied after its scan

	asked    int  // calls for a link
	fetched  bool // a link was asked for without a request, once
	wanted   bool // a request asked for the link: its end is told
	selected bool
	kept     bool // renewed before it ends
	warned   bool // that the link ends soon was told
	told     bool // that the link has ended was told
	copied   copied
	typed    bool // known by its ID alone
	came     bool // arrived after the first look, and was not under the cursor since

	alarm time.Time // when the row is looked at next, on the service's clock; zero: never
}

// call is a request for a link that is under way.
type call struct {
	num      int
	priority model.Urgency
	keeps    bool // a renewal of a link that is kept alive
	again    bool // the last answer was dead on arrival
	sizes    bool // only the size is wanted
	token    int  // the generation of the token it was sent with
	state    model.CallState
	began    time.Time
}

// problem is what is wrong with the row now. What is saved stays saved: a link that cannot be renewed
// does not change that.
func (r *row) problem() *model.Problem {
	if r.saveProblem != nil {
		return r.saveProblem
	}
	return r.linkProblem
}

// size is the size of the file as far as it is known.
func (r *row) size() int64 {
	if r.saved != nil && r.saved.Size > 0 {
		return r.saved.Size
	}
	return r.link.Size
}

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
	Deferred   model.Wish // what is done when the scan has passed
	Form       model.Form // in which it is copied then
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
	r := s.rows[id]
	if r == nil {
		r = &row{id: id}
	}
	v := Row{
		Attachment: a, Link: r.link, Size: r.size(), Problem: r.problem(), Asked: r.asked, Alarm: r.tells(), KeptAlive: r.kept,
		Deferred: s.deferred.wishes.Of(id), Form: r.form, Waiting: s.downloads.list.Waits(id), Saved: r.saved, SavedAt: r.savedAt,
		Left: r.left, Download: s.DownloadState(id), CopiedAt: r.copied.at, CopiedDead: !r.copied.at.IsZero() && !r.copied.alive(s.server()), Arrived: r.came, Typed: r.typed,
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
	v.State = s.stateOf(a, r, &v)
	return v
}

// stateOf is the one most useful word on a file.
func (s *Session) stateOf(a model.Attachment, r *row, v *Row) model.State {
	f := model.RowFacts{Status: a.Status, Link: r.link, Call: v.Call, Problem: v.Problem}
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
	return model.StateOf(f, s.server())
}

// Facts are what a listing is sorted and filtered by; see model.Listing.Bind. They cost less than a Row, for who asks
// about them all.
func (s *Session) Facts(a model.Attachment) model.Facts {
	f := model.Facts{Now: s.server()}
	r := s.rows[a.ID]
	if r == nil {
		r = &row{}
	}
	v := Row{Saving: r.save != nil, Waiting: s.downloads.list.Waits(a.ID), Problem: r.problem()}
	if r.call != nil {
		v.Call = &r.call.state
	}
	if v.Saving && r.save.state.Stage == model.StageRetrying {
		v.Call = &r.save.state
	}
	f.Size, f.State = r.size(), s.stateOf(a, r, &v)
	if !r.link.URL.IsZero() {
		f.Expires = r.link.Expires
	}
	return f
}
