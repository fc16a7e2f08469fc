package batch

import (
	"context"
	"io"
	"strconv"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner"
)

// ListOptions say what to tell of each attachment, and how.
type ListOptions struct {
	Sizes    bool // ask for the size of each, which is a call each
	JSON     bool // an object a line
	Width    int  // cells of the terminal that out is; 0: it is none
	Progress bool // errs is a terminal, on which progress is shown
	Of       Of   // which chat this is; zero: there is but one
	Now      func() time.Time

	Selection
}

// List prints the attachments of the chat, one a line, oldest first: as JSON, as a table for a
// terminal, or as ID, status, size and name parted by tabs, where a dash stands for what is not
// known.
//
// No size is asked for where there can be none yet, or ever: of a file that is being scanned or was
// rejected. It returns a *model.Failures when sizes could not be had, or a part of the transcript not be read;
// each has been told.
func List(ctx context.Context, s Session, o ListOptions, out, errs io.Writer) error {
	l := &lister{ListOptions: o, session: s, out: out, reporter: o.Of.reporter(errs, o.JSON)}
	l.painter = painter{w: errs, on: o.Progress}
	l.paint("reading the chat")
	list, contact, gap, err := wanted(ctx, s, nil, true, true)
	of := len(list)
	list = o.of(ctx, s, list, gap)
	l.wipe()
	l.Of.contact(contact)
	l.reporter = l.Of.reporter(errs, o.JSON)
	if err != nil {
		return err
	}
	if len(list) == 0 && gap == nil && (of > 0 || o.Width > 0 && !o.JSON) {
		l.reporter.Warn(model.Attachment{}, o.none(of))
	}
	if err := l.head(list); err != nil {
		return err
	}
	err = l.run(ctx, list)
	if gap != nil && !ReaderGone(err) {
		l.reporter.FailPart(gap) // below what was found
	}
	return withGap(err, len(list), gap)
}

// lister is one run of List.
type lister struct {
	ListOptions
	painter

	session  Session
	out      io.Writer
	reporter Reporter
	table    table
	refusals refusals
}

// head prints what stands above the first line.
func (l *lister) head(list []model.Attachment) error {
	if l.JSON || l.Width == 0 || len(list) == 0 {
		return nil
	}
	l.table = newTable(list, l.Width, l.Sizes)
	return write(l.out, []byte(l.Of.title()+l.table.head()))
}

// run prints the lines, each as soon as it is known and all before it are.
func (l *lister) run(ctx context.Context, list []model.Attachment) error {
	if l.Sizes {
		return l.measure(ctx, list)
	}
	for _, a := range list {
		if err := l.line(a, 0); err != nil {
			return err
		}
	}
	return nil
}

// measure is run with the sizes, which are asked for a few at a time.
func (l *lister) measure(ctx context.Context, list []model.Attachment) error {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	r := newRunner(inner, l.session, l.Now, session.Options{Files: list})
	defer r.Close()
	ids := make([]string, len(list))
	for i, a := range list {
		ids[i] = a.ID
	}
	reported, failures := 0, model.Failures{}
	var broken error
	err := r.Do(inner, session.Measure{Targets: session.Targets{IDs: ids}}, func(res runner.Result) {
		for reported < len(list) && broken == nil && ctx.Err() == nil {
			a := list[reported]
			row := r.Session().Row(a.ID)
			if !measured(res, a, row) {
				break
			}
			l.wipe()
			l.explain(a, row, &failures)
			if broken = l.line(a, row.Size); broken != nil {
				stop() // nobody reads the results
			}
			if reported++; reported < len(list) {
				l.paint(strconv.Itoa(reported) + " of " + strconv.Itoa(len(list)) + " told")
			}
		}
	})
	l.wipe()
	switch {
	case broken != nil:
		return broken
	case err != nil:
		return err
	case len(failures.Problems) > 0:
		return &failures
	}
	return nil
}

// measured reports whether nothing more becomes known of the size of an attachment.
func measured(res runner.Result, a model.Attachment, row session.Row) bool {
	last := len(res.Notices) > 0 && res.Notices[len(res.Notices)-1].Final
	return last || row.Call == nil && (row.Asked > 0 || a.NoLink(false) != nil)
}

// explain says why a size is missing. What was not asked for is not explained.
func (l *lister) explain(a model.Attachment, row session.Row, failures *model.Failures) {
	if row.Asked == 0 {
		return
	}
	p := row.Problem
	if failures.Of++; p != nil {
		failures.Problems = append(failures.Problems, p)
	}
	if l.refusals.tell(l.reporter, p) && p != nil {
		l.reporter.Fail(a, p)
	}
}

// line prints one attachment.
func (l *lister) line(a model.Attachment, size int64) error {
	switch {
	case l.JSON:
		record := model.NewAttachmentRecord(a, size)
		record.ContactID = l.Of.of(a.ContactID)
		line, err := jsonLine(record)
		if err != nil {
			return err
		}
		return write(l.out, line)
	case l.Width > 0:
		return write(l.out, []byte(l.table.line(a, size)))
	}
	known := "-"
	if size > 0 {
		known = strconv.FormatInt(size, 10)
	}
	return write(l.out, tabbed(l.Of.fields(a.IDText, string(a.Status), known, a.Name)...))
}

// tabbed returns fields as a line for a pipe. An empty one would be lost on a reader that takes
// several tabs for one, as the shell's read does; the last may be empty.
func tabbed(fields ...string) []byte {
	var line []byte
	for i, f := range fields {
		last := i == len(fields)-1
		if f == "" && !last {
			f = "-"
		}
		line = append(line, f...)
		if !last {
			line = append(line, '\t')
		}
	}
	return append(line, '\n')
}
