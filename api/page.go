package api

import (
	"context"

	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

const (
	// pageItems is the service's limit on MaxResults: the fewest calls for a chat.
	pageItems = 100
	// fewItems is what is asked for at the least, where more does not come in time.
	fewItems = 5
)

// Attachments walks the whole transcript and hands out each page as it arrives: the newest items
// first, each page in the order of time within. It starts over once, handing out pages again,
// when the service no longer knows the place where the walk stands.
//
// It walks backward from the newest item, since that is what the service's documentation defines
// for a request without a start position, and what every official client does; "forward" is only
// defined from a position, and the first item's is not known.
func (c *Client) Attachments(ctx context.Context, report func(model.CallState), each func(model.Page)) error {
	return c.reader.Walk(ctx, transcript.Reading{Priority: model.PrioritySelected, Report: report}, each)
}

// page asks for one page, and for a smaller one where that does not come in time. What did is kept for
// the pages to come, and more is asked for again once they come fast.
func (c *Client) page(ctx context.Context, r transcript.Reading, next model.Secret) (transcript.Answer, error) {
	answer, err := c.pageOf(ctx, r, next)
	if err != nil && !r.Quiet && model.KindOf(err) == model.KindTimeout && ctx.Err() == nil {
		return c.pageOf(ctx, r, next)
	}
	return answer, err
}

// pageOf asks for one page of as many items as come in time, as far as is known.
func (c *Client) pageOf(ctx context.Context, r transcript.Reading, next model.Secret) (answer transcript.Answer, err error) {
	const step = 4
	items, began := pageItems-int(c.fewer.Load()), c.now()
	err = c.do(ctx, pageCall(r, next, items, &answer))
	if err == nil {
		c.contacts.note(answer, c.tokens.givenVersion(), c.now())
	}
	switch {
	case err == nil && c.now().Sub(began) > callTime/(2*step): // four times as many may come too late
	case err == nil:
		c.fewer.Store(int64(pageItems - min(items*step, pageItems)))
	case model.KindOf(err) == model.KindTimeout && ctx.Err() == nil:
		c.fewer.Store(int64(pageItems - max(items/step, fewItems)))
	}
	return answer, err
}

func pageCall(r transcript.Reading, next model.Secret, items int, answer *transcript.Answer) call {
	members := map[string]any{"MaxResults": items, "ScanDirection": "BACKWARD", "SortOrder": "ASCENDING"}
	if r.From != "" {
		members["ScanDirection"] = "FORWARD"
		members["StartPosition"] = map[string]string{"Id": r.From}
	}
	if !next.IsZero() {
		members["NextToken"] = next.Reveal()
	}
	return call{
		op: getTranscript(), priority: r.Priority, report: r.Report, quiet: r.Quiet,
		body: jsonBody(members), next: next,
		decode: func(data []byte) (string, bool) {
			*answer = transcript.Answer{}
			what, isCut := wire.Decode(data, answer)
			if what == "" && answer.NextToken.Odd {
				what = "NextToken is not a string"
			}
			return what, isCut
		},
	}
}
