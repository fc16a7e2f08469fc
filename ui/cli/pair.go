package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"attache/model"
	"attache/ui/cli/config"
	"attache/ui/system"
	"attache/ui/wording"
)

// pairCommand opens a chat that a page hands over.
func pairCommand() commandSpec {
	return commandSpec{
		use:   "pair",
		short: "Open a chat from your contact page, without a token",
		long: "It shows a code for the page, waits for the page to hand over a chat, asks once,\n" +
			"and opens it. While the page and its small window stay open, the page renews the\n" +
			"token. You can also paste what 'Copy for attache' in the page gave.",
		example: `attache pair
attache pair --open https://desk.example/attache/
attache pair --page /srv/www/attache    the page, for a web server
attache pair --bookmarklet`,
		takes: flagNames{groupPairing, "region", "profile", "endpoint-url", "insecure-endpoint", groupWork, "log", groupScreen},
		do:    pairChat,
	}
}

func pairChat(ctx context.Context, p *commandLine, _ []string) error {
	o := p.opts.pair
	switch {
	case o.page != "" && o.bookmarklet:
		return model.NewInputProblem(p.opts.input("page"), model.FaultConflict, p.opts.input("bookmarklet"))
	case o.bookmarklet:
		text, err := p.Pairing.Bookmarklet()
		if err != nil {
			return err
		}
		return p.print(text + "\n")
	case o.page != "":
		return writePage(p, o.page)
	}
	shared, err := p.checkShared()
	if err != nil {
		return err
	}
	b := Browse{Shared: shared}
	if !p.Terminal(StreamIn) { // there would be nobody to ask
		return model.NewInputProblem("screen", model.FaultNoTerminal, "standard input is not one")
	}
	if err := p.frontEnd(&b)(StreamIn); err != nil {
		return err
	}
	pairing, err := p.Pairing.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = pairing.Close() }() // its listener goes with the program
	page := pairer{p, pairing}
	h, err := page.meet(ctx)
	if err != nil {
		return err
	}
	b.Connection = page.handed(h)
	if b.Lines == nil {
		b.Next = func(ctx context.Context) (Arrival, error) { return page.arrival(ctx, h.Origin) }
	}
	return openScreen(ctx, p, b, nil)
}

// pairer takes chats from a page.
type pairer struct {
	*commandLine

	page Pairing
}

// handed is the connection to a chat that was handed over.
func (p pairer) handed(h model.Handover) Connection {
	c := p.opts.connection
	c.Region, c.ConnectionToken, c.Renewals, c.Closed = p.pairRegion(h.Offer), h.Token, h.Renewals, h.Close
	return c
}

// arrival waits for another chat of the page whose first one was accepted, while that is on the screen, which
// asks. Another page's are refused.
func (p pairer) arrival(ctx context.Context, origin string) (Arrival, error) {
	h, err := p.page.Next(ctx)
	for ; err == nil && origin != "" && h.Origin != origin; h, err = p.page.Next(ctx) {
		h.Answer(false)
	}
	if err != nil {
		return Arrival{}, err
	}
	a := Arrival{Connection: p.handed(h), Chat: h.Chat, Origin: h.Origin, Ask: p.asksAbout(h.Offer), Answer: h.Answer}
	where := p.opts.connection
	where.Region = a.Region
	target, err := p.Resolve(ctx, where)
	if a.Name, a.Fault = h.Contact, err; err == nil {
		a.Region = target.Region
	}
	return a, nil
}

// asksAbout reports whether a person is asked. What they pasted is wanted, and some origins are remembered.
func (p pairer) asksAbout(o model.Offer) bool {
	return o.Origin != "" && !slices.Contains(p.opts.pair.origins, o.Origin)
}

func writePage(p *commandLine, dir string) error {
	dir, err := filepath.Abs(p.home(dir))
	if err != nil {
		return &model.Problem{Kind: model.KindDisk, Err: err}
	}
	paths, err := p.Pairing.Page(dir)
	if err != nil {
		return model.NewInputProblem(p.opts.input("page"), model.FaultUnwritable, system.Reason(err)+" ("+dir+")")
	}
	for i, path := range paths {
		paths[i] = filepath.Base(path) // the folder is known to whoever named it
	}
	return p.print(strings.Join(paths, "\n") + "\n")
}

// meet shows the code and waits, until a chat is accepted.
func (p pairer) meet(ctx context.Context) (model.Handover, error) {
	if page := p.opts.pair.open; page != "" {
		origin, err := model.OriginOf("--open", page)
		if err != nil {
			return model.Handover{}, err
		}
		if p.Pairing.OpenURL(ctx, p.page.Launch(page)) {
			fmt.Fprintln(p.Err, wording.PairPage(origin))
		} else {
			p.say(wording.NoBrowser())
		}
	}
	fmt.Fprintln(p.Err, wording.PairCode(p.page.Code()))
	for {
		h, err := p.nextChat(ctx)
		if err != nil {
			return h, err
		}
		yes, err := p.accept(ctx, h.Offer)
		h.Answer(yes)
		if err != nil || yes {
			return h, err
		}
	}
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
func (p pairer) accept(ctx context.Context, o model.Offer) (bool, error) {
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
	line, err := p.Ask(ctx, "Open it? [y/N] ")
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
