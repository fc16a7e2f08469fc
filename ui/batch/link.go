package batch

import (
	"context"
	"io"
	"time"

	"attache/model"
)

// LinkOptions say which links to print, and how.
type LinkOptions struct {
	IDs  []string      // in the order asked; each once
	Life time.Duration // asked for each link
	JSON bool          // an object a line instead of the URL
	Now  func() time.Time
}

// Link prints a new pre-signed URL of each attachment, in the order asked. They are asked for one
// after the other and printed at once, so that none grows old while it waits for another. A link
// that would be dead before anybody can use it is not printed: it counts as failed. What the service
// refuses time after time it is asked for no more.
//
// It returns a *model.Failures when links could not be had, each of which has been told, and a
// *model.Problem of KindCancelled when ctx ended first.
func Link(ctx context.Context, s Session, o LinkOptions, out, errs io.Writer) error {
	voice := Voice{errs, o.JSON}
	failures := model.Failures{Of: len(o.IDs)}
	var refused refusals
	for _, id := range o.IDs {
		var link model.Link
		var err error
		stands := refused.enter(ctx)
		if stands != nil {
			err = stands
		} else {
			link, err = freshLink(ctx, s, id, o)
			refused.leave(model.AsProblem(err))
		}
		if err == nil {
			refused.count(nil, true)
			var line []byte
			if line, err = linkLine(id, link, o, serverNow(s, o)); err == nil {
				err = write(out, line)
			}
			if err != nil {
				return err // nobody reads the results: the next would be asked for in vain
			}
			continue
		}
		problem := model.AsProblem(err)
		if problem.Kind == model.KindCancelled {
			return problem
		}
		failures.Problems = append(failures.Problems, problem)
		if o.JSON {
			refused.count(problem, stands == nil)
		}
		if o.JSON || refused.tell(voice, problem, stands == nil) {
			voice.Fail(model.NewAttachment(id, "", "", ""), problem)
		}
	}
	refused.end(voice)
	if len(failures.Problems) > 0 {
		return &failures
	}
	return nil
}

// freshLink asks for a link that can be handed out. One that has too little of its life left may
// have been made before it was asked for, or have been long on its way; it is asked for once more.
func freshLink(ctx context.Context, s Session, id string, o LinkOptions) (model.Link, error) {
	dead := &model.Problem{Kind: model.KindDeadLink, Op: "GetAttachment"}
	for range 2 {
		link, err := s.Link(ctx, id, o.Life, model.UrgencyAsked, nil)
		switch {
		case err != nil && model.KindOf(err) == model.KindDeadLink:
			dead = model.AsProblem(err)
		case err != nil:
			return link, err
		case link.URL.IsZero():
			return link, &model.Problem{Kind: model.KindNoLink, Op: "GetAttachment"}
		case link.Usable(serverNow(s, o)):
			return link, nil
		}
	}
	return model.Link{}, dead
}

// serverNow is the instant on the service's clock, on which links expire.
func serverNow(s Session, o LinkOptions) time.Time { return o.Now().Add(s.Status().Skew) }

func linkLine(id string, link model.Link, o LinkOptions, now time.Time) ([]byte, error) {
	if o.JSON {
		return jsonLine(model.NewLinkRecord(id, link, now))
	}
	return []byte(link.URL.Reveal() + "\n"), nil
}
