package session

import "attache/model"

// intend does what a person asks for.
func (s *Session) intend(num int, i Intent) {
	switch i := i.(type) {
	case Start:
		s.start(num)
	case GetLink:
		kind := batchGet
		if i.Show {
			kind = batchShow
		}
		s.linker.getLinks(num, i, kind)
	case Renew:
		s.linker.renew(num, i)
	case Copy:
		s.linker.copy(num, i)
	case Measure:
		s.linker.runBatch(&linkBatch{Handout: model.Handout{IDs: s.known(i.IDs)}, intent: num, kind: batchMeasure})
	case Save:
		s.saver.save(num, i)
	case Look:
		s.looks.begin(num, i)
	case OpenFile:
		s.saver.openFile(num, i)
	case KeepAlive:
		s.linker.keep(num, i)
	case Cancel:
		s.cancel(num, i)
	case Discard:
		s.saver.discard(num, i)
	case Reload:
		s.reload(num)
	case SetToken:
		s.setToken(num, i)
	case AddIDs:
		s.addIDs(num, i)
	case RemoveIDs:
		s.removeIDs(num, i)
	case Quit:
		s.quit(num, i)
	case Send:
		s.sends.send(num, i)
	case WriteReceipt:
		call := s.newNum()
		s.receipts[call] = receipt{num, i.Path}
		s.do(SaveReceipt{call, i.Path, s.Summary()})
	case Decline:
		s.finish(num, WeightResult, nil, Declined{i.Question})
	default:
		s.change(num, i)
	}
}

// change changes a setting.
func (s *Session) change(num int, i Intent) {
	var f Changed
	switch i := i.(type) {
	case SetTTL:
		s.ttl = max(model.MinLife, min(i.TTL, model.MaxLife))
		f.TTL = s.ttl
	case SetParallel:
		s.downloads.list.SetParallel(i.Parallel)
		f.Parallel = s.Parallel()
	case HideNames:
		if s.names = i.On; i.On {
			s.looks.stop()
		}
		f.Names, f.Hidden = true, i.On
	}
	s.finish(num, WeightResult, nil, f)
}

// update takes what the world says.
func (s *Session) update(e Event) {
	switch e := e.(type) {
	case Tick:
		s.onTick()
	case StageChanged:
		s.onStage(e)
	case LinkAnswered:
		s.onLink(e)
	case PageRead:
		s.onPage(e)
	case TranscriptEnded:
		s.onTranscript(e)
	case Events:
		s.onEvents(e)
	case WatchEnded:
		s.onWatchEnded(e)
	case SaveEnded:
		s.onSaveEnded(e)
	case Peeked:
		s.onPeeked(e)
	case TokenRenewed:
		s.onTokenRenewed(e)
	case LookedAway:
		s.looks.stop()
	case PartsDiscarded:
		s.saver.onDiscarded(e)
	case TextCopied:
		s.copies.onSent(e)
	case FileOpened:
		s.saver.onFileOpened(e)
	case FileInspected:
		s.sends.onInspected(e)
	case FileSendEnded:
		s.sends.onSent(e)
	case ReceiptSaved:
		s.onReceipt(e)
	case RowsVisible:
		s.links.see(e)
	case SelectionChanged:
		s.selectionChanged(e)
	case FocusChanged:
		s.do(Attend(e))
	case TypingChanged:
		s.credential.typing = e.On
	}
}

func (s *Session) selectionChanged(e SelectionChanged) {
	for _, id := range s.known(e.IDs) {
		r := s.row(id)
		r.selected = e.On
		s.alarms.set(r)
	}
}

// start answers Start.
func (s *Session) start(num int) {
	if len(s.opts.IDs) == 0 {
		s.read(num, false)
		return
	}
	s.finish(num, WeightResult, s.opts.IDs, ChatRead{Total: s.lib.Len()})
}

// onStage notes what a running call is doing.
func (s *Session) onStage(e StageChanged) {
	var about []string
	switch t := s.transcript; {
	case t.running() && e.Num == t.num:
		t.state = e.State
	case s.looks.num > 0 && e.Num == s.looks.num:
		s.looks.state = e.State
		return // the preview waits, and its file is no less there
	case s.links.byNum[e.Num] != nil:
		r := s.links.byNum[e.Num]
		r.call.state = e.State
		about = []string{r.id}
	case s.downloads.byNum[e.Num] != nil:
		r := s.downloads.byNum[e.Num]
		r.save.state = e.State
		about = []string{r.id}
	default:
		return
	}
	if e.State.Stage == model.StageRetrying {
		s.tell(WeightDetail, about, Retrying{e.State})
	}
}

// receipt is a receipt that is being written.
type receipt struct {
	intent int
	path   string
}

func (s *Session) onReceipt(e ReceiptSaved) {
	r, ok := s.receipts[e.Num]
	if !ok {
		return
	}
	delete(s.receipts, e.Num)
	w := WeightResult
	if e.Problem != nil {
		w = WeightProblem
	}
	s.finish(r.intent, w, nil, ReceiptWritten{r.path, e.Problem})
}
