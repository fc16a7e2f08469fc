package transcript

import (
	"context"
	"time"

	"attache/api/wire"
	"attache/model"
)

const (
	// maxPages ends a walk that leads nowhere: 400,000 items, far beyond the longest chat, or 20,000
	// where the pages are small.
	maxPages = 4000
	// maxIdle ends a walk whose pages, one after another, bring nothing new. A few empty ones may
	// stand between others.
	maxIdle = 20
	// maxIdleQuiet ends one that nobody waits for.
	maxIdleQuiet = 7
)

// Reading is one way through the transcript.
type Reading struct {
	From     string // Id of the item to start with, going forward; empty: the newest, going backward
	Priority model.Priority
	Quiet    bool // nobody waits for it, and it comes again by itself
	Report   func(model.CallState)
}

// Reader reads a transcript, and remembers how far it is known.
type Reader struct {
	Page   func(ctx context.Context, r Reading, next model.Secret) (Answer, error) // asks for one page
	Now    func() time.Time                                                        // the local clock
	Cursor Cursor
}

// Walk reads the whole transcript and hands out each page as it arrives, twice if it has to.
func (w *Reader) Walk(ctx context.Context, r Reading, each func(model.Page)) error {
	for restarted := false; ; restarted = true {
		paged := false
		_, err := w.backward(ctx, r, "", 0, func(p model.Page) {
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
func (w *Reader) backward(ctx context.Context, r Reading, until string, most int, each func(model.Page)) (joined bool, err error) {
	var history History
	scan := w.Cursor.fullScan(until)
	read, whole := 0, false
	_, err = w.follow(ctx, r, func(answer Answer) bool {
		scan.note(answer, w.Now())
		each(history.Page(answer))
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
func (w *Reader) follow(ctx context.Context, r Reading, visit func(Answer) (more bool)) (int, error) {
	var loop loopGuard
	next := model.Secret{}
	for pages := range maxPages {
		answer, err := w.Page(ctx, r, next)
		if err != nil {
			return pages, err
		}
		r.Priority = model.PriorityFurther
		more := visit(answer)
		next = answer.NextToken.Secret
		if !more || next.IsZero() {
			return pages + 1, nil
		}
		if why := loop.closes(answer, r.Quiet); why != "" {
			return pages + 1, &model.Problem{Kind: model.KindLoop, Op: wire.OpTranscript, Detail: why}
		}
	}
	return maxPages, &model.Problem{Kind: model.KindLoop, Op: wire.OpTranscript, Detail: "too many pages"}
}

// loopGuard notices pages that lead nowhere.
type loopGuard struct {
	tokens map[string]bool
	items  map[string]bool // the newest of each page
	idle   int             // pages in a row that brought nothing new
}

// closes says why no page after this one is asked for; empty when it is.
func (g *loopGuard) closes(answer Answer, quiet bool) string {
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
