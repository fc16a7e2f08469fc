package batch

import (
	"context"
	"fmt"
	"io"
	"time"

	"attache/model"
	"attache/ui/wording"
)

// SendOptions say what to send and how to tell of it.
type SendOptions struct {
	Files    []model.Outgoing                                         // in the order asked
	Ask      func(ctx context.Context, question string) (bool, error) // nil: it was agreed to
	JSON     bool                                                     // an object a line instead of an ID
	Progress bool                                                     // errs is a terminal, on which progress is shown
}

// Send sends files, one after the other, and prints on out the ID of each that has passed its scan. Its
// errors are those of Get. Before anything is sent it asks once, naming the files and who gets them.
func Send(ctx context.Context, s Session, o SendOptions, out, errs io.Writer) error {
	if o.Ask != nil {
		people, err := s.People(ctx, nil)
		if err != nil {
			return err
		}
		agreed, err := o.Ask(ctx, wording.SendQuestion(o.Files, people, false))
		if err != nil || !agreed {
			return &model.Problem{Kind: model.KindCancelled, Op: "send", Err: context.Canceled}
		}
	}
	t := &sender{o, painter{w: errs, on: o.Progress}, Reporter{W: errs, JSON: o.JSON}, out}
	var outcomes []model.Outcome
	for _, file := range o.Files {
		outcome := t.send(ctx, s, file)
		outcomes = append(outcomes, outcome)
		if err := t.tell(file, outcome); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return &model.Problem{Kind: model.KindCancelled, Op: "send", Err: context.Canceled}
		}
	}
	return model.FailuresOf(outcomes)
}

type sender struct {
	SendOptions
	painter

	reporter Reporter
	out      io.Writer
}

// send sends one file and shows how far it has come.
func (t *sender) send(ctx context.Context, s Session, file model.Outgoing) model.Outcome {
	meter, done := &model.Meter{}, make(chan model.Outcome)
	go func() {
		sent, err := s.Send(ctx, file, meter, nil)
		o := model.Outcome{Attachment: sent.Attachment, Problem: model.AsProblem(err)}
		o.Saved = model.Saved{State: model.SendDone, Path: file.Path, Size: sent.Size, SHA256: sent.SHA256}
		if err != nil && sent.Attachment.ID == "" {
			o.Attachment = model.NewAttachment("", file.Name, file.ContentType, "")
		}
		done <- o
	}()
	tick := time.NewTicker(repaint)
	defer tick.Stop()
	defer t.wipe()
	for {
		select {
		case o := <-done:
			return o
		case <-tick.C:
			if came, total := meter.Read(); came < total {
				t.paint(fmt.Sprintf("sending, %s of %s", model.FormatSize(came), model.FormatSize(total)))
			} else {
				t.paint("sent; waiting for the scan")
			}
		}
	}
}

// tell prints what became of one file.
func (t *sender) tell(file model.Outgoing, o model.Outcome) error {
	if why := wording.Unusual(file); why != "" && o.Problem != nil {
		t.reporter.Warn(o.Attachment, wording.Words{Sentence: why})
	}
	switch interrupted := o.Problem != nil && o.Problem.Kind == model.KindCancelled && o.Problem.Code != model.CodeUnsureSent; {
	case t.JSON:
		line, err := jsonLine(model.NewFileRecord(o, wording.Fields))
		if err != nil {
			return err
		}
		return write(t.out, line)
	case interrupted:
		return nil
	case o.Problem != nil:
		t.reporter.Fail(o.Attachment, o.Problem)
		return nil //nolint:nilerr // it is told, and counted
	}
	return write(t.out, []byte(o.Attachment.IDText+"\n"))
}
