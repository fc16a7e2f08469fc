package transcript

import (
	"context"

	"attache/model"
)

// catchingUp is one Reading of a watch: what came since the last, and what became of scans.
type catchingUp struct {
	w    *Reader
	r    Reading
	aim  aim
	each func(model.Page)
}

// Todo says what a reading of a watch is for.
type Todo struct {
	Fill bool // something may have been missed: every running scan is read for
	Poll bool // no socket is open: one scan is read for, the next with the next reading
	Back bool // go back from the newest item: going forward has failed
}

// CatchUp reads what came since the last reading, in one request where no more than a page lies between
// the scan it is for and the newest item. It tells how many requests that took.
func (w *Reader) CatchUp(ctx context.Context, todo Todo, each func(model.Page)) (calls int, err error) {
	u := &catchingUp{w: w, each: each}
	u.r = Reading{Priority: model.PriorityVisible, Quiet: true}
	began := w.Now()
	switch due := w.Cursor.Overdue(); {
	case todo.Fill:
		u.aim, u.r.Priority = aimAll, model.PrioritySelected
	case !due.IsZero() && !due.After(began) && !todo.Poll:
		u.aim = aimDue
	}
	u.r.Report = func(s model.CallState) {
		if s.Stage == model.StageAsking && s.RequestID == "" { // else it tells of the answer
			calls++
		}
	}
	err = u.run(ctx, todo.Back)
	if err == nil && u.aim != aimNext {
		w.Cursor.check(began)
	}
	return calls, err
}

func (u *catchingUp) run(ctx context.Context, back bool) error {
	p := &u.w.Cursor
	p.begin()
	switch now := u.w.Now(); {
	case !p.astray(u.aim, now):
	case u.aim == aimNext:
		whole, err := u.w.backward(ctx, u.r, "", 1, u.each)
		if err != nil || whole {
			return err
		}
		p.grow() // it is not worth it any more
	default:
		return u.w.Walk(ctx, u.r, u.each)
	}
	whole, asked, err := u.rescan(ctx)
	switch {
	case err != nil || whole:
		return err
	case asked && u.aim == aimNext:
		p.leaveOut() // one call is enough: the next Reading brings what came since
		return nil
	case u.aim != aimNext && p.astray(u.aim, u.w.Now()):
		return u.w.Walk(ctx, u.r, u.each)
	}
	return u.onward(ctx, back)
}

// rescan reads the pages of scans. whole tells that nothing comes after the last of them. One scan at a
// time is read for with every second Reading where one call does not do for both.
func (u *catchingUp) rescan(ctx context.Context) (whole, asked bool, err error) {
	p := &u.w.Cursor
	if u.aim == aimNext && !p.isTurn() {
		return false, false, nil
	}
	for failed := 0; ; {
		from, ok := p.nextScan(u.aim, u.w.Now())
		if !ok {
			return false, asked, nil
		}
		asked = true
		r := u.r
		r.From = from
		answer, err := u.w.Page(ctx, r, model.Secret{})
		switch {
		case err != nil:
			if failed++; !isAboutPlace(err) || failed > 1 && !placeUnknown(err) {
				return false, false, err
			}
			asked = false
			if failed > 1 { // the other places will hardly be known
				p.giveUp(u.aim, u.w.Now())
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
func (u *catchingUp) receive(answer Answer, from string) (whole bool) {
	var history History
	whole = answer.NextToken.IsZero()
	u.w.Cursor.note(answer, u.w.Now(), from)
	if whole {
		u.w.Cursor.reach(answer.Transcript)
	}
	u.each(history.Page(answer))
	return whole
}

// isAboutPlace reports whether a Reading from another place may succeed nevertheless.
func isAboutPlace(err error) bool {
	switch model.KindOf(err) { //nolint:exhaustive // the others are about the way to the service, or the token
	case model.KindInvalid, model.KindMissing, model.KindServer, model.KindJunk:
		return true
	}
	return false
}

// placeUnknown reports whether the service may not know the place where a Reading starts.
func placeUnknown(err error) bool {
	kind := model.KindOf(err)
	return kind == model.KindInvalid || kind == model.KindMissing
}

// onward reads from the Cursor to the newest item. It goes on from where it stands, once, when a
// NextToken has died meanwhile, and goes back from the newest item when the service does not know
// the place.
func (u *catchingUp) onward(ctx context.Context, back bool) error {
	known := u.w.Cursor.at()
	r := u.r
	r.From = known
	for resumed := false; r.From != "" && !back; resumed = true {
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
	_, err := u.w.backward(ctx, u.r, known, 0, u.each)
	return err
}

// forward reads from r.From on, and moves it.
func (u *catchingUp) forward(ctx context.Context, r *Reading) (int, error) {
	var history History
	from := *r
	return u.w.follow(ctx, from, func(answer Answer) bool {
		u.w.Cursor.note(answer, u.w.Now(), r.From)
		u.w.Cursor.reach(answer.Transcript)
		if id := newest(answer.Transcript); id != "" {
			r.From = id
		}
		u.each(history.Page(answer))
		return true
	})
}
