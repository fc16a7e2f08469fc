// Command attache browses the attachments of a live Amazon Connect chat in the terminal.
//
// This file only ties the parts together: the command line (ui/cli) says what is wanted, the client
// (api) speaks to the service, the screen (ui, opened by ui/app) shows it.
package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"log"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

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
	"attache/ui/app"
	"attache/ui/cli"
	"attache/ui/cli/reference"
	"attache/ui/opener"
	"attache/ui/preview/decode"
	"attache/ui/preview/tool"
	"attache/ui/preview/worker"
	"attache/ui/setup"
	"attache/ui/system"
)

// version is set by a release build.
var version string

func main() { os.Exit(run()) }

// run does what the arguments ask and returns the exit code.
func run() int {
	getenv := system.Environment()
	log.SetOutput(io.Discard) //nolint:forbidigo // libraries print lines of a server there, over the screen, and the token where GODEBUG asks for it
	if worker.Asked(os.Args[1:]) {
		return worker.Serve(os.Stdin, os.Stdout, decode.New())
	}
	if tool.Asked(os.Args[1:]) {
		return tool.Serve(os.Args[1:])
	}
	system.KeepMemory()
	ctx, signals := system.Listen(context.Background())
	defer signals.Stop()
	system.LeaveAtLast(ctx, reference.Interrupted)
	w := way{new(api.Certificates), new(api.Limiters), download.NewNames()}
	return cli.Run(ctx, os.Args[1:], emulatorNames(cli.Deps{
		Version: reference.VersionText(version), Build: reference.Built(),
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: getenv,
		Now: time.Now, Actions: actions, Appearances: app.AppearanceChoices(), Draft: download.NewDraft, Setup: setup.Desktop(os.Getenv),
		Resolve: w.resolve, StartChat: w.startChat, EndChat: w.endChat, Open: w.open, Inspect: upload.Inspect,
		Browse: w.browse, Examine: w.examine, Emulate: emulate, PassSignals: signals.PassTo,
		Pairing: cli.PairingDeps{
			Start: func(ctx context.Context) (cli.Pairing, error) { return pair.Start(ctx, time.Now) },
			Page:  pair.WritePage, Bookmarklet: pair.Bookmarklet,
			OpenURL: func(ctx context.Context, url string) bool {
				o := opener.New(os.Getenv)
				return o.Available() && o.Open(ctx, url) == nil
			},
		},
	}))
}

// way is what is found out once about the way to the service.
type way struct {
	certificates *api.Certificates
	limiters     *api.Limiters
	names        *download.Names
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
	return cli.Target{Host: e.URL.Host, Region: e.Region, Custom: e.Custom && !e.Loopback, Notes: e.Notes}, nil
}

// startChat and endChat are the ones that read AWS credentials.
func (w way) startChat(ctx context.Context, c cli.Connection, order cli.NewChat) (cli.ChatStarted, error) {
	started, err := contact.Start(ctx, w.contacts(c), contact.StartRequest(order))
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
	o, err := w.connect(c, s)
	if err != nil {
		return nil, err
	}
	return app.Judged(o.Chat, s), nil
}

// connect opens a chat, and says where it is.
func (w way) connect(c cli.Connection, s cli.Shared) (opened app.Opened, err error) {
	go system.Sweep()
	o, at := clientOptions(s), session.Source{Version: reference.VersionText(version)}
	o.ConnectionToken, o.ParticipantToken, o.Limiters, o.Names = c.ConnectionToken, c.ParticipantToken, w.limiters, w.names
	if c.Name != "" && o.Log != nil {
		o.Log = o.Log.With("chat", c.Name)
	}
	var client *api.Client
	if c.Emulator != nil { // no variable and no profile has a say in where it is
		if e, ok := c.Emulator.(*emulator.Running); ok {
			opened.Panel = panel{e}
		}
		if o.Endpoint, err = url.Parse(c.Emulator.URL()); err != nil {
			return opened, err
		}
		at.Region, at.Endpoint = c.Emulator.Region(), o.Endpoint.Host
		client, err = api.New(o)
	} else {
		var e api.Endpoint
		if e, err = api.Resolve(w.settings(c)); err != nil {
			return opened, err
		}
		if e.Custom {
			opened.Host = e.URL.Host
		}
		at.Region, at.Endpoint = e.Region, model.HideTokens(e.URL.Host)
		client, err = api.Dial(e, o)
	}
	opened.Chat, opened.Source = client, at
	return opened, err
}

// browse shows a chat, or talks about it in lines.
func (w way) browse(ctx context.Context, b cli.Browse) ([]session.Summary, error) {
	b.Dir = downloads(b.Shared)
	return app.Browse(ctx, app.Deps{
		Open: w.connect, Keys: keymap(), Draft: download.NewDraft, Now: time.Now, Version: reference.VersionText(version),
	}, b)
}

// examine checks this machine, and the way from it to the files of a chat.
func (w way) examine(ctx context.Context, x cli.Examination, tell func(model.Check)) {
	x.Dir = downloads(x.Shared)
	app.Examine(ctx, x.Shared, download.FreeSpace(x.Dir), tell)
	o := clientOptions(x.Shared)
	o.ConnectionToken, o.ParticipantToken = x.ConnectionToken, x.ParticipantToken
	diagnose.Run(ctx, w.settings(x.Connection), o, tell)
}

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

// downloads is the folder that files are saved to.
func downloads(s cli.Shared) string {
	home, _ := os.UserHomeDir() // without one, the folder is under the current one
	return cmp.Or(s.Dir, system.DownloadDir(os.Getenv, home))
}

func clientOptions(s cli.Shared) api.Options {
	o := api.Options{Rate: s.Rate, LimitRate: s.LimitRate, Live: s.Live, Dir: downloads(s), Version: reference.VersionText(version), Now: time.Now}
	if s.Log != nil {
		o.Log = slog.New(slog.NewTextHandler(s.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	return o
}

// actions are what the keys do, with changes.
func actions(changes []model.Rebinding) ([]model.Action, error) {
	k := keymap()
	err := k.Rebind(changes)
	return k.Actions(), err
}

// emulatorNames tells d what can be asked of the emulator by name.
func emulatorNames(d cli.Deps) cli.Deps {
	for _, s := range emulator.Scenarios() {
		d.Scenarios = append(d.Scenarios, cli.Choice{Name: s.Name, Does: s.Does})
	}
	for _, f := range emulator.Faults() {
		d.Faults = append(d.Faults, cli.Choice{Name: f.Name, Value: f.Value, Does: f.Does})
	}
	for _, r := range admin.Routes() {
		d.ControlPaths = append(d.ControlPaths, cli.Choice{Name: r.Method + " " + r.Path, Does: r.Does})
	}
	return d
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
