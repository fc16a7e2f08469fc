package ui

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// inbox carries what running calls report to the event loop. A command waits on it, the event loop takes
// all that has come since and arms it again, so a burst of reports costs one redraw. Reports on the
// same call replace each other, and so does news that only repeats itself; its size is bounded by the
// calls under way, the pages of a walk and what is said of the attachments of the chat.
type inbox struct {
	mu    sync.Mutex
	calls map[callKey]model.CallState
	pages []pageOf
	news  bulletin
	ready chan struct{}
}

// callKey names one call: the attachment, empty for the transcript, and the number of the request.
type callKey struct {
	id  string
	num int
}

// pageOf is a page of the transcript walk with the given number.
type pageOf struct {
	num  int
	page model.Page
}

func newInbox() *inbox {
	return &inbox{calls: map[callKey]model.CallState{}, ready: make(chan struct{}, 1)}
}

// call returns the reporter of one call.
func (b *inbox) call(k callKey) func(model.CallState) {
	return func(s model.CallState) {
		b.mu.Lock()
		b.calls[k] = s
		b.mu.Unlock()
		b.wake()
	}
}

// page returns the receiver of one walk's pages.
func (b *inbox) page(num int) func(model.Page) {
	return func(p model.Page) {
		b.mu.Lock()
		b.pages = append(b.pages, pageOf{num, p})
		b.mu.Unlock()
		b.wake()
	}
}

// hear returns the receiver of what the watch with the given number tells.
func (b *inbox) hear(num int) func(model.News) {
	return func(n model.News) {
		b.mu.Lock()
		if b.news.num != num {
			b.news = bulletin{num: num}
		}
		b.news.add(n)
		b.mu.Unlock()
		b.wake()
	}
}

func (b *inbox) wake() {
	select {
	case b.ready <- struct{}{}:
	default:
	}
}

// wait returns the command that tells when there is something to take. It ends without a message when
// ctx does.
func (b *inbox) wait(ctx context.Context) tea.Cmd {
	return func() tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-b.ready:
		}
		return reported{}
	}
}

// take empties the inbox, but for news of more attachments than a key may wait for: those come next.
func (b *inbox) take() reports {
	const most = 1000
	b.mu.Lock()
	defer b.mu.Unlock()
	rest := b.news.cut(most)
	r := b.empty()
	if b.news = rest; !rest.empty() {
		b.wake()
	}
	return r
}

// takeAll empties the inbox.
func (b *inbox) takeAll() reports {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.empty()
}

func (b *inbox) empty() reports {
	r := reports{calls: b.calls, pages: b.pages, news: b.news}
	b.calls, b.pages, b.news = map[callKey]model.CallState{}, nil, bulletin{}
	return r
}
