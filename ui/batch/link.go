package batch

import (
	"context"
	"io"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner"
)

// LinkOptions say which links to print, and how.
type LinkOptions struct {
	IDs  []string      // in the order asked; each once
	Life time.Duration // asked for each link
	JSON bool          // an object a line instead of the URL
	Now  func() time.Time
	Wait time.Duration // for scans that go on; 0: not at all
}

// Link prints a new pre-signed URL of each attachment, in the order asked. They are asked for one
// after the other and printed at once, so that none grows old while it waits for another. A link
// that would be dead before anybody can use it is not printed: it counts as failed. What the service
// refuses time after time it is asked for no more.
//
// It returns a *model.Failures when links could not be had, each of which has been told, and a
// *model.Problem of KindCancelled when ctx ended first.
func Link(ctx context.Context, s Session, o LinkOptions, out, errs io.Writer) error {
	var list []model.Attachment
	if o.Wait > 0 {
		known, _, gap, err := wanted(ctx, s, o.IDs, false, true)
		if err != nil {
			return err
		}
		list = Selection{Wait: o.Wait}.of(ctx, s, known, gap)
	}
	r := newRunner(ctx, s, o.Now, session.Options{IDs: o.IDs, Files: list, TTL: o.Life})
	defer r.Close()
	reporter := Reporter{W: errs, JSON: o.JSON}
	failures := model.Failures{Of: len(o.IDs)}
	var refused refusals
	for _, id := range o.IDs {
		problem := askLink(ctx, r, id)
		if problem == nil {
			refused.tell(reporter, nil)
			line, err := linkLine(id, r.Session().Link(id), o, r.Session().Server())
			if err == nil {
				err = write(out, line)
			}
			if err != nil {
				return err // nobody reads the results: the next would be asked for in vain
			}
			continue
		}
		if problem.Kind == model.KindCancelled {
			return problem
		}
		failures.Problems = append(failures.Problems, problem)
		if o.JSON || refused.tell(reporter, problem) {
			reporter.Fail(model.NewAttachment(id, "", "", ""), problem)
		}
	}
	refused.end(reporter)
	if len(failures.Problems) > 0 {
		return &failures
	}
	return nil
}

// askLink asks for a link, and returns why it did not come.
func askLink(ctx context.Context, r *runner.Runner, id string) (p *model.Problem) {
	err := r.Do(ctx, session.GetLink{Targets: session.Targets{IDs: []string{id}}}, func(res runner.Result) {
		for _, n := range res.Notices {
			if f, ok := n.Fact.(session.NotPossible); ok {
				p = f.Missing[0].Problem
			}
		}
	})
	if err != nil {
		return model.AsProblem(err)
	}
	return p
}

func linkLine(id string, link model.Link, o LinkOptions, now time.Time) ([]byte, error) {
	if o.JSON {
		return jsonLine(model.NewLinkRecord(id, link, now))
	}
	return []byte(link.URL.Reveal() + "\n"), nil
}
