package session

import (
	"time"

	"attache/model"
)

// transcript is the reading of the chat.
type transcript struct {
	*core

	num    int // the walk under way; 0: none
	intent int // that waits for it; 0: none
	state  model.CallState
	began  time.Time
	page   bool // a page of it has come
	sawEnd bool // the walk, or the watch since it began, told of the chat's end
	read   bool // one has ended well
	readAt time.Time
	fresh  []string       // what it has brought that was not listed before
	shut   *model.Problem // why there is nothing to see
}

func (t *transcript) running() bool { return t.num != 0 }

// Reading tells whether the transcript is being read, and what the call is doing.
func (s *Session) Reading() (state model.CallState, running bool) {
	return s.transcript.state, s.transcript.running()
}

// Read tells when the transcript was last read to its end; zero: never.
func (s *Session) Read() time.Time { return s.transcript.readAt }

// Shut is why there is nothing to see of the chat; nil where there is something.
func (s *Session) Shut() *model.Problem { return s.transcript.shut }

// read walks the transcript for an intent; 0: for none. A walk under way is replaced, and what waits for
// it waits for the new one.
func (s *Session) read(num int, trial bool) {
	t := s.transcript
	waits := num
	if t.running() {
		s.do(CancelCall{t.num})
		if t.intent > 0 && num > 0 {
			s.finish(t.intent, WeightResult, nil, NothingToDo{})
		} else if t.intent > 0 {
			waits = t.intent
		}
	}
	if !trial {
		s.links.denials = 0
	}
	t.num, t.intent, t.state, t.began = s.newNum(), waits, model.CallState{Stage: model.StageQueued, Since: s.now, Try: 1}, s.now
	t.page, t.sawEnd, t.fresh = false, false, nil
	s.do(ReadTranscript{t.num})
}

// reload answers Reload: it reads the chat again, or asks for what has no good link where only some
// files are listed. What has failed may be tried once more without a request.
func (s *Session) reload(num int) {
	if len(s.opts.IDs) == 0 {
		for _, r := range s.rows {
			if r.call == nil && r.linkProblem != nil {
				r.fetched = false
			}
		}
		s.links.refill()
		s.read(num, false)
		return
	}
	s.links.denials = 0
	var ids []string
	for i := range s.lib.Len() {
		if id := s.lib.At(i).ID; !s.linkOf(id).Usable(s.server()) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		s.finish(num, WeightResult, nil, NothingToDo{})
		return
	}
	s.linker.getLinks(num, GetLink{Targets: Targets{IDs: ids}}, batchGet)
}

// onPage takes a page of the walk under way.
func (s *Session) onPage(e PageRead) {
	t := s.transcript
	if e.Num != t.num || !t.running() {
		return
	}
	t.page = true
	if e.Page.ContactID != "" {
		s.contact = e.Page.ContactID
	}
	s.credential.heard()
	c := s.merge(e.Page.Attachments)
	t.fresh = append(t.fresh, c.came...)
	if s.lib.Len() > 0 {
		t.shut = nil
	}
	s.follow(c, t.read, false)
	if e.Page.Ended {
		t.sawEnd = true
		s.endChat(!t.read)
	}
}

// onTranscript ends the walk under way. What came before a failure stays.
func (s *Session) onTranscript(e TranscriptEnded) {
	t := s.transcript
	if e.Num != t.num || !t.running() {
		return
	}
	s.logCall("GetTranscript", "", t.began, t.state, e.Problem)
	num, fresh := t.intent, t.fresh
	t.num, t.intent, t.fresh = 0, 0, nil
	s.arrange(fresh)
	if e.Problem != nil {
		s.notRead(num, fresh, e.Problem)
		return
	}
	again := t.read
	t.read, t.readAt, t.shut = true, s.now, nil
	s.ended = t.sawEnd
	s.credential.heard()
	if num > 0 {
		s.finish(num, WeightResult, fresh, ChatRead{Total: s.lib.Len(), Again: again})
	} else if len(fresh) > 0 {
		s.tell(WeightNews, fresh, FilesArrived{})
	}
	s.startWatch()
}

func (s *Session) notRead(num int, fresh []string, p *model.Problem) {
	p = p.IfEnded(s.ended)
	w := WeightProblem
	switch p.Kind {
	case model.KindCancelled:
		w = WeightResult
		s.credential.untried(p)
	case model.KindDenied:
		s.credential.refuse(p, num > 0)
	default:
		s.credential.untried(p)
	}
	if s.lib.Len() == 0 && p.Kind != model.KindCancelled {
		s.transcript.shut = p
	}
	if num > 0 {
		s.finish(num, w, fresh, ChatNotRead{p, s.transcript.shut != nil})
	}
}
