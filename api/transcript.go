package api

import (
	"context"
	"encoding/json"

	"attache/model"
)

const (
	// pageItems is the service's limit on MaxResults: the fewest calls for a chat.
	pageItems = 100
	// fewItems is what is asked for at the least, where more does not come in time.
	fewItems = 5
	// maxPages ends a walk that leads nowhere: 400,000 items, far beyond the longest chat, or 20,000
	// where the pages are small.
	maxPages = 4000
	// maxIdle ends a walk whose pages, one after another, bring nothing new. A few empty ones may
	// stand between others.
	maxIdle = 20
	// maxIdleQuiet ends one that nobody waits for.
	maxIdleQuiet = 7
)

// transcriptAnswer is the result of GetTranscript, as far as it is used.
type transcriptAnswer struct {
	InitialContactID string `json:"InitialContactId"`
	Transcript       []transcriptItem
	NextToken        nextToken
}

// nextToken is a pagination token: with the bearer token it opens the rest of the chat. Missing,
// null and empty mean that there is no further page.
type nextToken struct {
	model.Secret
	odd bool // it was something else than a string: the pages behind it cannot be had
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *nextToken) UnmarshalJSON(data []byte) error {
	var text string
	n.odd = json.Unmarshal(data, &text) != nil
	n.Secret = model.NewSecret(text)
	return nil
}

// reading is one way through the transcript.
type reading struct {
	from    string // Id of the item to start with, going forward; empty: the newest, going backward
	urgency model.Urgency
	quiet   bool // nobody waits for it: see call
	report  func(model.CallState)
}

// Attachments walks the whole transcript and hands out each page as it arrives: the newest items
// first, each page in the order of time within. It starts over once, handing out pages again,
// when the service no longer knows the place where the walk stands.
//
// It walks backward from the newest item, since that is what the service's documentation defines
// for a request without a start position, and what every official client does; "forward" is only
// defined from a position, and the first item's is not known.
func (c *Client) Attachments(ctx context.Context, report func(model.CallState), each func(model.Page)) error {
	return c.walk(ctx, reading{urgency: model.UrgencySelected, report: report}, each)
}

// walk reads the whole transcript, twice if it has to.
func (c *Client) walk(ctx context.Context, r reading, each func(model.Page)) error {
	for restarted := false; ; restarted = true {
		paged := false
		_, err := c.backward(ctx, r, "", 0, func(p model.Page) {
			paged = true
			each(p)
		})
		if err == nil || restarted || !paged || !lostPlace(err) {
			return err
		}
	}
}

// lostPlace reports whether the service may no longer know where a reading stands: a NextToken
// dies when the participant connects anew.
func lostPlace(err error) bool {
	kind := model.KindOf(err)
	return kind == model.KindInvalid || kind == model.KindDenied
}

// backward reads page after page from the newest to the oldest, or to that with the item until, at
// most so many; zero is no limit. joined tells that no item between was left out.
func (c *Client) backward(ctx context.Context, r reading, until string, most int, each func(model.Page)) (joined bool, err error) {
	var history history
	scan := c.cursor.fullScan(until)
	read, whole := 0, false
	_, err = c.follow(ctx, r, func(answer transcriptAnswer) bool {
		scan.note(answer, c.now())
		each(history.page(answer))
		read++
		whole = answer.NextToken.IsZero()
		return !scan.joined && (most == 0 || read < most)
	})
	if joined = err == nil && (whole || scan.joined); joined {
		scan.settle(whole)
	}
	return joined, err
}

// follow hands out page after page until there is none left or visit has seen enough. It returns
// how many there were before it ended.
func (c *Client) follow(ctx context.Context, r reading, visit func(transcriptAnswer) (more bool)) (int, error) {
	var loop loopGuard
	next := model.Secret{}
	for pages := range maxPages {
		answer, err := c.page(ctx, r, next)
		if err != nil {
			return pages, err
		}
		r.urgency = model.UrgencyFurther
		more := visit(answer)
		next = answer.NextToken.Secret
		if !more || next.IsZero() {
			return pages + 1, nil
		}
		if why := loop.closes(answer, r.quiet); why != "" {
			return pages + 1, &model.Problem{Kind: model.KindLoop, Op: opTranscript, Detail: why}
		}
	}
	return maxPages, &model.Problem{Kind: model.KindLoop, Op: opTranscript, Detail: "too many pages"}
}

// loopGuard notices pages that lead nowhere.
type loopGuard struct {
	tokens map[string]bool
	items  map[string]bool // the newest of each page
	idle   int             // pages in a row that brought nothing new
}

// closes says why no page after this one is asked for; empty when it is.
func (g *loopGuard) closes(answer transcriptAnswer, quiet bool) string {
	if g.tokens == nil {
		g.tokens, g.items = map[string]bool{}, map[string]bool{}
	}
	token, id := answer.NextToken.Reveal(), newest(answer.Transcript)
	if g.tokens[token] {
		return "repeated page token"
	}
	g.tokens[token] = true
	g.idle++
	if len(answer.Transcript) > 0 && !g.items[id] {
		g.idle = 0
	}
	if id != "" {
		g.items[id] = true
	}
	most := maxIdle
	if quiet {
		most = maxIdleQuiet
	}
	if g.idle >= most {
		return "pages without items"
	}
	return ""
}

// page asks for one page, and for a smaller one where that does not come in time. What did is kept for
// the pages to come, and more is asked for again once they come fast.
func (c *Client) page(ctx context.Context, r reading, next model.Secret) (transcriptAnswer, error) {
	answer, err := c.pageOf(ctx, r, next)
	if err != nil && !r.quiet && model.KindOf(err) == model.KindTimeout && ctx.Err() == nil {
		return c.pageOf(ctx, r, next)
	}
	return answer, err
}

// pageOf asks for one page of as many items as come in time, as far as is known.
func (c *Client) pageOf(ctx context.Context, r reading, next model.Secret) (answer transcriptAnswer, err error) {
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

func pageCall(r reading, next model.Secret, items int, answer *transcriptAnswer) call {
	members := map[string]any{"MaxResults": items, "ScanDirection": "BACKWARD", "SortOrder": "ASCENDING"}
	if r.from != "" {
		members["ScanDirection"] = "FORWARD"
		members["StartPosition"] = map[string]string{"Id": r.from}
	}
	if !next.IsZero() {
		members["NextToken"] = next.Reveal()
	}
	return call{
		op: getTranscript(), urgency: r.urgency, report: r.report, quiet: r.quiet,
		body: jsonBody(members), next: next,
		decode: func(data []byte) (string, bool) {
			*answer = transcriptAnswer{}
			what, isCut := decode(data, answer)
			if what == "" && answer.NextToken.odd {
				what = "NextToken is not a string"
			}
			return what, isCut
		},
	}
}
