// Command attache browses the attachments of a live Amazon Connect chat in the terminal.
//
// This file only ties the parts together: the command line (ui/cli) says what is wanted, the client
// (api) speaks to the service, the screen (ui) shows it.
package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"runtime"
	"strings"
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
	"attache/api/upload"
	"attache/model"
	"attache/model/session"
	"attache/ui"
	"attache/ui/cli"
	"attache/ui/cli/reference"
	"attache/ui/clip"
	"attache/ui/doctor"
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
	w := way{new(api.Certificates), new(api.Limiters)}
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
	s.IDs, s.Files, s.Columns, s.Scheme = b.IDs, b.Files, b.Columns, style.Scheme{Theme: b.Theme, Own: b.Colors}
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
	if busy := new(emulator.NoBucket); errors.As(err, &busy) {
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
		Dir: dir, Version: reference.VersionText(version),
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
		Check: func(theme string, own []model.Coloring) error { return style.Scheme{Theme: theme, Own: own}.Check() },
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
