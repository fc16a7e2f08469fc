package batch

import (
	"context"
	"io"
	"strconv"

	"attache/model"
	"attache/ui/wording"
)

// ListOptions say what to tell of each attachment, and how.
type ListOptions struct {
	Sizes    bool // ask for the size of each, which is a call each
	JSON     bool // an object a line
	Width    int  // cells of the terminal that out is; 0: it is none
	Progress bool // errs is a terminal, on which progress is shown
}

// List prints the attachments of the chat, one a line, oldest first: as JSON, as a table for a
// terminal, or as ID, status, size and name parted by tabs, where a dash stands for what is not
// known.
//
// No size is asked for where there can be none yet, or ever: of a file that is being scanned or was
// rejected. It returns a *model.Failures when sizes could not be had, or a part of the transcript not be read;
// each has been told.
func List(ctx context.Context, s Session, o ListOptions, out, errs io.Writer) error {
	l := &lister{ListOptions: o, session: s, out: out, voice: Voice{errs, o.JSON}}
	l.painter = painter{w: errs, on: o.Progress}
	l.paint("reading the chat")
	list, _, gap, err := wanted(ctx, s, nil, true)
	l.wipe()
	if err != nil {
		return err
	}
	if len(list) == 0 && o.Width > 0 && !o.JSON {
		l.voice.Warn(model.Attachment{}, wording.NoFiles())
	}
	if err := l.head(list); err != nil {
		return err
	}
	err = l.run(ctx, list)
	if gap != nil && !ReaderGone(err) {
		l.voice.FailPart(gap) // below what was found
	}
	return withGap(err, len(list), gap)
}

// lister is one run of List.
type lister struct {
	ListOptions
	painter

	session  Session
	out      io.Writer
	voice    Voice
	table    table
	refusals refusals
}

// head prints what stands above the first line.
func (l *lister) head(list []model.Attachment) error {
	if l.JSON || l.Width == 0 || len(list) == 0 {
		return nil
	}
	l.table = newTable(list, l.Width, l.Sizes)
	return write(l.out, []byte(l.table.head()))
}

// sizing is what asking for a size has given.
type sizing struct {
	size    int64
	problem *model.Problem
	asked   bool
}

// run prints the lines, each as soon as it is known and all before it are.
func (l *lister) run(ctx context.Context, list []model.Attachment) error {
	var failures model.Failures
	told := 0
	err := inOrder(ctx, list, l.size, func(a model.Attachment, s sizing) error {
		l.wipe()
		if s.problem != nil && s.problem.Kind == model.KindCancelled {
			return s.problem
		}
		if s.asked {
			failures.Of++
		}
		if s.problem != nil {
			failures.Problems = append(failures.Problems, s.problem)
		}
		l.explain(a, s)
		if err := l.line(a, s.size); err != nil {
			return err
		}
		told++
		if l.Sizes && told < len(list) {
			l.paint(strconv.Itoa(told) + " of " + strconv.Itoa(len(list)) + " told")
		}
		return nil
	})
	l.wipe()
	if err == nil && len(failures.Problems) > 0 {
		return &failures
	}
	return err
}

// explain says why a size is missing. What was not asked for is not explained.
func (l *lister) explain(a model.Attachment, s sizing) {
	if s.asked && l.refusals.tell(l.voice, s.problem, true) && s.problem != nil {
		l.voice.Fail(a, s.problem)
	}
}

// size begins to ask for the size of an attachment, once it may. The link that comes along is of no
// use to anybody, and ends as soon as the service lets it.
func (l *lister) size(ctx context.Context, a model.Attachment) func() sizing {
	known := func(p *model.Problem) func() sizing { return func() sizing { return sizing{problem: p} } }
	if !l.Sizes || a.Barred(false) != nil {
		return known(nil)
	}
	if err := ctx.Err(); err != nil { // the list is over, and this one was never begun
		return known(model.AsProblem(err))
	}
	switch p := l.refusals.enter(ctx); {
	case isDenied(p):
		return known(nil)
	case p != nil:
		return known(p)
	}
	return func() sizing {
		link, err := l.session.Link(ctx, a.ID, model.MinLife, model.UrgencyAsked, nil)
		p := model.AsProblem(err)
		l.refusals.leave(p)
		return sizing{link.Size, p, true}
	}
}

// line prints one attachment.
func (l *lister) line(a model.Attachment, size int64) error {
	switch {
	case l.JSON:
		line, err := jsonLine(model.NewAttachmentRecord(a, size))
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
	return write(l.out, tabbed(a.IDText, string(a.Status), known, a.Name))
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
