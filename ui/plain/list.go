package plain

import (
	"context"
	"io"
	"strconv"
	"sync/atomic"

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
	list, gap, err := wanted(ctx, s, nil, true)
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

	session Session
	out     io.Writer
	voice   Voice
	table   table
	denials int         // in a row
	refused atomic.Bool // nothing more is asked for
}

// maxDenials is how many refusals in a row are taken for the answer to all that would be asked: the
// token is not good for links, or the chat is over.
const maxDenials = 3

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

// explain says why a size is missing, and counts refusals. What was asked for before they were seen
// is not explained again.
func (l *lister) explain(a model.Attachment, s sizing) {
	switch {
	case s.problem == nil:
		if s.asked {
			l.denials = 0
		}
	case !l.refused.Load():
		l.voice.Fail(a, s.problem)
		if l.denials++; s.problem.Kind != model.KindDenied {
			l.denials = 0
		}
		l.refused.Store(l.denials >= maxDenials)
	}
}

// size asks for the size of an attachment. The link that comes along is of no use to anybody, and
// ends as soon as the service lets it.
func (l *lister) size(ctx context.Context, a model.Attachment) sizing {
	if !l.Sizes || l.refused.Load() || a.Barred(false) != nil {
		return sizing{}
	}
	if err := ctx.Err(); err != nil { // the list is over, and this one was never begun
		return sizing{problem: model.AsProblem(err)}
	}
	link, err := l.session.Link(ctx, a.ID, model.MinLife, model.UrgencyAsked, nil)
	return sizing{link.Size, model.AsProblem(err), true}
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
