package lines

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"attache/model"
)

// do carries out one order. What it started reports to the mailbox.
func (r *runner) do(o order) {
	session := r.opts.Session
	switch o := o.(type) {
	case cancelCall:
		if cancel := r.calls[o.num]; cancel != nil {
			cancel()
		}
	case useToken:
		session.SetToken(o.token)
	case readChat:
		r.call(o.num, func(ctx context.Context) {
			err := session.Attachments(ctx, r.stage(o.num, ""), func(p model.Page) { r.box.put(pageCame{o.num, p}) })
			r.box.put(chatRead{o.num, err})
		})
	case watchChat:
		go func() {
			err := session.Watch(r.ctx, func(n model.News) { r.box.put(newsCame{n}) })
			r.box.put(watchEnded{err})
		}()
	case askLink:
		r.call(o.num, func(ctx context.Context) {
			link, err := session.Link(ctx, o.id, o.life, o.urgency, r.stage(o.num, o.id))
			r.box.put(linkAnswered{o.num, o.id, link, err})
		})
	case saveFile:
		r.save(o)
	case copyText:
		go func() { r.box.put(textCopied{o.num, r.opts.Clipboard.Copy(r.ctx, o.text.Reveal())}) }()
	case openFile:
		go func() { r.box.put(fileOpened{o.id, r.opts.Opener.Open(r.ctx, o.path)}) }()
	case discardLeft:
		go r.discard(o)
	case askToken:
		go r.askToken()
	}
}

// call runs a request under a context of its own.
func (r *runner) call(num int, f func(context.Context)) {
	ctx, cancel := context.WithCancel(r.ctx)
	r.calls[num] = cancel
	go func() {
		defer cancel()
		f(ctx)
	}()
}

// stage returns the reporter of a request.
func (r *runner) stage(num int, id string) func(model.CallState) {
	return func(s model.CallState) { r.box.put(stageChanged{num, id, s}) }
}

func (r *runner) save(o saveFile) {
	session, id := r.opts.Session, o.order.Attachment.ID
	r.saves.Add(1)
	r.call(o.num, func(ctx context.Context) {
		defer r.saves.Done()
		saved, err := session.Save(ctx, o.order, r.stage(o.num, id))
		e := saveEnded{num: o.num, id: id, saved: saved, err: err}
		if err != nil {
			if done, total, ok := session.Stopped(id); ok {
				e.left = &left{done, total}
			}
		}
		r.box.put(e)
	})
}

func (r *runner) discard(o discardLeft) {
	var e discarded
	for _, order := range o.orders {
		if err := r.opts.Session.Discard(order); err != nil {
			e.err = err
			continue
		}
		e.ids = append(e.ids, order.Attachment.ID)
	}
	r.box.put(e)
}

// askToken asks for a token at the terminal, which nothing else reads or writes in the meantime.
func (r *runner) askToken() {
	line, err := r.opts.AskSecret(r.ctx, "Connection token, not shown while you type: ")
	var token model.Secret
	if err == nil {
		token, err = model.ReadConnectionToken("connection token", line)
	}
	r.box.put(tokenTyped{token, err})
}

// maxLine is longer than any command; a terminal in line mode takes no longer one either.
const maxLine = 8192

// read reads lines as they are asked for.
func (r *runner) read(in io.Reader) {
	b := bufio.NewReaderSize(in, maxLine)
	for range r.ask {
		r.box.put(readLine(b))
	}
}

// readLine reads one line. The last one may lack its end.
func readLine(b *bufio.Reader) event {
	line, err := b.ReadSlice('\n')
	text, long := string(line), false
	for errors.Is(err, bufio.ErrBufferFull) {
		long = true
		_, err = b.ReadSlice('\n')
	}
	if err != nil && text == "" {
		return inputEnded{}
	}
	return lineTyped{strings.TrimRight(text, "\r\n"), long}
}
