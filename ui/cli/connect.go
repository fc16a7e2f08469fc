package cli

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/batch"
	"attache/ui/cli/token"
	"attache/ui/system"
	"attache/ui/wording"
)

// chatOf is one of the chats of a run.
type chatOf struct {
	Connection
	source session.Source
}

// sourceOf is where the files of a chat at target come from.
func (p *commandLine) sourceOf(target Target) session.Source {
	return session.Source{Region: target.Region, Endpoint: model.HideTokens(target.Host), Version: p.Version}
}

// tokenReader returns what reads the tokens of a chat at target.
func (p *commandLine) tokenReader(target Target) *token.Reader {
	r := &token.Reader{
		Sources: p.opts.tokens, In: p.In, Typed: p.Terminal(StreamIn), Err: p.Err, Getenv: p.Getenv, Warn: p.say, Ask: p.AskSecret,
		CommandTime: p.commandTime, Alone: p.alone,
	}
	if target.Custom {
		r.Host = target.Host
	}
	return r
}

// wayOf returns the way a token is to come.
func (p *commandLine) wayOf(kind token.Kind) token.Origin {
	return p.tokenReader(Target{}).Origin(kind)
}

// noToken reports whether nothing gives a token.
func (p *commandLine) noToken() bool {
	return p.wayOf(token.Connection) == token.OriginNone && p.wayOf(token.Participant) == token.OriginNone
}

// readTokens reads the tokens. ready is told where keys come from, before anybody is asked for a token.
func (p *commandLine) readTokens(ctx context.Context, target Target, ready func(keys Stream) error) (connection, participant model.Secret, err error) {
	return p.tokenReader(target).Both(ctx, func(piped bool) error { return ready(p.keyStream(piped)) })
}

// keyStream is where keys come from, once standard input has brought a token or IDs.
func (p *commandLine) keyStream(piped bool) Stream {
	if piped || p.idsRead && !p.Terminal(StreamIn) {
		return StreamControl
	}
	return StreamIn
}

// connect finds where the chat is and reads what opens it. ready is asked, after what costs nobody
// anything and before a person is asked for a token, whether the command can go on; it is told
// where keys would come from.
func (p *commandLine) connect(ctx context.Context, ready func(keys Stream) error) (chatOf, error) {
	c := chatOf{Connection: p.opts.connection}
	target, err := p.lead(ctx, c.Connection, &p.opts)
	if err != nil {
		return c, err
	}
	p.prepare(target)
	c.source = p.sourceOf(target)
	c.ConnectionToken, c.ParticipantToken, err = p.readTokens(ctx, target, ready)
	return c, err
}

// lead finds where a connection leads. What is wrong with it is named as it was given: by a flag, a variable or a file.
func (p *commandLine) lead(ctx context.Context, c Connection, o *options) (Target, error) {
	target, err := p.Resolve(ctx, c)
	var problem *model.Problem
	if errors.As(err, &problem) && strings.HasPrefix(problem.Op, "--") {
		if input := o.from[strings.TrimPrefix(problem.Op, "--")]; input != "" {
			named := *problem
			named.Op, err = input, &named
		}
	}
	return target, err
}

// prepare warns of what is odd about how a chat is asked, and where it is.
func (p *commandLine) prepare(target Target) {
	if p.opts.shared.Rate > quotaRate {
		p.say(wording.HighRate())
	}
	p.warnOfTarget(target)
}

func (p *commandLine) warnOfTarget(target Target) {
	for _, note := range target.Notes {
		p.say(wording.For(note))
	}
	if target.Custom {
		p.say(wording.CustomEndpoint(model.HideTokens(target.Host)))
	}
}

// checkShared returns what is told to whoever links and saves, with the look, the folder and the
// receipt checked.
func (p *commandLine) checkShared() (Shared, error) {
	s := p.opts.shared
	if err := p.Appearances.Check(p.opts.look.Theme, p.opts.look.Colors); err != nil {
		return Shared{}, err
	}
	var err error
	s.Receipt, err = p.writable("receipt", s.Receipt, func(path string) error {
		if strings.EqualFold(filepath.Ext(path), ".zip") {
			return errors.New("it is JSON, no archive; --zip of get makes one, and W on the screen")
		}
		if err := system.Replaceable(path); err != nil {
			return err
		}
		return batch.CheckReceipt(path)
	})
	if err == nil {
		s.Dir, err = p.writable("dir", s.Dir, system.Writable)
	}
	return s, err
}
