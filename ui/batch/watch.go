package batch

import (
	"context"
	"io"
	"strings"
	"syscall"
	"time"

	"attache/model"
	"attache/ui/wording"
)

// WatchOptions say how to tell what happens.
type WatchOptions struct {
	All      bool // first, what is there already, as added
	JSON     bool // an object a line
	Width    int  // cells of the terminal that out is; 0: it is none
	Progress bool // errs is a terminal, on which progress is shown
	Of       Of   // which chat this is; zero: there is but one
	Now      func() time.Time
	// Unread is closed when nobody reads out any more; nil: that shows when something is written.
	Unread <-chan struct{}
}

// Watch prints every change to the attachments of the chat as it becomes known, one a line, until
// the chat ends, which gives nil, or ctx, which gives a *model.Problem of KindCancelled.
func Watch(ctx context.Context, s Session, o WatchOptions, out, errs io.Writer) error {
	w := &watcher{WatchOptions: o, out: out, reporter: o.Of.reporter(errs, o.JSON)}
	progress := painter{w: errs, on: o.Progress}
	progress.paint("reading the chat")
	ended := false
	err := s.Attachments(ctx, nil, func(p model.Page) {
		w.chat.Merge(p.Attachments)
		w.Of.contact(p.ContactID)
		ended = ended || p.Ended
	})
	progress.wipe()
	w.reporter = w.Of.reporter(errs, o.JSON)
	gap := model.AsProblem(err)
	if gap != nil && (gap.Kind == model.KindCancelled || gap.Kind == model.KindDenied || w.chat.Len() == 0) {
		return err
	}
	if err := w.begin(); err != nil {
		return err
	}
	if gap != nil { // the watch reads the rest when it can
		w.reporter.FailPart(gap)
		w.lost, w.gap = true, true
	}
	if ended {
		return w.tell(model.EventEnded, nil)
	}
	return w.follow(ctx, s)
}

// watcher is one run of Watch.
type watcher struct {
	WatchOptions

	out      io.Writer
	reporter Reporter
	chat     model.Library
	lost     bool // nothing is heard at the moment
	gap      bool // the chat was never read whole
	ended    bool // that has been told
}

// begin tells what is there already, where that is wanted.
func (w *watcher) begin() error {
	if !w.All {
		return nil
	}
	for _, a := range w.chat.All() {
		if err := w.tell(model.EventAdded, &a); err != nil {
			return err
		}
	}
	return nil
}

// follow tells the news until they end. Telling may wait for whoever reads, which the watch itself
// must not: it would lose its connection meanwhile.
func (w *watcher) follow(ctx context.Context, s Session) error {
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	go func() {
		select {
		case <-w.Unread:
			stop(OutputProblem(syscall.EPIPE))
		case <-inner.Done():
		}
	}()
	s.Attend(true) // whoever reads the lines wants them soon
	inbox := newInbox()
	over := make(chan error, 1)
	go func() {
		err := s.Watch(inner, inbox.put)
		inbox.close()
		over <- err
	}()
	var broken error
	for n := range inbox.all() {
		if broken == nil {
			if broken = w.receive(n); broken != nil {
				stop(nil)
			}
		}
	}
	err := <-over
	switch cause := context.Cause(inner); {
	case broken != nil:
		return broken
	case ReaderGone(cause):
		return cause
	case err == nil && !w.ended:
		return w.tell(model.EventEnded, nil)
	}
	return err
}

// receive tells one piece of news. Its error ends the watch.
func (w *watcher) receive(n model.Update) error {
	if n.Refused != nil {
		return n.Refused // nobody is here who could give another token
	}
	if err := w.connection(n); err != nil {
		return err
	}
	for _, a := range n.Attachments {
		added, changed := w.chat.Merge([]model.Attachment{a})
		event := model.EventAdded
		switch {
		case changed > 0:
			event = model.EventChanged
		case added == 0:
			continue
		}
		if whole, ok := w.chat.ByID(a.ID); ok {
			a = whole
		}
		if err := w.tell(event, &a); err != nil {
			return err
		}
	}
	if n.Ended && !w.ended {
		return w.tell(model.EventEnded, nil)
	}
	return nil
}

// connection tells when news come again after a break, once what was missed has been read, and says to
// people when they stop coming.
func (w *watcher) connection(n model.Update) error {
	switch now := n.Watch; {
	case !w.lost && now.Lost():
		if !w.JSON {
			w.reporter.Warn(model.Attachment{}, wording.Unheard(now.Problem))
		}
		w.lost = true
	case w.lost && !now.Lost() && (n.Filled || now.State == model.WatchLive && !w.gap):
		w.lost, w.gap = false, false
		return w.tell(model.EventReconnected, nil)
	}
	return nil
}

// tell prints one event.
func (w *watcher) tell(event model.Event, a *model.Attachment) error {
	w.ended = w.ended || event == model.EventEnded
	at := w.Now().Truncate(time.Millisecond)
	if w.JSON {
		row := eventRow{model.EventRecord{Event: event, At: at.UTC()}, w.Of.of("")}
		if a != nil {
			about := model.NewAttachmentRecord(*a, 0)
			row.AttachmentRecord, row.ContactID = &about, w.Of.of(a.ContactID)
		}
		line, err := jsonLine(row)
		if err != nil {
			return err
		}
		return write(w.out, line)
	}
	fields := []string{at.UTC().Format(time.RFC3339), string(event)}
	if a != nil {
		fields = append(fields, a.IDText, string(a.Status), a.Name)
	}
	if w.Width == 0 {
		return write(w.out, tabbed(w.Of.fields(fields...)...))
	}
	return write(w.out, []byte(w.line(at, event, a)))
}

// line is an event for people: the ID whole, on a line of its own where the terminal is too narrow.
func (w *watcher) line(at time.Time, event model.Event, a *model.Attachment) string {
	line := w.Of.column() + at.Local().Format(time.TimeOnly) + gap + string(event)
	if a == nil {
		return line + "\n"
	}
	line += strings.Repeat(" ", max(len(model.EventChanged)-len(event), 0)) + gap + pad(cut(statusWord(a.Status), stateWidth), stateWidth) + gap
	id, room := a.IDText, w.Width-span(line)
	if left := room - span(id) - len(gap); left >= min(minName, span(a.Name)) {
		return line + id + gap + cut(a.Name, left) + "\n"
	}
	return line + cut(a.Name, room) + "\n" + gap + id + "\n"
}
