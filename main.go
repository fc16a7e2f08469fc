// Command attache browses the attachments of a live Amazon Connect chat in the terminal.
//
// This file only ties the parts together: the command line (ui/cli) says what is wanted, the client
// (api) speaks to the service, the screen (ui) shows it.
package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/colorprofile"

	"attache/api"
	"attache/api/contact"
	"attache/api/diagnose"
	"attache/api/download"
	"attache/api/emulator"
	"attache/api/emulator/admin"
	"attache/api/emulator/connect"
	"attache/api/emulator/fixture"
	"attache/api/pair"
	"attache/api/upload"
	"attache/model"
	"attache/model/session"
	"attache/ui"
	"attache/ui/batch"
	"attache/ui/cli"
	"attache/ui/cli/reference"
	"attache/ui/clip"
	"attache/ui/doctor"
	"attache/ui/linemode"
	"attache/ui/onsaved"
	"attache/ui/opener"
	"attache/ui/part"
	"attache/ui/preview/decode"
	"attache/ui/preview/draw"
	"attache/ui/preview/tool"
	"attache/ui/preview/worker"
	"attache/ui/setup"
	"attache/ui/style"
	"attache/ui/system"
)

// version is set by a release build.
var version string

// lastExit is how long an interrupted program may take to leave: a terminal that takes no more
// bytes would hold it for ever.
const lastExit = 3 * time.Second

func main() { os.Exit(run()) }

// run does what the arguments ask and returns the exit code.
func run() int {
	getenv := system.Environment()
	if worker.Asked(os.Args[1:]) {
		return worker.Serve(os.Stdin, os.Stdout, decode.New())
	}
	if tool.Asked(os.Args[1:]) {
		return tool.Serve(os.Args[1:])
	}
	ctx, signals := system.Listen(context.Background())
	defer signals.Stop()
	context.AfterFunc(ctx, leaveAtLast)
	// A reader that has gone and a disk that is full are told by the write, so that what was begun is
	// ended in good order.
	signal.Notify(make(chan os.Signal, 1), system.FailedWrites()...)
	w := way{new(api.Certificates), new(api.Limiters), download.NewNames()}
	return cli.Run(ctx, os.Args[1:], cli.Deps{
		Version: reference.VersionText(version), Build: reference.Built(),
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: getenv,
		Scenarios: scenarios(), Faults: faults(), ControlPaths: controlPaths(), Actions: actions, Looks: looks(),
		Draft: download.NewDraft, Pairing: pairing(time.Now),
		Now: time.Now, Resolve: w.resolve, Setup: desktop(), StartChat: w.startChat, EndChat: w.endChat, Open: w.open, Inspect: upload.Inspect, Browse: w.browse, Examine: w.examine, Emulate: emulate, PassSignals: signals.PassTo,
	})
}

// way is what is found out once about the way to the service.
type way struct {
	certificates *api.Certificates
	limiters     *api.Limiters
	names        *download.Names
}

// leaveAtLast ends the program when it has not ended by itself in time.
func leaveAtLast() {
	time.AfterFunc(lastExit, func() {
		os.Exit(reference.Interrupted) //nolint:revive // there is no way back to main: its goroutine hangs
	})
}

func (w way) settings(c cli.Connection) api.Settings {
	s := api.Settings{
		Region: c.Region, Profile: c.Profile, EndpointURL: c.EndpointURL, Insecure: c.Insecure, Getenv: os.Getenv,
		Certificates: w.certificates,
	}
	if c.Control {
		s.Service = api.Connect
	}
	return s
}

func (w way) resolve(_ context.Context, c cli.Connection) (cli.Target, error) {
	e, err := api.Resolve(w.settings(c))
	if err != nil {
		return cli.Target{}, err
	}
	if err := e.CheckTrust(); err != nil { // told before a token is asked for
		return cli.Target{}, err
	}
	return cli.Target{Host: e.URL.Host, Region: e.Region, Foreign: e.Custom && !e.Loopback, Notes: e.Notes}, nil
}

// desktop adds attache to the desktop of Windows, or removes it; nil elsewhere.
func desktop() func(remove bool) ([]string, error) {
	if runtime.GOOS != "windows" {
		return nil
	}
	return func(remove bool) ([]string, error) {
		program, err := os.Executable()
		if err != nil {
			return nil, err
		}
		at := setup.Place{Local: os.Getenv("LOCALAPPDATA"), Roaming: os.Getenv("APPDATA"), Program: program}
		if remove {
			return at.Remove()
		}
		return at.Add()
	}
}

// startChat and endChat are the ones that read AWS credentials.
func (w way) startChat(ctx context.Context, c cli.Connection, order cli.ChatOrder) (cli.ChatStarted, error) {
	started, err := contact.Start(ctx, w.contacts(c), contact.Order(order))
	return cli.ChatStarted(started), err
}

func (w way) endChat(ctx context.Context, c cli.Connection, instance, contactID string) error {
	return contact.End(ctx, w.contacts(c), instance, contactID)
}

func (w way) contacts(c cli.Connection) contact.Options {
	return contact.Options{Settings: w.settings(c), Version: reference.VersionText(version), Now: time.Now}
}

// open opens a chat for a command without a screen.
func (w way) open(_ context.Context, c cli.Connection, s cli.Shared) (cli.Session, error) {
	client, err := w.connect(c, clientOptions(s), &ui.Options{})
	if err != nil || s.OnSaved == "" {
		return client, err
	}
	return closing{judged{client, checker(s)}, client.Close}, nil
}

// browse shows a chat, or talks about it in lines.
func (w way) browse(ctx context.Context, b cli.Browse) ([]session.Summary, error) {
	o := clientOptions(b.Shared)
	o.Live = !b.NoLive && len(b.IDs) == 0
	s := screenOptions(b.Shared, o.Dir) //nolint:contextcheck // tmux is asked once, whoever needs to know first
	s.IDs, s.Files, s.Columns, s.Scheme = b.IDs, b.Files, b.Columns, style.Scheme{Name: b.Theme, Colors: b.Colors}
	s.Newest, s.Mouse, s.Tour = b.StartAt == "newest", b.Mouse, b.Tour
	if err := s.Keys.Rebind(b.Keys); err != nil {
		return nil, err
	}
	decoder := worker.New(worker.Options{}) // starts nothing before a file is looked into
	defer decoder.Close()
	if s.Decode = decoder.Decode; b.PreviewTools {
		s.Decode = tool.New(decoder.Decode).Decode
	}
	at := &sitting{way: w, receipt: b.Receipt, check: checker(b.Shared), client: o}
	defer at.close()
	base := s
	s, err := at.chats(b, s)
	if err != nil {
		return nil, err
	}
	if b.Next != nil {
		inner, stop := context.WithCancel(ctx)
		defer stop()
		s.Added = at.arrivals(inner, b.Next, base)
	}
	if b.Lines != nil {
		return talk(ctx, b.Lines, s)
	}
	return ui.Run(ctx, s, os.Stdout)
}

// examine checks this machine, and the way from it to the files of a chat.
func (w way) examine(ctx context.Context, x cli.Examination, tell func(model.Check)) {
	o := clientOptions(x.Shared)
	doctor.Machine(doctor.Place{
		Dir: o.Dir, Fault: system.Reason(system.Writable(o.Dir)), Free: download.FreeSpace(o.Dir),
		Clipboard: clip.New(x.Clipboard, os.Getenv), Env: os.Environ(), //nolint:contextcheck // likewise
		Images: terminal(x.Shared),
	}, tell)
	decoder := worker.New(worker.Options{})
	defer decoder.Close()
	limits, err := decoder.Limits(ctx)
	tell(doctor.Previews(limits, err, x.PreviewTools, tool.Available()))
	o.ConnectionToken, o.ParticipantToken = x.ConnectionToken, x.ParticipantToken
	diagnose.Run(ctx, w.settings(x.Connection), o, tell)
}

// emulate starts the emulator.
func emulate(ctx context.Context, c cli.Chat, address string) (cli.Emulator, error) {
	o := emulator.Options{
		Scenario: c.Scenario, Seed: c.Seed, Count: c.Count, Size: c.Size, Faults: c.Faults, Now: time.Now,
		Files: c.Files, StartAt: c.StartAt, Fixed: c.SeedGiven, Token: c.Token,
		Unlimited: c.Unlimited, Origins: c.Origins, Journal: c.Journal,
		Control: admin.Access{Token: c.ControlToken.Reveal(), Hosts: c.ControlHosts},
	}
	if c.CheckSignature {
		o.Keys = &connect.Keys{ID: c.KeyID, Secret: c.KeySecret}
	}
	server, err := emulator.Start(ctx, o, emulator.Outside{Address: address, Bucket: c.BucketListen, TLS: c.TLS})
	if busy := new(emulator.BucketError); errors.As(err, &busy) {
		return nil, model.NewInputProblem("--bucket-listen", model.FaultUnreadable, system.Reason(busy.Err))
	}
	if err == nil || errors.As(err, new(*net.OpError)) {
		return server, err
	}
	if errors.As(err, new(*fixture.FaultError)) || errors.As(err, new(*fs.PathError)) {
		return nil, model.NewInputProblem("--files", model.FaultUnreadable, err.Error())
	}
	return nil, model.NewInputProblem("--fault", model.FaultUnreadable, strings.TrimPrefix(err.Error(), "emulator: "))
}

func clientOptions(s cli.Shared) api.Options {
	o := api.Options{Rate: s.Rate, LimitRate: s.LimitRate, Live: s.Live, Dir: s.Dir, Version: reference.VersionText(version), Now: time.Now}
	if o.Dir == "" {
		home, _ := os.UserHomeDir() // without one, the folder is under the current one
		o.Dir = system.DownloadDir(os.Getenv, home)
	}
	if s.Log != nil {
		o.Log = slog.New(slog.NewTextHandler(s.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	return o
}

// terminal is what is known of the terminal before it is asked.
func terminal(s cli.Shared) draw.Terminal {
	env := os.Environ()
	t := draw.Terminal{Wish: s.Images, ASCII: s.ASCII, Env: env}
	if os.Getenv("NO_COLOR") == "" {
		t.Profile = max(colorprofile.Env(env), colorprofile.Terminfo(os.Getenv("TERM")))
	}
	return t
}

func screenOptions(s cli.Shared, dir string) ui.Options {
	return ui.Options{
		Keys: keymap(), Clipboard: clip.New(s.Clipboard, os.Getenv), Opener: opener.New(os.Getenv), OnExists: s.OnExists, Names: s.Names, Now: time.Now, Getenv: os.Getenv,
		Life: s.Life, Prefetch: session.Prefetch(s.Prefetch), Parallel: s.Parallel, ASCII: s.ASCII, HideNames: s.HideNames,
		Painter: draw.New(terminal(s)), NoLive: s.NoLive, Bell: s.Bell, Notify: s.Notify,
		Dir: dir, Version: reference.VersionText(version), Trim: func() { system.Trim(os.Getenv) },
	}
}

// actions are what the keys do, with changes.
func actions(changes []model.Rebinding) ([]model.Action, error) {
	k := keymap()
	err := k.Rebind(changes)
	return k.Actions(), err
}

// looks are what the look of the screen can be made of.
func looks() cli.Looks {
	return cli.Looks{
		Columns: part.ColumnNames(), Themes: style.Themes(), Roles: style.Roles(), Images: draw.Wishes(), Coloring: style.CheckColoring,
		Check: func(theme string, own []model.Coloring) error { return style.Scheme{Name: theme, Colors: own}.Check() },
	}
}

func scenarios() []cli.Choice {
	var out []cli.Choice
	for _, s := range emulator.Scenarios() {
		out = append(out, cli.Choice{Name: s.Name, Does: s.Does})
	}
	return out
}

func controlPaths() []cli.Choice {
	var out []cli.Choice
	for _, r := range admin.Routes() {
		out = append(out, cli.Choice{Name: r.Method + " " + r.Path, Does: r.Does})
	}
	return out
}

func faults() []cli.Choice {
	var out []cli.Choice
	for _, f := range emulator.Faults() {
		out = append(out, cli.Choice{Name: f.Name, Value: f.Value, Does: f.Does})
	}
	return out
}

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
				Chat: a.Chat, Contact: a.Name, Region: a.Region, Origin: a.Origin, Ask: a.Ask, Answer: a.Answer, Gone: a.Gone,
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
	o.ConnectionToken, o.ParticipantToken, o.Limiters, o.Names = c.ConnectionToken, c.ParticipantToken, w.limiters, w.names
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
		all = append(all, ui.PanelAction{Key: a.Key, Name: a.Name, Does: a.Does, State: a.State, Do: a.Do, Asks: (*ui.PanelAsking)(a.Asks)})
	}
	return all
}

// State returns the trouble that is on.
func (p panel) State() []string { return p.Trouble() }

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
