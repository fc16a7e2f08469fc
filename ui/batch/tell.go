package batch

import (
	"bytes"
	"context"
	"io"
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// tellOn tells the files that have come to their end, up to the first that has not.
func (g *getter) tellOn(ctx context.Context, s *session.Session) error {
	for ; g.reported < len(g.list) && ctx.Err() == nil; g.reported++ {
		a := g.list[g.reported]
		row := s.Row(a.ID)
		if row.Saving || row.Waiting || row.Saved == nil && row.Problem == nil {
			return nil
		}
		o := model.Outcome{Attachment: a, Problem: row.Problem}
		if row.Saved != nil {
			o.Saved, o.Problem = *row.Saved, nil
		}
		g.wipe()
		if err := g.tell(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

// tell prints what became of one file.
func (g *getter) tell(ctx context.Context, o model.Outcome) error {
	if g.JSON {
		row := fileRow{FileRecord: model.NewFileRecord(o, wording.Fields)}
		if g.Of.place != nil {
			row.ContactID = g.Of.of(o.Attachment.ContactID)
		}
		line, err := jsonLine(row)
		if err != nil {
			return err
		}
		g.warn(o)
		return write(g.out, line)
	}
	if o.Problem != nil && o.Problem.Op == outputOp {
		return o.Problem
	}
	byItself := g.refusals.tell(g.reporter, o.Problem)
	if o.Problem != nil {
		if byItself && (ctx.Err() == nil || !stopped(o)) { // an interruption is told once, for all
			g.reporter.Fail(o.Attachment, o.Problem)
		}
		return nil
	}
	g.warn(o)
	switch {
	case g.Copy, g.archive != nil:
		return nil // the bytes are there
	case o.Saved.State == model.SaveSkipped && !o.Saved.Same:
		g.reporter.Warn(o.Attachment, wording.Words{Sentence: wording.Left()})
		return nil
	}
	var line bytes.Buffer
	line.WriteString(o.Saved.Path)
	line.WriteByte('\n')
	return write(g.out, line.Bytes())
}

// warn tells what went otherwise than planned, and what is off about a file that was saved.
func (g *getter) warn(o model.Outcome) {
	for _, note := range wording.SavedNotes(o.Saved) {
		g.reporter.Warn(o.Attachment, wording.Words{Sentence: strings.ToUpper(note[:1]) + note[1:] + "."})
	}
	for _, d := range o.Saved.Warnings {
		g.reporter.Warn(o.Attachment, wording.Words{Sentence: wording.FileWarning(d)})
	}
}

// sink is standard output for the bytes of a file, which are written once all of them have come: what
// went down a pipe cannot be taken back.
type sink struct{ to io.Writer }

// Write implements io.Writer.
func (o sink) Write(p []byte) (int, error) {
	n, err := o.to.Write(p)
	return n, OutputProblem(err)
}

// copier is a chat whose files go to an output in place of a folder.
type copier struct {
	Session

	out io.Writer
}

// Save implements Session.
func (c copier) Save(ctx context.Context, request model.DownloadRequest, report func(model.CallState)) (model.Saved, error) {
	request.Out = sink{c.out}
	return c.Session.Save(ctx, request, report)
}
