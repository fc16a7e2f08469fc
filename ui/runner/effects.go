package runner

import (
	"context"
	"sync"
	"time"

	"attache/model"
	"attache/model/session"
)

// Deps are what the world is reached by.
type Deps struct {
	Chat      model.Session
	Now       func() time.Time
	Clipboard func(ctx context.Context, text string) session.Route // nil: there is no way
	Open      func(ctx context.Context, path string) error         // nil: there is no desktop
	Receipt   func(path string, s session.Summary) (string, error) // nil: none can be written
	Attend    func(looking bool)                                   // nil: nobody wants to know
	Renewals  <-chan model.Secret                                  // fresh tokens of the chat, as they come; nil: there are none
}

// effects are carried out by calls, which put what they come to into the inbox.
type effects struct {
	deps  Deps
	ctx   context.Context
	box   *inbox
	calls map[int]context.CancelFunc // under way, by their number
	saves sync.WaitGroup             // transfers own part files
}

// do begins an effect. It returns false for one that belongs to whoever owns the terminal.
func (r *effects) do(e session.Effect) bool {
	chat := r.deps.Chat
	switch e := e.(type) {
	case session.CancelCall:
		if cancel := r.calls[e.Num]; cancel != nil {
			cancel()
		}
	case session.UseToken:
		chat.SetToken(e.Token)
	case session.Attend:
		if r.deps.Attend != nil {
			r.deps.Attend(e.On)
		}
	case session.ReadTranscript:
		r.call(e.Num, func(ctx context.Context) session.Event {
			err := chat.Attachments(ctx, r.stage(e.Num), func(p model.Page) { r.box.put(session.PageRead{Num: e.Num, Page: p}) })
			return session.TranscriptEnded{Num: e.Num, Problem: model.AsProblem(err)}
		})
	case session.Watch:
		r.call(e.Num, func(ctx context.Context) session.Event {
			err := chat.Watch(ctx, func(n model.Update) { r.box.putUpdate(e.Num, n) })
			return session.WatchEnded{Num: e.Num, Problem: model.AsProblem(err)}
		})
	case session.AskLink:
		r.call(e.Num, func(ctx context.Context) session.Event {
			link, err := chat.Link(ctx, e.ID, e.TTL, e.Priority, r.stage(e.Num))
			return session.LinkAnswered{Num: e.Num, Link: link, Problem: model.AsProblem(err)}
		})
	case session.SaveFile:
		r.save(e)
	case session.InspectFile:
		r.call(e.Num, func(ctx context.Context) session.Event {
			file, err := chat.Inspect(e.Path)
			if err != nil {
				return session.FileInspected{Num: e.Num, Problem: model.AsProblem(err)}
			}
			people, err := chat.People(ctx, nil)
			return session.FileInspected{Num: e.Num, File: file, People: people, Problem: model.AsProblem(err)}
		})
	case session.SendFile:
		r.send(e)
	case session.PeekFile:
		r.call(e.Num, func(ctx context.Context) session.Event {
			head, err := chat.Peek(ctx, e.Request, e.Limit, r.stage(e.Num))
			return session.Peeked{Num: e.Num, Head: head, Problem: model.AsProblem(err)}
		})
	default:
		return r.desktop(e)
	}
	return true
}

// desktop begins what is done on this machine alone.
func (r *effects) desktop(e session.Effect) bool {
	switch e := e.(type) {
	case session.CopyText:
		r.call(e.Num, func(ctx context.Context) session.Event {
			if r.deps.Clipboard == nil {
				return session.TextCopied{Num: e.Num}
			}
			return session.TextCopied{Num: e.Num, Route: r.deps.Clipboard(ctx, e.Text.Reveal())}
		})
	case session.OpenPath:
		r.call(e.Num, func(ctx context.Context) session.Event {
			return session.FileOpened{Num: e.Num, Failed: r.deps.Open == nil || r.deps.Open(ctx, e.Path) != nil}
		})
	case session.DiscardParts:
		r.call(e.Num, func(context.Context) session.Event { return r.discard(e) })
	case session.SaveReceipt:
		r.call(e.Num, func(context.Context) session.Event {
			var at string
			var err error = &model.Problem{Kind: model.KindInternal, Op: "receipt"}
			if r.deps.Receipt != nil {
				at, err = r.deps.Receipt(e.Path, e.Summary)
			}
			return session.ReceiptSaved{Num: e.Num, Path: at, Problem: model.AsProblem(err)}
		})
	default:
		return false
	}
	return true
}

// call runs something under a context of its own, and puts what it ends with into the inbox.
func (r *effects) call(num int, f func(context.Context) session.Event) {
	r.start(num, func(ctx context.Context) { r.box.put(f(ctx)) })
}

func (r *effects) start(num int, f func(context.Context)) {
	ctx, cancel := context.WithCancel(r.ctx)
	r.calls[num] = cancel
	go func() {
		defer cancel()
		f(ctx)
	}()
}

// save runs a transfer, which has to be over before the program may end.
func (r *effects) save(e session.SaveFile) {
	chat := r.deps.Chat
	if p := model.AsProblem(r.ctx.Err()); p != nil { // at the end, nothing is begun any more
		r.box.put(session.SaveEnded{Num: e.Num, Problem: p})
		return
	}
	r.saves.Add(1)
	r.start(e.Num, func(ctx context.Context) {
		defer r.saves.Done()
		saved, err := chat.Save(ctx, e.Request, r.stage(e.Num))
		ended := session.SaveEnded{Num: e.Num, Saved: saved, Problem: model.AsProblem(err)}
		if err != nil {
			if done, total, ok := chat.Stopped(e.Request.Attachment.ID); ok {
				ended.Left = &session.Left{Done: done, Total: total}
			}
		}
		r.box.put(ended)
	})
}

// send runs an upload. Its end is reported also after a cancellation: the file may be in the chat.
func (r *effects) send(e session.SendFile) {
	if p := model.AsProblem(r.ctx.Err()); p != nil {
		r.box.put(session.FileSendEnded{Num: e.Num, Problem: p})
		return
	}
	r.saves.Add(1)
	r.start(e.Num, func(ctx context.Context) {
		defer r.saves.Done()
		sent, err := r.deps.Chat.Send(ctx, e.File, e.Meter, nil)
		r.box.put(session.FileSendEnded{Num: e.Num, Sent: sent, Problem: model.AsProblem(err)})
	})
}

func (r *effects) discard(e session.DiscardParts) session.Event {
	d := session.PartsDiscarded{Num: e.Num}
	for _, o := range e.Requests {
		if err := r.deps.Chat.Discard(o); err != nil {
			d.Problem = model.AsProblem(err)
			continue
		}
		d.IDs = append(d.IDs, o.Attachment.ID)
	}
	return d
}

// stage returns the reporter of a call.
func (r *effects) stage(num int) func(model.CallState) {
	return func(s model.CallState) { r.box.stage(session.StageChanged{Num: num, State: s}) }
}

// answered is the number of the call that an event ends; 0 for others.
func answered(e session.Event) int {
	switch e := e.(type) {
	case session.LinkAnswered:
		return e.Num
	case session.TranscriptEnded:
		return e.Num
	case session.WatchEnded:
		return e.Num
	case session.SaveEnded:
		return e.Num
	case session.Peeked:
		return e.Num
	case session.TextCopied:
		return e.Num
	case session.FileOpened:
		return e.Num
	case session.PartsDiscarded:
		return e.Num
	case session.FileInspected:
		return e.Num
	case session.FileSendEnded:
		return e.Num
	case session.ReceiptSaved:
		return e.Num
	}
	return 0
}
