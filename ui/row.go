package ui

import (
	"context"
	"time"

	"attache/model"
)

// request is one call under way: how to end it, and the number its answer must carry.
type request struct {
	num     int
	cancel  context.CancelFunc
	urgency model.Urgency
	state   model.CallState
}

// running reports whether the request waits for an answer.
func (r *request) running() bool { return r != nil && r.cancel != nil }

// row is what the screen knows of one attachment beside what the service says of it.
type row struct {
	id       string
	link     model.Link
	call     *request
	asked    int            // calls made for a link
	fetched  bool           // a link was asked for without a key, once
	problem  *model.Problem // why the last call or transfer failed
	renewal  bool           // the link is renewed by itself before it ends
	show     bool           // show the link when it comes
	wanted   bool           // a key asked for the link: it may be shown as one to click on
	form     model.Form     // in which it is to be copied, where wish says that it is
	announce bool           // say so when it comes
	warned   bool           // that the link ends soon has been said
	save     *transfer
	saved    *model.Saved
	left     *left  // what a stopped transfer has left on the disk
	name     string // the file name wanted, where the user gave one
	opening  bool   // open the file once it is saved
	savedAt  time.Time
	fresh    bool   // it arrived while the screen was open, and was not selected since
	copied   copied // the link of this row that was copied last
}

// transfer is one download under way.
type transfer struct {
	request
	meter    model.Meter
	rate     model.Rate
	stopping bool // cancelled; its answer says what is left
}

// callState is the stage of the call under way, that of a transfer's own calls included.
func (r *row) callState() *model.CallState {
	switch {
	case r.save != nil && r.save.state.Stage == model.StageRetrying:
		return &r.save.state
	case r.call != nil:
		return &r.call.state
	}
	return nil
}

// row returns the record of an attachment, made when needed.
func (m *Model) row(id string) *row {
	r, ok := m.rows[id]
	if !ok {
		r = &row{id: id}
		m.rows[id] = r
	}
	return r
}

// selected returns the attachment under the cursor.
func (m *Model) selected() (model.Attachment, bool) {
	return m.lib.ByID(m.list.Cursor())
}

// targets returns the attachments that a key acts on: the marked ones in list order, else the one
// under the cursor.
func (m *Model) targets() []string {
	if marked := m.list.Marked(); len(marked) > 0 {
		return marked
	}
	if a, ok := m.selected(); ok {
		return []string{a.ID}
	}
	return nil
}

// facts is what lists are sorted and filtered by beside what the service says.
func (m *Model) facts(a model.Attachment) model.Facts {
	r := m.row(a.ID)
	f := model.Facts{Size: r.link.Size, State: m.stateOf(a, r)}
	if !r.link.URL.IsZero() {
		f.Expires = r.link.Expires
	}
	return f
}

// stateOf is the row's state at the instant of the message under way.
func (m *Model) stateOf(a model.Attachment, r *row) model.State {
	f := model.RowFacts{Status: a.Status, Link: r.link, Call: r.callState(), Problem: r.problem}
	switch {
	case r.save != nil && r.save.stopping:
		f.Transfer, f.Call = model.TransferStopped, nil
	case r.save != nil:
		f.Transfer = model.TransferRunning
	case m.downloads.Waits(a.ID):
		f.Transfer = model.TransferQueued
	case r.left != nil:
		f.Transfer = model.TransferStopped
	case r.saved != nil:
		f.Transfer = model.TransferDone
	}
	return model.StateOf(f, m.server())
}

// progress is how far a transfer is.
func (m *Model) progress(t *transfer) model.Progress {
	done, total := t.meter.Read()
	return t.rate.Progress(m.now, done, total)
}
