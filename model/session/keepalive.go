package session

import (
	"slices"

	"attache/model"
)

// keepAlive are the links that are renewed before they end.
type keepAlive struct {
	*core
	links *links

	rows map[string]*row
}

// due reports whether a row's link is to be renewed now.
func (k *keepAlive) due(r *row) bool {
	return r.kept && !k.ended && r.call == nil && r.linkProblem == nil && r.link.RenewalDue(k.Server())
}

// switchOver keeps links alive, or ends that, and answers the intent.
func (k *keepAlive) switchOver(num int, i KeepAlive) {
	ids := k.known(i.IDs)
	if i.Mode == KeepOff && len(i.IDs) == 0 {
		ids = sortedKeys(k.rows)
	}
	f := KeptAlive{On: i.Mode == KeepOn || i.Mode == KeepToggle && slices.ContainsFunc(ids, func(id string) bool { return !k.row(id).kept })}
	var changed []string
	for _, id := range ids {
		r := k.row(id)
		if r.kept == f.On {
			continue
		}
		if f.On && len(k.rows) >= MaxKeptAlive {
			f.Full = true
			break
		}
		if p := k.noLink(id); f.On && p != nil {
			f.Missing = append(f.Missing, Missing{id, p})
			continue
		}
		k.set(r, f.On)
		changed = append(changed, id)
		if f.On && !r.link.Usable(k.Server()) {
			k.links.ask(id, model.PriorityAsked)
		}
	}
	f.Total = len(k.rows)
	k.answer(num, ids, changed, f)
}

func (k *keepAlive) answer(num int, ids, changed []string, f KeptAlive) {
	switch {
	case len(changed) == 0 && len(f.Missing) > 0:
		k.finish(num, WeightProblem, ids, NotPossible{f.Missing})
	case len(changed) == 0 && !f.Full:
		k.finish(num, WeightResult, ids, NothingToDo{})
	case f.Full || len(f.Missing) > 0:
		k.finish(num, WeightWarning, changed, f)
	default:
		k.finish(num, WeightResult, changed, f)
	}
}

func (k *keepAlive) set(r *row, on bool) {
	if r.kept = on; on {
		r.linkProblem = nil
		k.rows[r.id] = r
	} else {
		delete(k.rows, r.id)
	}
	k.links.alarms.set(r)
}

// answered takes the answer to a call of a link that is kept alive. One that did not come, or was dead
// when it came, ends that: it would be asked for again and again.
func (k *keepAlive) answered(r *row, done call, p *model.Problem) (ended bool) {
	switch {
	case !r.kept:
		return false
	case p == nil:
		if done.keeps && done.priority < model.PriorityAsked {
			k.tell(WeightDetail, []string{r.id}, Renewed{r.link.Left(k.Server())})
		}
		return false
	case p.Kind == model.KindCancelled:
		return false
	}
	k.set(r, false)
	k.tell(WeightProblem, []string{r.id}, KeepAliveEnded{p})
	return true
}

// endAll ends all, and returns how many there were.
func (k *keepAlive) endAll() int {
	n := len(k.rows)
	for _, id := range sortedKeys(k.rows) {
		k.set(k.rows[id], false)
	}
	return n
}
