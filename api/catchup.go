package api

import (
	"context"

	"attache/api/live"
	"attache/model"
)

// catchingUp is one reading of a watch: what came since the last, and what became of scans.
type catchingUp struct {
	c    *Client
	r    reading
	aim  aim
	each func(model.Page)
}

// catchUp makes a reading, in one request where no more than a page lies between the scan it is for
// and the newest item.
func (c *Client) catchUp(ctx context.Context, todo live.Read, each func(model.Page)) live.ReadDone {
	u := &catchingUp{c: c, each: each}
	u.r = reading{urgency: model.UrgencyVisible, quiet: true}
	began := c.now()
	switch due := c.cursor.overdue(); {
	case todo.Fill:
		u.aim, u.r.urgency = aimAll, model.UrgencySelected
	case !due.IsZero() && !due.After(began) && !todo.Poll:
		u.aim = aimDue
	}
	done := live.ReadDone{}
	u.r.report = func(s model.CallState) {
		if s.Stage == model.StageAsking && s.RequestID == "" { // else it tells of the answer
			done.Calls++
		}
	}
	err := u.run(ctx, todo.Back)
	if err == nil && u.aim != aimNext {
		c.cursor.check(began)
	}
	done.Problem = model.AsProblem(err)
	return done
}

func (u *catchingUp) run(ctx context.Context, back bool) error {
	p := u.c.cursor
	p.begin()
	switch now := u.c.now(); {
	case !p.astray(u.aim, now):
	case u.aim == aimNext:
		whole, err := u.c.backward(ctx, u.r, "", 1, u.each)
		if err != nil || whole {
			return err
		}
		p.grow() // it is not worth it any more
	default:
		return u.c.walk(ctx, u.r, u.each)
	}
	whole, asked, err := u.rescan(ctx)
	switch {
	case err != nil || whole:
		return err
	case asked && u.aim == aimNext:
		p.leaveOut() // one call is enough: the next reading brings what came since
		return nil
	case u.aim != aimNext && p.astray(u.aim, u.c.now()):
		return u.c.walk(ctx, u.r, u.each)
	}
	return u.onward(ctx, back)
}

// rescan reads the pages of scans. whole tells that nothing comes after the last of them. One scan at a
// time is read for with every second reading where one call does not do for both.
func (u *catchingUp) rescan(ctx context.Context) (whole, asked bool, err error) {
	p := u.c.cursor
	if u.aim == aimNext && !p.isTurn() {
		return false, false, nil
	}
	for failed := 0; ; {
		from, ok := p.nextScan(u.aim, u.c.now())
		if !ok {
			return false, asked, nil
		}
		asked = true
		r := u.r
		r.from = from
		answer, err := u.c.page(ctx, r, model.Secret{})
		switch {
		case err != nil:
			if failed++; !isAboutPlace(err) || failed > 1 && !placeUnknown(err) {
				return false, false, err
			}
			asked = false
			if failed > 1 { // the other places will hardly be known
				p.giveUp(u.aim, u.c.now())
			}
		default:
			whole = u.receive(answer, from)
		}
		p.missed(from)
		if whole || u.aim == aimNext {
			return whole, asked, nil
		}
	}
}

// receive hands on a page that was read from a scan's place, and reports whether nothing comes after it.
func (u *catchingUp) receive(answer transcriptAnswer, from string) (whole bool) {
	var history history
	whole = answer.NextToken.IsZero()
	u.c.cursor.note(answer, u.c.now(), from)
	if whole {
		u.c.cursor.reach(answer.Transcript)
	}
	u.each(history.page(answer))
	return whole
}

// isAboutPlace reports whether a reading from another place may succeed nevertheless.
func isAboutPlace(err error) bool {
	switch model.KindOf(err) { //nolint:exhaustive // the others are about the way to the service, or the token
	case model.KindInvalid, model.KindMissing, model.KindServer, model.KindJunk:
		return true
	}
	return false
}

// placeUnknown reports whether the service may not know the place where a reading starts.
func placeUnknown(err error) bool {
	kind := model.KindOf(err)
	return kind == model.KindInvalid || kind == model.KindMissing
}

// onward reads from the cursor to the newest item. It goes on from where it stands, once, when a
// NextToken has died meanwhile, and goes back from the newest item when the service does not know
// the place.
func (u *catchingUp) onward(ctx context.Context, back bool) error {
	known := u.c.cursor.at()
	r := u.r
	r.from = known
	for resumed := false; r.from != "" && !back; resumed = true {
		pages, err := u.forward(ctx, &r)
		switch {
		case err == nil:
			return nil
		case pages > 0 && !resumed && lostPlace(err):
			continue
		case !placeUnknown(err):
			return err
		}
		back = true
	}
	_, err := u.c.backward(ctx, u.r, known, 0, u.each)
	return err
}

// forward reads from r.from on, and moves it.
func (u *catchingUp) forward(ctx context.Context, r *reading) (int, error) {
	var history history
	from := *r
	return u.c.follow(ctx, from, func(answer transcriptAnswer) bool {
		u.c.cursor.note(answer, u.c.now(), r.from)
		u.c.cursor.reach(answer.Transcript)
		if id := newest(answer.Transcript); id != "" {
			r.from = id
		}
		u.each(history.page(answer))
		return true
	})
}
