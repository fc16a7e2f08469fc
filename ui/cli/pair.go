package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"attache/model"
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
		b.Next = func(ctx context.Context) (Handover, error) { return page.arrival(ctx, h.Origin) }
	}
	return openScreen(ctx, p, b, nil)
}

// handed is the connection to a chat that was handed over.
func (p pairer) handed(h model.Handover) Connection {
	c := p.opts.connection
	c.Region, c.ConnectionToken, c.Renewals, c.Closed = p.pairRegion(h.Offer), h.Token, h.Renewals, h.Close
	return c
}

// arrival waits for another chat of the page whose first one was accepted, while that is on the screen, which
// asks. Another page's are refused.
func (p pairer) arrival(ctx context.Context, origin string) (Handover, error) {
	h, err := p.page.Next(ctx)
	for ; err == nil && origin != "" && h.Origin != origin; h, err = p.page.Next(ctx) {
		h.Answer(false)
	}
	if err != nil {
		return Handover{}, err
	}
	a := Handover{Connection: p.handed(h), Chat: h.Chat, Origin: h.Origin, Ask: p.asksAbout(h.Offer), Answer: h.Answer, Ended: h.Ended}
	where := p.opts.connection
	where.Region = a.Region
	target, err := p.Resolve(ctx, where)
	if a.Name, a.Fault = h.Contact, err; err == nil {
		a.Region = target.Region
	}
	return a, nil
}

func writePage(p *commandLine, dir string) error {
	dir, err := filepath.Abs(p.home(dir))
	if err != nil {
		return &model.Problem{Kind: model.KindDisk, Err: err}
	}
	paths, err := p.Pairing.Page(dir)
	if err != nil {
		at := dir
		if failed := (*fs.PathError)(nil); errors.As(err, &failed) {
			at = failed.Path
			if name, err := filepath.Rel(dir, at); err == nil && filepath.IsLocal(name) && name != "." {
				at = name // the folder is known to whoever named it
			}
		}
		return model.NewInputProblem(p.opts.input("page"), model.FaultUnwritable, system.Reason(err)+" ("+at+")")
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
		yes, err := p.accept(ctx, h)
		h.Answer(yes)
		if err != nil || yes {
			return h, err
		}
	}
}
