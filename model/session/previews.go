package session

import (
	"time"

	"attache/model"
)

// previews are the files that somebody looks into before they are saved: those of the newest request, one
// after the other.
type previews struct {
	*core
	links      *links
	credential *credential

	intent   int      // the request under way; 0: there is none
	rest     []string // files still to be looked into; the first is the current one
	limit    Limit
	priority model.Priority
	failed   []Missing
	asked    bool // for the link of the current one

	num   int // the fetch under way; 0: there is none
	began time.Time
	state model.CallState

	head   model.Head // the last one that came, until it is taken
	headOf string
}

// begin answers Preview. What was looked into before is left.
func (l *previews) begin(num int, i Preview) {
	l.stop()
	ids := l.known(i.IDs)
	switch {
	case len(ids) == 0:
		l.finish(num, WeightDetail, nil, NothingToDo{})
	case l.names:
		l.finish(num, WeightWarning, ids, Unavailable{NamesHidden})
	default:
		l.intent, l.rest, l.limit, l.priority = num, ids, i.Limit, min(i.Priority, model.PrioritySelected)
		l.links.looked = ids[0]
	}
}

// stop leaves what is looked into. Its fetch is cancelled, and so is a call that waits for its turn and
// that nobody else wants.
func (l *previews) stop() {
	if l.intent == 0 {
		return
	}
	if l.num > 0 {
		l.do(CancelCall{l.num})
	}
	if r := l.rows[l.links.looked]; l.asked && r != nil && l.opts.Prefetch == PrefetchNone {
		l.links.withdraw(r)
	}
	l.end(PreviewEnded{Left: true, Missing: l.failed})
}

// end finishes the request.
func (l *previews) end(f PreviewEnded) {
	// It is not logged: that would be a line for each row that is passed.
	l.whisper(Notice{Answers: l.intent, Final: true, Weight: WeightDetail, Fact: f})
	*l = previews{core: l.core, links: l.links, credential: l.credential, head: l.head, headOf: l.headOf}
	l.links.looked = ""
}

// settle goes on as far as can be gone without waiting.
func (l *previews) settle() {
	for l.intent > 0 && l.num == 0 {
		if len(l.rest) == 0 {
			l.end(PreviewEnded{Missing: l.failed})
			return
		}
		id := l.rest[0]
		l.links.looked = id
		switch p, waits := l.lack(id); {
		case waits:
			return
		case p != nil:
			l.failed = append(l.failed, Missing{id, p})
			l.next()
		default:
			l.fetch(id)
		}
	}
}

func (l *previews) next() { l.rest, l.asked = l.rest[1:], false }

// lack is what is missing to look into a file: a problem, or a link that is on its way. A link is asked for
// once, as for a row that is looked at, and not at all where none would come.
func (l *previews) lack(id string) (p *model.Problem, waits bool) {
	a, _ := l.lib.ByID(id)
	r := l.row(id)
	if p := l.noLink(id); p != nil && (p.Kind != model.KindEnded || a.Status != model.StatusApproved || !r.link.Usable(l.Server())) {
		return p, false
	}
	switch {
	case a.Status != model.StatusApproved:
		return &model.Problem{Kind: model.KindScanning, Op: "preview", Code: model.CodeUnknownScan}, false
	case r.link.Usable(l.Server()):
		return nil, false
	case r.call != nil, r.save != nil: // which brings a link along
		return nil, true
	case l.asked && r.linkProblem != nil:
		return r.linkProblem, false
	case l.asked:
		return &model.Problem{Kind: model.KindCancelled, Op: "GetAttachment"}, false
	case l.credential.refusal != nil:
		return l.credential.refusal, false
	case l.links.denials >= MaxDenials:
		return l.links.refusal, false
	}
	l.asked = true
	l.links.ask(id, l.priority)
	return nil, true
}

// fetch asks for as much of a file as is looked into.
func (l *previews) fetch(id string) {
	a, _ := l.lib.ByID(id)
	r, most := l.row(id), l.limit.Whole
	if model.IsText(a) || r.size() > most {
		most = l.limit.Head
	}
	l.num, l.began, l.state = l.newNum(), l.now, model.CallState{Stage: model.StageFetching, Since: l.now, Try: 1}
	l.do(PeekFile{l.num, model.DownloadRequest{Attachment: a, Link: r.link, Life: l.ttl, Meter: new(model.Meter)}, most})
}

// answer takes what was fetched, and returns the row it is of; nil where nobody waits for it any more.
func (l *previews) answer(e Peeked) *row {
	if e.Num != l.num || l.num == 0 {
		return nil
	}
	r := l.row(l.rest[0])
	l.logCall("preview", r.id, l.began, l.state, e.Problem)
	l.num = 0
	if e.Head.Link.Newer(r.link) {
		r.asked++
		l.links.take(r, e.Head.Link)
	}
	if e.Problem != nil {
		l.failed = append(l.failed, Missing{r.id, e.Problem.IfEnded(l.ended)})
	} else {
		l.head, l.headOf = e.Head, r.id
		l.head.Link = model.Link{}
		l.whisper(Notice{Answers: l.intent, Weight: WeightDetail, About: []string{r.id}, Fact: PreviewReady{}})
	}
	l.next()
	return r
}
