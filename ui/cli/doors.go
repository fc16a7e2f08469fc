package cli

import (
	"context"
	"errors"
	"io"

	"attache/model"
	"attache/model/session"
	"attache/ui/cli/token"
)

// Doors are the ways into a chat for a person who gave no token.
type Doors struct {
	Region  string   // where the chat is; empty: it is asked for
	Regions []string // to pick from
	Host    string   // where a token goes to, where that is outside Amazon's own domains
	// Demo starts the emulator; it ends after the screen.
	Demo func() (Connection, error)
	// Chat checks where the chat of a token is. region is empty where it was known.
	Chat func(token model.Secret, kind model.TokenKind, region string) (Connection, error)
}

// atDoors reports whether nothing opens a chat, and a person is there who can choose.
func (p *program) atDoors(ids []string) bool {
	plain, _ := p.plainAsked()
	return !plain && len(ids)+len(p.opts.chats) == 0 && !p.idsRead && p.wayOf(token.Connection) == token.WayNone && p.wayOf(token.Participant) == token.WayNone &&
		p.needTerminal(StreamIn) == nil
}

// openDoors shows the doors. What can be known before is told before: all but which region it is.
func openDoors(ctx context.Context, p *program, b Browse) error {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	doors, target, err := p.doors(inner)
	if err != nil {
		return err
	}
	p.prepare(target)
	b.Doors = doors
	return p.withLog(ctx, func(log io.Writer) error {
		b.Log = log
		return openScreen(ctx, p, b)
	})
}

// another are the doors beside a chat that is open; nil where no way to the service is known.
func (p *program) another(ctx context.Context) *Doors {
	doors, _, err := p.doors(ctx)
	if err != nil {
		return nil
	}
	return doors
}

// doors are the ways into a chat, and where it is as far as that is known. The demo ends with ctx.
func (p *program) doors(ctx context.Context) (*Doors, Target, error) {
	c := p.opts.connection
	var asked Target
	target, err := p.Resolve(ctx, c)
	var problem *model.Problem
	missing := errors.As(err, &problem) && problem.Kind == model.KindInput && problem.Op == "--region" && problem.Code == model.FaultMissing
	if missing { // the rest is looked at as in any region
		c.Region = regions()[0]
		asked, err = p.Resolve(ctx, c)
		target.Foreign, target.Host = asked.Foreign, asked.Host
	}
	if err != nil {
		return nil, target, err
	}
	d := &Doors{
		Region: target.Region, Regions: regions(),
		Demo: func() (Connection, error) { return startDemo(ctx, p) },
		Chat: func(token model.Secret, kind model.TokenKind, region string) (Connection, error) {
			return p.chosen(ctx, token, kind, region)
		},
	}
	if !missing && target.Region == "" {
		d.Region = target.Host // an endpoint of its own needs no region
	}
	if target.Foreign {
		d.Host = target.Host
	}
	return d, target, nil
}

// chosen is the connection to a chat that was chosen at the doors.
func (p *program) chosen(ctx context.Context, secret model.Secret, kind model.TokenKind, region string) (Connection, error) {
	c := p.opts.connection
	if region != "" {
		c.Region = region
	}
	target, err := p.Resolve(ctx, c)
	if err != nil {
		return c, err
	}
	p.source = session.Source{Region: target.Region, Endpoint: model.HideTokens(target.Host), Version: p.Version}
	if c.ConnectionToken = secret; kind == model.ParticipantToken {
		c.ConnectionToken, c.ParticipantToken = model.Secret{}, secret
	}
	return c, nil
}

// startDemo starts the emulator for as long as ctx lasts.
func startDemo(ctx context.Context, p *program) (Connection, error) {
	chat, err := ownChat(p, madeUp(p))
	if err != nil {
		return Connection{}, err
	}
	chat.SeedGiven = false // nobody needs its tokens, and no page may guess them
	server, err := p.Emulate(ctx, chat, "127.0.0.1:0")
	if err != nil {
		return Connection{}, err
	}
	context.AfterFunc(ctx, func() { _ = server.Close() }) // its listener goes with the program
	return Connection{Emulator: server, ParticipantToken: model.NewSecret(server.ParticipantToken())}, nil
}
