package session

import "attache/model"

// watch is the call that tells the news of the chat.
type watch struct {
	*core

	num  int // 0: nobody watches
	feed model.Watch
}

func (w *watch) running() bool { return w.num != 0 }

// live reports whether the chat is seen as it goes on, which takes a token that reads it.
func (w *watch) live() bool { return w.running() && w.feed.Feed == model.FeedLive && !w.feed.Lost() }

// Feed tells by which way news come, and whether anybody watches.
func (s *Session) Feed() (feed model.Watch, watching bool) { return s.watch.feed, s.watch.running() }

// startWatch begins to listen. It follows a walk that has ended well, since it goes on from there.
func (s *Session) startWatch() {
	if s.opts.NoLive || len(s.opts.IDs) > 0 || s.watch.running() || s.ended || s.over {
		return
	}
	s.watch.num = s.newNum()
	s.watch.feed = model.Watch{Feed: model.FeedConnecting}
	s.do(Watch{s.watch.num})
}

// onEvents takes the news of a burst.
func (s *Session) onEvents(e Events) {
	w := s.watch
	if !w.running() || e.Num != w.num {
		return
	}
	w.turn(e.News.Watch, e.News.Filled)
	if s.watchReads(e.News) {
		s.credential.heard()
	}
	c := s.merge(e.News.Attachments)
	s.follow(c, true, true)
	if e.News.Refused != nil && s.credential.trying == 0 { // else the trial says
		s.credential.refuse(e.News.Refused.IfEnded(s.ended), false)
	}
	if e.News.Ended {
		s.transcript.sawEnd = true
		s.endChat(false)
	}
}

// watchReads reports whether news show that the token reads the chat. While another one is tried they may be of the
// token before it.
func (s *Session) watchReads(n model.News) bool {
	by := n.Watch.Feed == model.FeedLive || n.Watch.Feed == model.FeedPolling
	return by && n.Refused == nil && !n.Watch.Lost() && s.credential.trying == 0
}

// turn notes by which way news come from now on.
func (w *watch) turn(is model.Watch, filled bool) {
	was := w.feed
	w.feed = is
	f := FeedChanged{Was: was, Is: is, Filled: filled, Lost: is.Lost() && !was.Lost()}
	f.Back = was.Lost() && !is.Lost() && (is.Feed == model.FeedLive || is.Feed == model.FeedPolling)
	switch {
	case f.Lost:
		w.tell(WeightWarning, nil, f)
	case f.Back:
		w.tell(WeightNews, nil, f)
	case was.Feed != is.Feed || was.Problem != is.Problem || filled:
		w.tell(WeightDetail, nil, f)
	}
}

// onWatchEnded notes that no more news come. The next walk that ends well starts another watch.
func (s *Session) onWatchEnded(e WatchEnded) {
	w := s.watch
	if !w.running() || e.Num != w.num {
		return
	}
	w.num, w.feed = 0, model.Watch{Feed: model.FeedOff}
	switch p := e.Problem; {
	case p == nil:
		s.transcript.sawEnd = true
		w.feed.Feed = model.FeedEnded
		s.endChat(false)
	case p.Kind == model.KindCancelled:
	case p.Kind == model.KindDenied:
		s.credential.refuse(p, false)
	default:
		w.feed.Problem = p
		s.tell(WeightProblem, nil, WatchBroke{p})
	}
}

// follow does what follows from what was said about attachments: aloud says that nobody else tells of
// new files, known that there was a look before.
func (s *Session) follow(c changes, known, aloud bool) {
	if len(c.came)+len(c.passed) > 0 {
		s.links.refill()
		s.links.fresh = true
	}
	for _, id := range c.came {
		s.setCame(s.row(id), known)
	}
	if aloud && len(c.came) > 0 {
		s.bell()
		s.alert(false)
		s.tell(WeightNews, c.came, FilesArrived{})
	}
	if known && len(c.changed) > 0 {
		s.tell(WeightDetail, c.changed, FilesChanged{})
	}
	s.scanPassed(c.passed, known)
	s.scanRejected(c.rejected, known)
}

// scanPassed does what was wanted of the files.
func (s *Session) scanPassed(ids []string, known bool) {
	var told []string
	if len(ids) > 0 && known {
		s.alert(true)
	}
	for _, id := range ids {
		r := s.row(id)
		if r.linkProblem != nil && r.call == nil {
			r.linkProblem, r.fetched = nil, false
		}
		if r.saveProblem != nil && r.saveProblem.Kind == model.KindScanning {
			r.saveProblem = nil
		}
		if w := s.deferred.wishes.Take(id); w != 0 {
			s.grant(r, w)
			continue
		}
		told = append(told, id)
	}
	if len(told) > 0 && known {
		s.bell()
		s.tell(WeightNews, told, ScanEnded{})
	}
}

// scanRejected gives up what was wanted of the files.
func (s *Session) scanRejected(ids []string, known bool) {
	why := &model.Problem{Kind: model.KindRejected, Op: "save"}
	var told, dropped []string
	saves := 0
	for _, id := range ids {
		if s.deferred.wishes.Of(id) == 0 {
			told = append(told, id)
			continue
		}
		dropped = append(dropped, id)
		if s.deferred.drop(id, why) {
			saves++
		}
	}
	if len(dropped) > 0 {
		s.bell()
		s.tell(WeightProblem, dropped, DeferredDropped{saves, why})
	}
	if len(told) > 0 && known {
		s.bell()
		s.tell(WeightWarning, told, ScanEnded{Rejected: true})
	}
}

// grant does what was wanted of a file whose scan has passed. Each action is a request of its own.
func (s *Session) grant(r *row, w model.Wish) {
	s.bell()
	ids := []string{r.id}
	if w.Saves() {
		num := s.newNum()
		s.tell(WeightResult, ids, DeferredStarted{w & (model.WishSave | model.WishOpen), num})
		if w&model.WishOpen != 0 {
			r.opens = num
		}
		s.saver.saveNow(&saveJob{intent: num, ids: ids}, nil)
	}
	switch {
	case w&model.WishCopy != 0:
		num := s.newNum()
		s.tell(WeightResult, ids, DeferredStarted{model.WishCopy, num})
		s.linker.runBatch(&linkBatch{Handout: model.Handout{IDs: ids, Form: r.form}, intent: num, kind: batchCopy})
	case w&model.WishLink != 0:
		num := s.newNum()
		s.tell(WeightResult, ids, DeferredStarted{model.WishLink, num})
		s.linker.runBatch(&linkBatch{Handout: model.Handout{IDs: ids}, intent: num, kind: batchGet})
	}
}

// endChat notes that the chat is over. Files and good links stay, transfers under way go on; what only a
// chat that goes on could bring is given up.
func (s *Session) endChat(before bool) {
	if s.ended {
		return
	}
	s.ended = true
	s.credential.refusal, s.credential.wanted = nil, nil
	s.links.withdrawAll()
	kept := s.keepAlive.endAll()
	dropped, saves := s.deferred.dropAll(&model.Problem{Kind: model.KindEnded, Op: "save"})
	w := WeightWarning
	switch {
	case saves > 0:
		w = WeightProblem
	case before && len(dropped) == 0:
		w = WeightNews
	}
	if !before {
		s.bell()
	}
	s.tell(w, dropped, ChatEnded{before, saves, kept})
}
