package session

import "attache/model"

// links are the calls for links: at most one for each file.
type links struct {
	*core
	alarms *alarms

	byNum    map[int]*row   // calls under way
	unasked  map[int]*row   // of these, those that nobody asked for
	denials  int            // refusals in a row
	refusal  *model.Problem // the last of them
	proven   bool           // the service has answered something else than a refusal
	budget   int            // links that may still be asked for without a request
	fresh    bool           // files came that were not on screen yet
	selected string
	looked   string // somebody waits to see what is in it
	visible  []string
}

// ask asks for a link. A call under way is kept, unless it still waits for its turn with less
// priority; one that waits for its next try is sent anew when a person asks.
func (l *links) ask(id string, priority model.Priority) {
	r := l.row(id)
	again := false
	if r.call == nil {
		r.asked++
	} else {
		waits := r.call.state.Stage == model.StageQueued && r.call.priority < priority
		anew := r.call.state.Stage == model.StageRetrying && priority == model.PriorityAsked
		if !waits && !anew && !r.call.sizes {
			r.call.priority = max(r.call.priority, priority) // what fails is an answer now
			if priority == model.PriorityAsked {
				delete(l.unasked, r.call.num)
			}
			return
		}
		again = r.call.again
		l.drop(r)
	}
	l.send(r, call{priority: priority, again: again})
}

// measure asks for a size. The link that comes along is of no use to anybody, and ends as soon as the
// service lets it.
func (l *links) measure(id string) {
	if r := l.row(id); r.call == nil {
		r.asked++
		l.send(r, call{priority: model.PriorityAsked, sizes: true})
	}
}

func (l *links) send(r *row, c call) {
	c.num, c.keeps, c.token, c.began = l.newNum(), r.kept, l.tokens, l.now
	c.state = model.CallState{Stage: model.StageQueued, Since: l.now, Try: 1}
	r.call, r.fetched = &c, r.fetched || !c.sizes
	l.byNum[c.num] = r
	if c.priority < model.PriorityAsked {
		l.unasked[c.num] = r
	}
	l.alarms.set(r)
	ttl := l.ttl
	if c.sizes {
		ttl = model.MinLife
	}
	l.do(AskLink{c.num, r.id, ttl, c.priority})
}

// drop ends a call; its answer is not that of the row any more.
func (l *links) drop(r *row) {
	l.do(CancelCall{r.call.num})
	l.forget(r)
}

func (l *links) forget(r *row) {
	delete(l.byNum, r.call.num)
	delete(l.unasked, r.call.num)
	r.call = nil
	l.alarms.set(r)
}

// withdraw takes back a call that nobody asked for and that still waits for its turn. The row may ask
// again.
func (l *links) withdraw(r *row) {
	if r.call == nil || r.call.state.Stage != model.StageQueued || r.call.priority >= model.PriorityAsked {
		return
	}
	l.drop(r)
	r.fetched = false
	r.asked--
}

// answer takes the answer to a call, and returns the call and what is wrong; ok is false where it
// answers none that is current. A link that is dead on arrival is asked for once more where a person
// waits for it, and is a problem else.
func (l *links) answer(e LinkAnswered) (r *row, done call, p *model.Problem, ok bool) {
	r = l.byNum[e.Num]
	if r == nil {
		return nil, call{}, nil, false
	}
	done = *r.call
	l.forget(r)
	l.logCall("GetAttachment", r.id, done.began, done.state, e.Problem)
	switch p = e.Problem; {
	case p != nil && p.Kind == model.KindDenied && done.token != l.tokens && !l.ended: // the old token was
		l.sendAnew(r, done)
		return nil, call{}, nil, false
	case p == nil && done.sizes:
		r.link.Size = e.Link.Size
	case p == nil:
		l.take(r, e.Link)
		p = l.unusable(e.Link)
	}
	if p != nil {
		if p.Kind == model.KindDeadLink && done.priority == model.PriorityAsked && !done.again && !l.ended {
			l.send(r, call{priority: done.priority, again: true, sizes: done.sizes})
			return nil, call{}, nil, false
		}
		p = p.IfEnded(l.ended)
		if p.Kind != model.KindCancelled {
			r.linkProblem = p
			l.alarms.set(r)
		}
	}
	l.count(p)
	return r, done, p, true
}

// sendAnew asks once more where somebody waits for the answer; else the row may ask again by itself.
func (l *links) sendAnew(r *row, done call) {
	if r.fetched = done.priority >= model.PriorityAsked || done.keeps; r.fetched {
		l.send(r, call{priority: done.priority, again: done.again, sizes: done.sizes})
	}
}

// unusable is what is wrong with a link that has just come; nil where it is good.
func (l *links) unusable(link model.Link) *model.Problem {
	switch {
	case link.URL.IsZero():
		return &model.Problem{Kind: model.KindNoLink, Op: "GetAttachment"}
	case !link.Usable(l.Server()):
		return &model.Problem{Kind: model.KindDeadLink, Op: "GetAttachment"}
	}
	return nil
}

// take puts a link into its row. One that was copied before stays watched.
func (l *links) take(r *row, link model.Link) {
	r.link, r.linkProblem, r.warned, r.reported = link, nil, false, false
	l.alarms.set(r)
}

// count counts refusals that follow each other. What is known of a file without its link says nothing.
func (l *links) count(p *model.Problem) {
	if p == nil {
		l.denials, l.proven = 0, true
		return
	}
	switch p.Kind { // the others are answers
	case model.KindDenied:
		l.denials++
		l.refusal = p
	case model.KindCancelled, model.KindRejected, model.KindScanning, model.KindInput:
	default:
		l.denials, l.proven = 0, true
	}
}

// hopeless is the refusal that stands for all that a command would ask for; nil: it may ask.
func (l *links) hopeless() *model.Problem {
	if l.opts.Command && l.denials >= MaxDenials {
		return l.refusal
	}
	return nil
}

// worthAsking reports whether a command may ask for one more link while so many calls are under way. Before
// the first answer that is no refusal, no more are asked for than are taken for the answer to all.
func (l *links) worthAsking(running int) bool {
	return !l.opts.Command || l.proven || l.denials >= MaxDenials || running+l.denials < MaxDenials
}
