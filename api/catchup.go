package api

import (
	"context"

	"attache/model"
)

// catchUp reads what came since the last item, and what became of the files that are being scanned:
// in one go where no more than a page lies between the two. It returns how many pages it took.
func (c *Client) catchUp(ctx context.Context, r reading, each func(model.Page)) (int, error) {
	pages := 0
	if r.from = c.place.awaited(c.now()); r.from != "" {
		n, whole, err := c.rescan(ctx, r, each)
		if err != nil || whole {
			return n, err
		}
		pages = n
	}
	r.from = c.place.end()
	n, err := c.onward(ctx, r, each)
	return pages + n, err
}

// rescan reads one page from r.from on. whole tells that nothing comes after it.
func (c *Client) rescan(ctx context.Context, r reading, each func(model.Page)) (pages int, whole bool, err error) {
	var history history
	pages, err = c.follow(ctx, r, func(answer transcriptAnswer) bool {
		whole = answer.NextToken.IsZero()
		c.place.note(answer, c.now(), r.from)
		if whole {
			c.place.reach(answer.Transcript)
		}
		each(history.page(answer))
		return false
	})
	if err != nil && model.KindOf(err) == model.KindInvalid {
		c.place.forget(r.from)
		return 0, false, nil
	}
	return pages, whole, err
}

// onward reads from r.from to the newest item. It goes on from where it stands, once, when a
// NextToken has died meanwhile, and reads everything when the service does not know the item.
func (c *Client) onward(ctx context.Context, r reading, each func(model.Page)) (int, error) {
	all := 0
	for resumed := false; r.from != ""; resumed = true {
		var history history
		pages, err := c.follow(ctx, r, func(answer transcriptAnswer) bool {
			c.place.note(answer, c.now(), r.from)
			c.place.reach(answer.Transcript)
			if id := newest(answer.Transcript); id != "" {
				r.from = id
			}
			each(history.page(answer))
			return true
		})
		all += pages
		switch {
		case err == nil:
			return all, nil
		case pages > 0 && !resumed && lostPlace(err):
			continue
		case model.KindOf(err) != model.KindInvalid:
			return all, err
		}
		r.from = ""
	}
	n, err := c.walk(ctx, r, each)
	return all + n, err
}
