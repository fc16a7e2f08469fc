package cli

import (
	"context"
	"io"
	"strings"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/cli/token"
)

// connectAll finds where each chat is and reads what opens it, as connect does for one.
func (p *commandLine) connectAll(ctx context.Context, ready func(keys Stream) error) ([]chatOf, error) {
	if len(p.opts.chats) == 0 {
		c, err := p.connect(ctx, ready)
		return []chatOf{c}, err
	}
	for name, input := range p.opts.from {
		if isTokenSource(name) && strings.HasPrefix(input, "-") {
			return nil, model.NewInputProblem(input, model.FaultConflict, p.opts.input("chat"))
		}
	}
	var files []chatSettings
	var targets []Target
	for _, file := range p.opts.chats { // whatever is wrong with any is told before a token is read
		one, err := p.readChatFile(ctx, file)
		if err != nil {
			return nil, err
		}
		target, err := p.lead(ctx, one.opts.connection, &one.opts)
		if err != nil {
			return nil, err
		}
		files, targets = append(files, one), append(targets, target)
	}
	p.prepare(Target{})
	if err := ready(p.keyStream(false)); err != nil {
		return nil, err
	}
	var all []chatOf
	for i, one := range files {
		c, err := p.connectFile(ctx, one, targets[i])
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

// connectFile is connect for the chat of a file. No token but its own is looked at.
func (p *commandLine) connectFile(ctx context.Context, one chatSettings, target Target) (c chatOf, err error) {
	c.Connection = one.opts.connection
	p.warnOfTarget(target)
	c.Name, c.source = one.name, p.sourceOf(target)
	r := p.tokenReader(target)
	r.Sources, r.Getenv = one.opts.tokens, func(name string) string {
		if name == token.Variable(token.Connection) || name == token.Variable(token.Participant) {
			return "" // they are another chat's
		}
		return p.getenv(name)
	}
	c.ConnectionToken, c.ParticipantToken, err = r.Both(ctx, func(bool) error { return nil })
	return c, err
}

// withChats opens the chats for as long as do runs.
func (p *commandLine) withChats(ctx context.Context, shared Shared, do func([]batch.Target) error) error {
	all, err := p.connectAll(ctx, func(Stream) error { return nil })
	if err != nil {
		return err
	}
	return p.withLog(ctx, func(log io.Writer) error {
		shared.Log = log
		var chats []batch.Target
		for _, c := range all {
			chat, err := p.Open(ctx, c.Connection, shared)
			if err != nil {
				return err
			}
			defer chat.Close() //nolint:gocritic // ten at most, and all are needed to the end
			chats = append(chats, batch.Target{Session: chat, Name: c.Name, Source: c.source})
		}
		return do(chats)
	})
}
