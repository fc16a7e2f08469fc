package session

import "attache/model"

// prefetch asks for the links of the rows that are on screen, each once, the selected one first, and
// takes back what waits for rows that are on screen no more.
func (l *links) prefetch(refused bool) {
	if l.opts.Prefetch == PrefetchNone || l.denials >= MaxDenials || l.ended || refused {
		return
	}
	l.withdrawUnseen()
	if l.selected != "" {
		l.prefetchRow(l.selected, model.PrioritySelected)
	}
	if l.opts.Prefetch != PrefetchVisible {
		return
	}
	for _, id := range l.visible {
		if id != l.selected {
			l.prefetchRow(id, model.PriorityVisible)
		}
	}
}

func (l *links) prefetchRow(id string, priority model.Priority) {
	if l.noLink(id) != nil {
		return
	}
	r := l.row(id)
	switch {
	case r.call != nil:
		l.ask(id, priority)
	case !r.fetched && r.save == nil && l.budget > 0 && !r.link.Usable(l.Server()):
		l.budget--
		l.ask(id, priority)
	}
}

func (l *links) withdrawUnseen() {
	if len(l.unasked) == 0 {
		return
	}
	seen := make(map[string]bool, len(l.visible)+1)
	seen[l.selected], seen[l.looked] = true, true
	for _, id := range l.visible {
		seen[id] = true
	}
	for _, num := range sortedKeys(l.unasked) {
		if r := l.unasked[num]; !seen[r.id] && !r.kept {
			l.withdraw(r)
		}
	}
}

// yield takes back a call that nobody asked for: a transfer asks for what it needs itself.
func (l *links) yield(r *row) {
	if r.call != nil && r.call.priority < model.PriorityAsked {
		l.drop(r)
	}
}

// withdrawAll takes back all that nobody asked for.
func (l *links) withdrawAll() {
	for _, num := range sortedKeys(l.unasked) {
		l.withdraw(l.unasked[num])
	}
}

// see takes what is on screen. What the user does lets one screenful be asked for: a filter or an
// order that looks at links would otherwise pull in row after row as their links come.
func (l *links) see(e RowsVisible) {
	l.selected, l.visible = e.Selected, e.IDs
	if r := l.rows[e.Selected]; r != nil {
		l.setCame(r, false)
	}
	if e.Moved || l.fresh {
		l.refill()
	}
	l.fresh = false
}

func (l *links) refill() { l.budget = len(l.visible) + 1 }
