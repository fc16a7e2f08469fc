// Command attache browses the attachments of a live Amazon Connect chat in the terminal.
//
// This file only ties the parts together: the command line (ui/cli) says what is wanted, the client
// (api) speaks to the service, the screen (ui) shows it.
package main

import (
	"cmp"
	"context"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"attache/api"
	"attache/api/emulator"
	"attache/model"
	"attache/ui"
	"attache/ui/cli"
	"attache/ui/clip"
	"attache/ui/opener"
	"attache/ui/plain"
)

// The client is all that the front ends ask of a chat.
var (
	_ ui.Session    = (*api.Client)(nil)
	_ plain.Session = (*api.Client)(nil)
)

// version is set by a release build.
var version string

// lastExit is how long an interrupted program may take to leave: a terminal that takes no more
// bytes would hold it for ever.
const lastExit = 3 * time.Second

func main() { os.Exit(run()) }

// run does what the arguments ask and returns the exit code.
func run() int {
	// The framework would write every key and frame to the file this names: typed tokens, shown links.
	_ = os.Unsetenv("TEA_TRACE")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	context.AfterFunc(ctx, leaveAtLast)
	return cli.Run(ctx, os.Args[1:], cli.Deps{
		Version: versionText(),
		In:      os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv,
		Scenarios: scenarios(), Faults: faults(),
		Resolve: resolve, Get: get, Browse: browse, Demo: demo, Emulate: emulate,
	})
}

// leaveAtLast ends the program when it has not ended by itself in time.
func leaveAtLast() {
	time.AfterFunc(lastExit, func() {
		os.Exit(interrupted) //nolint:revive // there is no way back to main: its goroutine hangs
	})
}

// interrupted is the exit code of a program that a signal ended.
const interrupted = 130

func versionText() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func resolve(ctx context.Context, c cli.Connection) (cli.Target, error) {
	e, err := endpoint(ctx, c)
	if err != nil {
		return cli.Target{}, err
	}
	if _, err := api.NewTransport(e); err != nil { // a bad CA bundle, told before a token is asked for
		return cli.Target{}, err
	}
	return cli.Target{Host: e.URL.Host, Foreign: e.Foreign && !e.Loopback, Notes: e.Notes}, nil
}

func endpoint(ctx context.Context, c cli.Connection) (api.Endpoint, error) {
	return api.Resolve(ctx, api.Settings{
		Region: c.Region, Profile: c.Profile, EndpointURL: c.EndpointURL, Insecure: c.Insecure, Getenv: os.Getenv,
	})
}

// browse shows a real chat.
func browse(ctx context.Context, b cli.Browse) error {
	o, e, err := chatOptions(ctx, b.Connection, b.Shared)
	if err != nil {
		return err
	}
	s := screenOptions(b.Shared, o.Dir)
	s.IDs, s.Region = b.IDs, e.Region
	if e.Foreign {
		s.Host = e.URL.Host
	}
	return show(ctx, o, s, b.Receipt)
}

// get downloads from a real chat.
func get(ctx context.Context, g cli.Get) error {
	o, _, err := chatOptions(ctx, g.Connection, g.Shared)
	if err != nil {
		return err
	}
	client, err := api.New(o)
	if err != nil {
		return err
	}
	defer client.Close()
	return plain.Get(ctx, client, plain.GetOptions{
		IDs: g.IDs, All: g.All, Parallel: g.Parallel, OnExists: g.OnExists, Life: g.Life,
		JSON: g.JSON, Copy: g.Copy, Progress: g.Progress, Receipt: g.Receipt, Now: time.Now,
	}, os.Stdout, os.Stderr)
}

// chatOptions are the client's for a real chat.
func chatOptions(ctx context.Context, c cli.Connection, s cli.Shared) (api.Options, api.Endpoint, error) {
	e, err := endpoint(ctx, c)
	if err != nil {
		return api.Options{}, e, err
	}
	transport, err := api.NewTransport(e)
	if err != nil {
		return api.Options{}, e, err
	}
	o := clientOptions(s)
	o.Endpoint, o.Transport, o.AppID = e.URL, transport, e.AppID
	o.ConnectionToken, o.ParticipantToken = c.ConnectionToken, c.ParticipantToken
	return o, e, nil
}

// demo shows a chat that the emulator serves on a loopback port for as long as the screen lives.
func demo(ctx context.Context, d cli.Demo) error {
	server, err := newEmulator(d.Chat)
	if err != nil {
		return err
	}
	listener, err := emulator.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() { _ = server.Serve(listener) }() // ends with Close
	defer func() { _ = server.Close() }()
	o := clientOptions(d.Shared)
	// No variable and no profile has a say in where the demo is.
	o.Endpoint = &url.URL{Scheme: "http", Host: listener.Addr().String()}
	o.ParticipantToken = model.NewSecret(server.ParticipantToken())
	s := screenOptions(d.Shared, o.Dir)
	s.Region, s.Emulator = emulatorRegion, "EMULATOR"
	return show(ctx, o, s, d.Receipt)
}

// emulate serves the emulator until ctx ends.
func emulate(ctx context.Context, e cli.Emulate) error {
	server, err := newEmulator(e.Chat)
	if err != nil {
		return err
	}
	listener, err := emulator.Listen(ctx, e.Listen)
	if err != nil {
		return err
	}
	unhook := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer unhook()
	if err := e.Ready(cli.Serving{
		Endpoint: emulator.URL(listener), Region: emulatorRegion,
		ConnectionToken:  model.NewSecret(server.ConnectionToken()),
		ParticipantToken: model.NewSecret(server.ParticipantToken()),
	}); err != nil {
		_ = listener.Close()
		return err
	}
	return server.Serve(listener)
}

// show runs the screen over a client of its own.
func show(ctx context.Context, o api.Options, s ui.Options, receipt string) error {
	client, err := api.New(o)
	if err != nil {
		return err
	}
	defer client.Close()
	s.Session = client
	outcomes, err := ui.Run(ctx, s, os.Stdout)
	// What was saved is told whatever the screen ended with.
	return cmp.Or(err, plain.After(outcomes, receipt, os.Stdout, os.Stderr), model.FailuresOf(outcomes))
}

func clientOptions(s cli.Shared) api.Options {
	o := api.Options{Rate: s.Rate, Dir: s.Dir, Version: versionText(), Now: time.Now}
	if o.Dir == "" {
		home, _ := os.UserHomeDir() // without one, the folder is under the current one
		o.Dir = api.DownloadDir(os.Getenv, home)
	}
	if s.Log != nil {
		o.Log = slog.New(slog.NewTextHandler(s.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	return o
}

func screenOptions(s cli.Shared, dir string) ui.Options {
	return ui.Options{
		Keys: keymap(), Clipboard: clip.New(s.Clipboard, os.Getenv), Opener: opener.New(os.Getenv), OnExists: s.OnExists, Now: time.Now, Getenv: os.Getenv,
		Life: s.Life, Prefetch: ui.Prefetch(s.Prefetch), Parallel: s.Parallel, ASCII: s.ASCII, HideNames: s.HideNames,
		Dir: dir, Version: versionText(),
	}
}

// emulatorRegion is the region the emulator says it is in.
const emulatorRegion = "us-east-1"

func newEmulator(c cli.Chat) (*emulator.Server, error) {
	server, err := emulator.New(emulator.Options{
		Scenario: c.Scenario, Seed: c.Seed, Count: c.Count, Size: c.Size, Faults: c.Faults, Now: time.Now,
	})
	if err != nil {
		return nil, model.NewInputProblem("--fault", model.FaultUnreadable, strings.TrimPrefix(err.Error(), "emulator: "))
	}
	return server, nil
}

func scenarios() []cli.Choice {
	var out []cli.Choice
	for _, s := range emulator.Scenarios() {
		out = append(out, cli.Choice{Name: s.Name, Does: s.Does})
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
