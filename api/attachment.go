package api

import (
	"context"
	"time"

	"attache/api/wire"
	"attache/model"
)

// attachmentAnswer is the result of GetAttachment.
type attachmentAnswer struct {
	URL                   secretText `json:"Url"`
	URLExpiry             string     `json:"UrlExpiry"`
	AttachmentSizeInBytes int64
}

// Link asks for a new pre-signed URL of the given life, 5 to 300 seconds; 0 is 300. It never
// answers from a store. An answer that has no URL gives a Link with a size alone; a URL that must
// not be followed gives a Problem of KindUnsafeLink, one that had ended before it came a Problem of
// KindDeadLink.
func (c *Client) Link(ctx context.Context, id string, life time.Duration, priority model.Priority, report func(model.CallState)) (model.Link, error) {
	link, err := c.anyLink(ctx, id, life, priority, report)
	if err == nil {
		err = deadOnArrival(link)
	}
	if err != nil {
		return model.Link{}, err
	}
	return link, nil
}

// deadOnArrival is the problem of a link that could never be used; nil where it can.
func deadOnArrival(link model.Link) error {
	if !link.DeadOnArrival() {
		return nil
	}
	p := &model.Problem{Kind: model.KindDeadLink, Op: wire.OpAttachment}
	if late := link.Issued.Round(0).Sub(link.Expires); late >= time.Second {
		p.Detail = model.FormatAgo(late)
	}
	return p
}

// anyLink is Link for whoever lets the file's host decide whether the link still lives.
func (c *Client) anyLink(ctx context.Context, id string, life time.Duration, priority model.Priority, report func(model.CallState)) (model.Link, error) {
	life, err := checkLink(id, life)
	if err != nil {
		return model.Link{}, err
	}
	var answer attachmentAnswer
	k := linkCall(id, life, &answer)
	k.priority, k.report = priority, report
	if err = c.contacts.judge(id, c.do(ctx, k), c.tokens.givenVersion(), c.now()); err != nil {
		return model.Link{}, err
	}
	return c.linkOf(answer, life)
}

func linkCall(id string, life time.Duration, answer *attachmentAnswer) call {
	return call{
		op:   getAttachment(),
		body: jsonBody(map[string]any{"AttachmentId": id, "UrlExpiryInSeconds": int(life / time.Second)}),
		decode: func(data []byte) (string, bool) {
			*answer = attachmentAnswer{}
			return wire.Decode(data, answer)
		},
	}
}

// linkOf makes a link of an answer, if it may be followed.
func (c *Client) linkOf(answer attachmentAnswer, life time.Duration) (model.Link, error) {
	// With its monotonic reading: a clock that is set back must not revive the link.
	link := model.Link{Issued: c.now().Add(c.clock.skew()), Asked: life, Size: max(answer.AttachmentSizeInBytes, 0)}
	if answer.URL.IsZero() {
		return link, nil
	}
	u, why := wire.ParseLink(answer.URL.Reveal())
	if why != "" {
		return model.Link{}, &model.Problem{Kind: model.KindUnsafeLink, Op: wire.OpAttachment, Detail: why}
	}
	link.URL = answer.URL.Secret
	link.Expires, link.Estimated = ends(answer.URLExpiry, u, link.Issued, life, c.clock.unbelieved() == 0)
	return link, nil
}

// checkLink says whether the service would take the request.
func checkLink(id string, life time.Duration) (time.Duration, error) {
	if life == 0 {
		life = model.DefaultLife
	}
	if err := wire.CheckID(id); err != nil {
		return 0, err
	}
	if life < model.MinLife || life > model.MaxLife {
		return 0, model.NewInputProblem("--url-expiry", model.FaultRange, life.String())
	}
	return life, nil
}
