package cache

import (
	"context"

	"attache/ui/preview"
)

// Reading is a decoder at work on one file.
type Reading struct {
	ID  string // of the file
	Box preview.Box

	pages chan preview.Page
	stop  context.CancelFunc
}

// Begin lets a decoder work. Whoever does not want the rest calls Stop.
func Begin(ctx context.Context, decode preview.Decoder, id string, ask preview.Ask) *Reading {
	ctx, stop := context.WithCancel(ctx)
	r := &Reading{ID: id, Box: ask.Box, pages: make(chan preview.Page), stop: stop}
	go func() {
		defer stop()
		defer close(r.pages)
		tell := func(p preview.Page) {
			p.Tidy(ask.Box)
			select {
			case r.pages <- p:
			case <-ctx.Done():
			}
		}
		last := preview.Page{Partial: true}
		err := decode(ctx, &ask, func(p preview.Page) { last = p; tell(p) })
		if err == nil && !last.Partial || ctx.Err() != nil {
			return
		}
		if last.Partial = false; err != nil { // what was told before stands
			last.Problem = preview.Sentence(err)
		}
		tell(last)
	}()
	return r
}

// Next waits for the next page. The last one is not partial; after it, and after Stop, there is none.
func (r *Reading) Next() (preview.Page, bool) {
	p, ok := <-r.pages
	return p, ok
}

// Stop ends the work. What it would have brought is of no use any more.
func (r *Reading) Stop() { r.stop() }
