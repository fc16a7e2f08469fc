package cli

import (
	"context"
	"io"
	"path/filepath"

	"attache/model"
	"attache/model/session"
	"attache/ui/batch"
	"attache/ui/cli/token"
	"attache/ui/system"
	"attache/ui/wording"
)

// tokens returns what reads the tokens of a chat at target.
func (p *program) tokens(target Target) *token.Reader {
	r := &token.Reader{
		Sources: p.opts.tokens, In: p.In, Typed: p.Terminal(StreamIn), Err: p.Err, Getenv: p.Getenv, Warn: p.say, Ask: p.AskSecret,
		CommandTime: p.commandTime, Alone: p.alone,
	}
	if target.Foreign {
		r.Host = target.Host
	}
	return r
}

// wayOf returns the way a token is to come.
func (p *program) wayOf(kind token.Kind) token.Way { return p.tokens(Target{}).Way(kind) }

// readTokens reads the tokens. ready is told where keys come from, before anybody is asked for a token.
func (p *program) readTokens(ctx context.Context, target Target, ready func(keys Stream) error) (connection, participant model.Secret, err error) {
	return p.tokens(target).Both(ctx, func(piped bool) error {
		if piped || p.idsRead && !p.Terminal(StreamIn) {
			return ready(StreamControl)
		}
		return ready(StreamIn)
	})
}

// connect finds where the chat is and reads what opens it. ready is asked, after what costs nobody
// anything and before a person is asked for a token, whether the command can go on; it is told
// where keys would come from.
func (p *program) connect(ctx context.Context, ready func(keys Stream) error) (Connection, error) {
	c := p.opts.connection
	target, err := p.Resolve(ctx, c)
	if err != nil {
		return c, err
	}
	p.prepare(target)
	c.ConnectionToken, c.ParticipantToken, err = p.readTokens(ctx, target, ready)
	return c, err
}

// prepare keeps where the chat is, and warns of what is odd about that.
func (p *program) prepare(target Target) {
	p.source = session.Source{Region: target.Region, Endpoint: model.HideTokens(target.Host), Version: p.Version}
	if p.opts.shared.Rate > quotaRate {
		p.say(wording.HighRate())
	}
	p.warnOfTarget(target)
}

func (p *program) warnOfTarget(target Target) {
	for _, note := range target.Notes {
		p.say(wording.For(note))
	}
	if target.Foreign {
		p.say(wording.ForeignEndpoint(model.HideTokens(target.Host)))
	}
}

// withChat opens the chat of the connection for as long as do runs.
func (p *program) withChat(ctx context.Context, shared Shared, do func(Session) error) error {
	connection, err := p.connect(ctx, func(Stream) error { return nil })
	if err != nil {
		return err
	}
	return p.withLog(ctx, func(log io.Writer) error {
		shared.Log = log
		chat, err := p.Open(ctx, connection, shared)
		if err != nil {
			return err
		}
		defer chat.Close()
		return do(chat)
	})
}

// checkShared returns what is told to whoever links and saves, with the look, the folder and the
// receipt checked.
func (p *program) checkShared() (Shared, error) {
	s := p.opts.shared
	if err := p.Looks.Check(p.opts.look.Theme, p.opts.look.Colors); err != nil {
		return Shared{}, err
	}
	if err := p.checkReceipt(&s); err != nil {
		return Shared{}, err
	}
	if s.Dir == "" {
		return s, nil
	}
	dir, err := filepath.Abs(p.home(s.Dir))
	if err == nil {
		err = system.Writable(dir)
	}
	if err != nil {
		return Shared{}, model.NewInputProblem(p.opts.input("dir"), model.FaultUnwritable, system.Reason(err)+" ("+s.Dir+")")
	}
	s.Dir = dir
	return s, nil
}

// checkReceipt makes sure that a receipt could be written, before there is anything to tell.
func (p *program) checkReceipt(s *Shared) error {
	if s.Receipt == "" {
		return nil
	}
	path, err := filepath.Abs(p.home(s.Receipt))
	if err == nil {
		err = system.Replaceable(path)
	}
	if err == nil {
		err = batch.CheckReceipt(path)
	}
	if err != nil {
		return model.NewInputProblem(p.opts.input("receipt"), model.FaultUnwritable, system.Reason(err)+" ("+s.Receipt+")")
	}
	s.Receipt = path
	return nil
}
