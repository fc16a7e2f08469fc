package session

import "attache/model"

// chat follows a chat from its first page to its end.
type chat struct {
	*core

	links      *links
	linker     *linker
	keepAlive  *keepAlive
	deferred   *deferred
	credential *credential
	transcript *transcript
	watch      *watch
	scans      *scans
}

// start answers Start.
func (c *chat) start(num int) {
	if len(c.opts.IDs) == 0 {
		c.transcript.walk(num, false)
		return
	}
	c.finish(num, WeightResult, c.opts.IDs, ChatRead{Total: c.lib.Len()})
}

// reload answers Reload: it reads the chat again, or asks for what has no good link where only some
// files are listed. What has failed may be tried once more without a request.
func (c *chat) reload(num int) {
	if len(c.opts.IDs) == 0 {
		for _, r := range c.rows {
			if r.call == nil && r.linkProblem != nil {
				r.fetched = false
			}
		}
		c.links.refill()
		c.transcript.walk(num, false)
		return
	}
	c.links.denials = 0
	var ids []string
	for i := range c.lib.Len() {
		if id := c.lib.At(i).ID; !c.Link(id).Usable(c.Server()) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		c.finish(num, WeightResult, nil, NothingToDo{})
		return
	}
	about := Targets{IDs: ids}
	c.linker.getLinks(num, about, batchGet, false, GetLink{Targets: about, Confirmed: true})
}

// onPage takes a page of the walk under way.
func (c *chat) onPage(e PageRead) {
	t := c.transcript
	if e.Num != t.num || !t.running() {
		return
	}
	t.page = true
	if e.Page.ContactID != "" {
		c.contact = e.Page.ContactID
	}
	c.credential.transcriptAnswered()
	ch := c.merge(e.Page.Attachments)
	t.fresh = append(t.fresh, ch.came...)
	if c.lib.Len() > 0 {
		t.shut = nil
	}
	c.scans.follow(ch, t.read, false)
	if e.Page.Ended {
		t.sawEnd = true
		c.end(!t.read)
	}
}

// onTranscript ends the walk under way. What came before a failure stays.
func (c *chat) onTranscript(e TranscriptEnded) {
	t := c.transcript
	if e.Num != t.num || !t.running() {
		return
	}
	c.logCall("GetTranscript", "", t.began, t.state, e.Problem)
	num, fresh := t.intent, t.fresh
	t.num, t.intent, t.fresh = 0, 0, nil
	c.arrange(fresh)
	if e.Problem != nil {
		c.notRead(num, fresh, e.Problem)
		return
	}
	again := t.read
	t.read, t.readAt, t.shut = true, c.now, nil
	c.ended = t.sawEnd
	c.credential.transcriptAnswered()
	if num > 0 {
		c.finish(num, WeightResult, fresh, ChatRead{Total: c.lib.Len(), Again: again})
	} else if len(fresh) > 0 {
		c.tell(WeightNews, fresh, FilesArrived{})
	}
	c.watch.start()
}

func (c *chat) notRead(num int, fresh []string, p *model.Problem) {
	p = p.IfEnded(c.ended)
	w := WeightProblem
	switch p.Kind {
	case model.KindCancelled:
		w = WeightResult
		c.credential.untried(p)
	case model.KindDenied:
		c.credential.refuse(p, num > 0)
	default:
		c.credential.untried(p)
	}
	if c.lib.Len() == 0 && p.Kind != model.KindCancelled {
		c.transcript.shut = p
	}
	if num > 0 {
		c.finish(num, w, fresh, ChatNotRead{p, c.transcript.shut != nil})
	}
}

// onEvents takes the news of a burst.
func (c *chat) onEvents(e Events) {
	w := c.watch
	if !w.running() || e.Num != w.num {
		return
	}
	w.turn(e.Update.Watch, e.Update.Filled)
	if c.countsAsRead(e.Update) {
		c.credential.transcriptAnswered()
	}
	ch := c.merge(e.Update.Attachments)
	c.scans.follow(ch, true, true)
	if e.Update.Refused != nil && c.credential.trying == 0 { // else the trial says
		c.credential.refuse(e.Update.Refused.IfEnded(c.ended), false)
	}
	if e.Update.Ended {
		c.transcript.sawEnd = true
		c.end(false)
	}
}

// countsAsRead reports whether news show that the token reads the chat. While another one is tried they may be of the
// token before it.
func (c *chat) countsAsRead(n model.Update) bool {
	by := n.Watch.State == model.WatchLive || n.Watch.State == model.WatchPolling
	return by && n.Refused == nil && !n.Watch.Lost() && c.credential.trying == 0
}

// onWatchEnded notes that no more news come. The next walk that ends well starts another watch.
func (c *chat) onWatchEnded(e WatchEnded) {
	w := c.watch
	if !w.running() || e.Num != w.num {
		return
	}
	w.num, w.state = 0, model.Watch{State: model.WatchOff}
	switch p := e.Problem; {
	case p == nil:
		c.transcript.sawEnd = true
		w.state.State = model.WatchEnded
		c.end(false)
	case p.Kind == model.KindCancelled:
	case p.Kind == model.KindDenied:
		c.credential.refuse(p, false)
	default:
		w.state.Problem = p
		c.tell(WeightProblem, nil, WatchBroke{p})
	}
}

// end notes that the chat is over. Files and good links stay, transfers under way go on; what only a
// chat that goes on could bring is given up.
func (c *chat) end(before bool) {
	if c.ended {
		return
	}
	c.ended = true
	c.credential.refusal, c.credential.wanted = nil, nil
	c.links.withdrawAll()
	kept := c.keepAlive.endAll()
	dropped, saves := c.deferred.dropAll(&model.Problem{Kind: model.KindEnded, Op: "save"})
	w := WeightWarning
	switch {
	case saves > 0:
		w = WeightProblem
	case before && len(dropped) == 0:
		w = WeightNews
	}
	if !before {
		c.bell()
	}
	c.tell(w, dropped, ChatEnded{before, saves, kept})
}
