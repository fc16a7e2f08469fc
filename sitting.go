package main

import (
	"cmp"
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"attache/api"
	"attache/api/download"
	"attache/api/emulator"
	"attache/api/pair"
	"attache/model"
	"attache/model/session"
	"attache/ui"
	"attache/ui/batch"
	"attache/ui/cli"
	"attache/ui/cli/reference"
	"attache/ui/linemode"
	"attache/ui/onsaved"
	"attache/ui/opener"
	"attache/ui/system"
)

// sitting is one run of the screen or of line mode, with its chats.
type sitting struct {
	way     way
	receipt string
	client  api.Options
	check   onsaved.Checker

	mu   sync.Mutex // a chat opens while the screen goes on
	open []*api.Client
}

// chats opens the chats that are known, and the ways to others. The first is what is returned.
func (t *sitting) chats(b cli.Browse, s ui.Options) (ui.Options, error) {
	if doors := cmp.Or(b.Doors, b.Another); doors != nil {
		s.Doors = t.doors(doors, s)
	}
	if b.Doors != nil {
		return s, nil
	}
	var all []ui.Options
	for _, c := range append([]cli.Connection{b.Connection}, b.Others...) {
		one := s
		if err := t.attach(c, &one); err != nil {
			return s, err
		}
		all = append(all, one)
	}
	all[0].Others = all[1:]
	return all[0], nil
}

// attach opens a chat and puts it before the screen.
func (t *sitting) attach(c cli.Connection, s *ui.Options) error {
	client, err := t.way.connect(c, t.client, s)
	if err != nil {
		return err
	}
	if s.Session = client; s.Panel != nil {
		s.Session = demo{client, s.Panel, s.Now}
	}
	if len(t.check.Command) > 0 {
		s.Session = judged{s.Session, t.check}
	}
	from := t.way.source(c)
	s.Receipt = func(path string, so session.Summary) error { return writeReceipt(path, so, from) }
	s.ReceiptPath = cmp.Or(t.receipt, filepath.Join(s.Dir, "attache-receipt.json"))
	s.Renewals, s.Closed = c.Renewals, c.Closed
	s.Name, s.InFront, s.Source = c.Name, client.InFront, func() session.Source { return from }
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = append(t.open, client)
	return nil
}

// arrivals are the chats that a page hands over while the screen is on, until ctx ends.
func (t *sitting) arrivals(ctx context.Context, next func(context.Context) (cli.Arrival, error), s ui.Options) <-chan ui.AddChat {
	added := make(chan ui.AddChat)
	go func() {
		for {
			a, err := next(ctx)
			if err != nil {
				return
			}
			chat := ui.AddChat{
				Chat: a.Chat, Contact: a.Name, Region: a.Region, Origin: a.Origin, Ask: a.Ask, Answer: a.Answer,
				Open: func() (ui.Options, error) {
					one := s
					if a.Fault != nil {
						return one, a.Fault
					}
					err := t.attach(a.Connection, &one)
					return one, err
				},
			}
			select {
			case added <- chat:
			case <-ctx.Done():
				a.Answer(false)
				return
			}
		}
	}()
	return added
}

// doors lets a chat be chosen on the screen.
func (t *sitting) doors(d *cli.Doors, s ui.Options) *ui.Doors {
	return &ui.Doors{Region: d.Region, Regions: d.Regions, Host: d.Host, Open: func(e ui.Entry) (ui.Options, error) {
		var c cli.Connection
		var err error
		one := s
		if e.Demo {
			c, err = d.Demo()
		} else {
			c, err = d.Chat(e.Token, e.Kind, e.Region)
		}
		if err == nil {
			err = t.attach(c, &one)
		}
		return one, err
	}}
}

// talk is the sitting in lines.
func talk(ctx context.Context, l *cli.Lines, s ui.Options) ([]session.Summary, error) {
	first := spoken(l, s)
	for _, o := range s.Others {
		first.Others = append(first.Others, spoken(l, o))
	}
	return linemode.Run(ctx, first, l.In, os.Stdout)
}

// spoken is a chat of the screen as line mode has it.
func spoken(l *cli.Lines, s ui.Options) linemode.Options {
	return linemode.Options{
		Session: s.Session, Clipboard: s.Clipboard, Opener: s.Opener, Now: s.Now, Decode: s.Decode, AskSecret: l.AskSecret, Interactive: l.Interactive,
		IDs: s.IDs, Life: s.Life, Parallel: s.Parallel, OnExists: s.OnExists, Names: s.Names, HideNames: s.HideNames, NoLive: s.NoLive,
		Region: s.Region, Host: s.Host, Emulator: s.Emulator != "", Dir: s.Dir,
		Receipt: s.Receipt, Renewals: s.Renewals, Name: s.Name, InFront: s.InFront, Source: s.Source,
	}
}

func (t *sitting) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.open {
		c.Close()
	}
}

// connect opens a chat, and tells the screen where it is.
func (w way) connect(c cli.Connection, o api.Options, s *ui.Options) (*api.Client, error) {
	o.ConnectionToken, o.ParticipantToken, o.Limiters = c.ConnectionToken, c.ParticipantToken, w.limiters
	if c.Name != "" && o.Log != nil {
		o.Log = o.Log.With("chat", c.Name)
	}
	if c.Emulator != nil { // no variable and no profile has a say in where it is
		s.Region, s.Emulator = c.Emulator.Region(), "EMULATOR"
		if e, ok := c.Emulator.(*emulator.Running); ok {
			s.Panel = panel{e}
		}
		var err error
		if o.Endpoint, err = url.Parse(c.Emulator.URL()); err != nil {
			return nil, err
		}
		return api.New(o)
	}
	e, err := api.Resolve(w.settings(c))
	if err != nil {
		return nil, err
	}
	s.Region = e.Region
	if e.Custom {
		s.Host = e.URL.Host
	}
	return api.Dial(e, o)
}

// source is where the files of a connection come from.
func (w way) source(c cli.Connection) session.Source {
	s := session.Source{Version: reference.VersionText(version)}
	if c.Emulator != nil {
		s.Region = c.Emulator.Region()
		if at, err := url.Parse(c.Emulator.URL()); err == nil {
			s.Endpoint = at.Host
		}
		return s
	}
	if e, err := api.Resolve(w.settings(c)); err == nil { // else nothing was opened
		s.Region, s.Endpoint = e.Region, model.HideTokens(e.URL.Host)
	}
	return s
}

// writeReceipt writes down what has become of a sitting so far, and where it took place.
func writeReceipt(path string, so session.Summary, from session.Source) error {
	path, err := filepath.Abs(system.Home(path, os.Getenv))
	if err != nil {
		return &model.Problem{Kind: model.KindDisk, Op: "receipt", Err: err}
	}
	so.Source = from
	if strings.EqualFold(filepath.Ext(path), ".zip") {
		return batch.WriteZip(path, so, download.NewDraft)
	}
	return batch.WriteReceipt(path, so)
}

// demo is a chat with the emulator, whose clock may stand still or hurry: every look at it counts.
type demo struct {
	*api.Client
	panel ui.Panel
	now   func() time.Time
}

// Status tells the emulator's clock as it is now, not as it was with its last answer.
func (d demo) Status() model.Connection {
	s := d.Client.Status()
	now, _ := d.panel.Clock()
	if s.Skew = now.Sub(d.now()); s.Skew.Abs() > model.MaxSkew {
		s.Skew = 0 // as the client has it
	}
	return s
}

// panel lets the screen act on the emulator.
type panel struct{ *emulator.Running }

// Actions returns what can be done to the emulator.
func (p panel) Actions() (all []ui.PanelAction) {
	for _, a := range p.Running.Actions() {
		all = append(all, ui.PanelAction(a))
	}
	return all
}

// pairing is how a page hands chats over.
func pairing(now func() time.Time) cli.PairingDeps {
	return cli.PairingDeps{
		Start: func(ctx context.Context) (cli.Pairing, error) { return pair.Start(ctx, now) },
		Page:  pair.WritePage, Bookmarklet: pair.Bookmarklet,
		OpenURL: func(ctx context.Context, url string) bool {
			o := opener.New(os.Getenv)
			return o.Available() && o.Open(ctx, url) == nil
		},
	}
}

// judged is a chat whose saved files a program of the user's is asked about.
type judged struct {
	ui.Session

	by onsaved.Checker
}

// Save implements ui.Session.
func (a judged) Save(ctx context.Context, order model.Order, report func(model.CallState)) (model.Saved, error) {
	saved, err := a.Session.Save(ctx, order, report)
	if err != nil || order.Out != nil {
		return saved, err
	}
	return a.by.Judge(ctx, saved)
}

// closing is judged, for a command.
type closing struct {
	judged

	close func()
}

// Close implements cli.Session.
func (c closing) Close() { c.close() }

func checker(s cli.Shared) onsaved.Checker {
	if s.OnSaved == "" {
		return onsaved.Checker{}
	}
	return onsaved.Checker{Command: strings.Split(s.OnSaved, "\x00"), Remove: s.OnRefused == "remove"}
}
