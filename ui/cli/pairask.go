package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"attache/model"
	"attache/ui/cli/config"
	"attache/ui/wording"
)

// pairer takes chats from a page.
type pairer struct {
	*commandLine

	page Pairing
}

// asksAbout reports whether a person is asked. What they pasted is wanted, and some origins are remembered.
func (p pairer) asksAbout(o model.Offer) bool {
	return o.Origin != "" && !slices.Contains(p.opts.pair.origins, o.Origin)
}

// pairRegion is the region of a chat: the flag's, or else the page's. Variables and files speak of all chats.
func (p pairer) pairRegion(o model.Offer) string {
	if o.Region == "" || strings.HasPrefix(p.opts.from["region"], "--") {
		return p.opts.connection.Region
	}
	return o.Region
}

// accept says which chat comes from where, and asks, unless the page's origin is remembered. What a person
// pasted is wanted.
func (p pairer) accept(ctx context.Context, h model.Handover) (bool, error) {
	o := h.Offer
	c := p.opts.connection
	c.Region = p.pairRegion(o)
	target, err := p.Resolve(ctx, c)
	if err != nil {
		return false, err
	}
	p.warnOfTarget(target)
	if !p.asksAbout(o) {
		return true, nil
	}
	fmt.Fprintln(p.Err, wording.PairQuestion(o, target.Region))
	line, why, err := p.askWhile(ctx, h.Ended)
	if why != nil {
		fmt.Fprintln(p.Err, "\n"+wording.PairEnded(o, *why))
		return false, nil
	}
	if errors.Is(err, io.EOF) {
		return false, &model.Problem{Kind: model.KindCancelled, Err: err}
	}
	if err != nil || !isYes(strings.TrimSpace(line)) {
		return false, err
	}
	if path := p.configPath(); path != "" {
		fmt.Fprint(p.Err, wording.PairRemember(o.Origin, config.Short(path, p.Getenv)))
	}
	return true, nil
}

// askWhile asks whether to open a chat for as long as it is offered; why is the reason that it is not any more.
func (p pairer) askWhile(ctx context.Context, gone <-chan model.OfferEnd) (line string, why *model.OfferEnd, err error) {
	asking, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan *model.OfferEnd, 1)
	go func() {
		var reason *model.OfferEnd
		select {
		case g, ok := <-gone:
			if ok {
				reason = &g
				stop()
			}
		case <-asking.Done():
		}
		ended <- reason
	}()
	line, err = p.Ask(asking, "Open it? [y/N] ")
	stop()
	if why = <-ended; err == nil {
		why = nil // the answer came first
	}
	return line, why, err
}

// nextChat waits for a page, and for a person who pastes what the page gave to copy.
func (p pairer) nextChat(ctx context.Context) (model.Handover, error) {
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	type result struct {
		h   model.Handover
		err error
	}
	pasted := make(chan result, 1)
	go func() {
		offer, err := p.askOffer(waiting)
		stop()
		pasted <- result{model.Handover{Offer: offer, Answer: func(bool) {}}, err}
	}()
	h, err := p.page.Next(waiting)
	ours := waiting.Err() != nil // the paste came first, or the end
	stop()
	typed := <-pasted // the terminal is as it was
	if err != nil && ours && ctx.Err() == nil {
		return typed.h, typed.err
	}
	return h, err
}

// askOffer asks for what "Copy for attache" gave, until it is one.
func (p pairer) askOffer(ctx context.Context) (model.Offer, error) {
	for {
		line, err := p.AskSecret(ctx, "Or paste here what 'Copy for attache' gave (not shown): ")
		switch {
		case errors.Is(err, io.EOF):
			return model.Offer{}, &model.Problem{Kind: model.KindCancelled, Err: err}
		case err != nil:
			return model.Offer{}, err
		}
		offer, err := model.ReadOffer("connection token", line)
		if err == nil {
			return offer, nil
		}
		p.say(wording.For(err))
	}
}
