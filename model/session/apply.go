package session

import (
	"time"

	"attache/model"
)

// Apply takes one event and returns what follows from it. It costs what the event touches, however
// many files are listed.
func (s *Session) Apply(e Event, m Moment) Reply {
	s.now, s.conn, s.effects, s.notices = m.Now, m.Connection, nil, nil
	num := 0
	if i, ok := e.(Intent); ok {
		num = s.newNum()
		s.intend(num, i)
	} else {
		s.update(e)
	}
	s.settle()
	return Reply{num, s.effects, s.notices}
}

// settle does what follows from any change: links for rows in view, transfers that may start.
func (s *Session) settle() {
	if s.over {
		return
	}
	if !s.transcript.running() && len(s.links.byNum)+len(s.downloads.saving) == 0 { // nothing tries the token any more
		s.credential.untried(&model.Problem{Kind: model.KindCancelled})
	}
	s.links.prefetch(s.credential.refusal != nil)
	s.looks.settle()
	s.downloads.startNext()
	s.credential.want(s.transcript.shut != nil)
}

// Wake returns when the session wants a Tick; zero for never. It does not move because of events that
// have nothing to do with it.
func (s *Session) Wake() time.Time {
	if s.over {
		return time.Time{}
	}
	return earliest(earliest(s.alarms.next(), s.downloads.nextSample()), s.sends.next())
}

// NextEnd returns when a link ends that somebody waits with, the first that does, on the service's clock; zero
// where there is none.
func (s *Session) NextEnd() time.Time { return s.alarms.nextEnd() }

// intend does what a person asks for.
func (s *Session) intend(num int, i Intent) {
	switch i := i.(type) {
	case Start:
		s.chat.start(num)
	case GetLink:
		kind, yes := batchGet, i
		if yes.Confirmed = true; i.Show {
			kind = batchShow
		}
		s.linker.getLinks(num, i.Targets, kind, i.Confirmed, yes)
	case Renew:
		s.linker.getLinks(num, i.Targets, batchRenew, i.Confirmed, Renew{Targets: i.Targets, Confirmed: true})
	case Copy:
		s.linker.copy(num, i)
	case Measure:
		s.linker.runBatch(&linkBatch{CopyRequest: model.CopyRequest{IDs: s.known(i.IDs)}, intent: num, kind: batchMeasure})
	case Save:
		s.saver.save(num, i)
	case Preview:
		s.looks.begin(num, i)
	case OpenFile:
		s.opener.open(num, i)
	case KeepAlive:
		s.linker.keep(num, i)
	case Cancel:
		s.cancel(num, i)
	case Discard:
		s.discarder.discard(num, i)
	case Reload:
		s.chat.reload(num)
	case SetToken:
		s.trial.set(num, i)
	case AddIDs:
		s.addIDs(num, i)
	case RemoveIDs:
		s.removeIDs(num, i)
	case Quit:
		s.quit(num, i)
	case Send:
		s.sends.send(num, i)
	case WriteReceipt:
		s.receipts.write(num, i.Path, s.Summary())
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
		s.downloads.sample()
		s.sends.sample()
		s.ends.tick()
	case StageChanged:
		s.onStage(e)
	case LinkAnswered:
		s.onLink(e)
	case PageRead:
		s.chat.onPage(e)
	case TranscriptEnded:
		s.chat.onTranscript(e)
	case Events:
		s.chat.onEvents(e)
	case WatchEnded:
		s.chat.onWatchEnded(e)
	case SaveEnded:
		s.onSaveEnded(e)
	case Peeked:
		s.onPeeked(e)
	case TokenRenewed:
		s.trial.renewed(e)
	case PreviewLeft:
		s.looks.stop()
	case PartsDiscarded:
		s.discarder.discarded(e)
	case TextCopied:
		s.copies.onSent(e)
	case FileOpened:
		s.opener.opened(e)
	case FileInspected:
		s.sends.onInspected(e)
	case FileSendEnded:
		s.sends.onSent(e)
	case ReceiptSaved:
		s.receipts.written(e)
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
