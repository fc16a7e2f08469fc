package cli

import (
	"context"
	"errors"

	"attache/model"
)

// onStartPage reports whether nothing opens a chat, and a person is there who can choose.
func onStartPage(p *commandLine, ids []string) bool {
	plain, _ := p.plainAsked()
	return !plain && len(ids)+len(p.opts.chats) == 0 && !p.idsRead && p.noToken() && p.needTerminal(StreamIn) == nil
}

// startPageBeside is the start page beside a chat that is open; nil where no way to the service is known.
func startPageBeside(ctx context.Context, p *commandLine) *StartPage {
	page, _, err := startPage(ctx, p)
	if err != nil {
		return nil
	}
	return page
}

// startPage returns the ways into a chat, and where it is as far as that is known. The demo ends with ctx.
func startPage(ctx context.Context, p *commandLine) (*StartPage, Target, error) {
	c := p.opts.connection
	var asked Target
	target, err := p.Resolve(ctx, c)
	var problem *model.Problem
	missing := errors.As(err, &problem) && problem.Kind == model.KindInput && problem.Op == "--region" && problem.Code == model.FaultMissing
	if missing { // the rest is looked at as in any region
		c.Region = regions()[0]
		asked, err = p.Resolve(ctx, c)
		target.Custom, target.Host = asked.Custom, asked.Host
	}
	if err != nil {
		return nil, target, err
	}
	d := &StartPage{
		Region: target.Region, Regions: regions(),
		Demo: func() (Connection, error) { return startDemo(ctx, p) },
		Chat: func(token model.Secret, kind model.TokenKind, region string) (Connection, error) {
			return chosen(ctx, p, token, kind, region)
		},
	}
	if !missing && target.Region == "" {
		d.Region = target.Host // an endpoint of its own needs no region
	}
	if target.Custom {
		d.Host = target.Host
	}
	return d, target, nil
}

// chosen is the connection to a chat that was chosen on the start page.
func chosen(ctx context.Context, p *commandLine, secret model.Secret, kind model.TokenKind, region string) (Connection, error) {
	c := p.opts.connection
	if region != "" {
		c.Region = region
	}
	if _, err := p.Resolve(ctx, c); err != nil {
		return c, err
	}
	if c.ConnectionToken = secret; kind == model.ParticipantToken {
		c.ConnectionToken, c.ParticipantToken = model.Secret{}, secret
	}
	return c, nil
}
