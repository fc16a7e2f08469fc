// Package opener hands a saved file to the program that the desktop opens it with.
package opener

import (
	"context"
	"os/exec"
	"runtime"
	"time"

	"attache/ui/system"
)

// settleTime is how long an opener may take to say that it failed. One that still runs then is the
// program itself, showing the file.
const settleTime = 2 * time.Second

// Opener opens files on the desktop of this machine.
type Opener struct {
	system string
	getenv func(string) string
	run    func(context.Context, string, ...string) error
}

// New returns the opener of this machine.
func New(getenv func(string) string) Opener {
	return Opener{system: runtime.GOOS, getenv: getenv, run: start}
}

// Available reports whether there is a desktop to open a file on. Over SSH the one of the far
// machine is not in front of the user, unless its windows are forwarded.
func (o Opener) Available() bool {
	switch o.system {
	case "windows":
		return true
	case "darwin":
		return o.getenv("SSH_CONNECTION") == "" && o.getenv("SSH_TTY") == ""
	}
	return o.getenv("DISPLAY") != "" || o.getenv("WAYLAND_DISPLAY") != ""
}

// Open hands path, which must be absolute, to the desktop. It returns when the desktop has taken
// it or refused.
func (o Opener) Open(ctx context.Context, path string) error {
	switch o.system {
	case "windows":
		return o.run(ctx, "rundll32", "url.dll,FileProtocolHandler", path)
	case "darwin":
		return o.run(ctx, "open", path)
	}
	return o.run(ctx, "xdg-open", path)
}

// start runs a program without a terminal and waits a moment for it to fail. The program outlives
// this one and its terminal: the user closes it, not we.
func start(ctx context.Context, name string, args ...string) error {
	cmd := exec.CommandContext(context.WithoutCancel(ctx), name, args...) //nolint:gosec // one of three programs, with a path of ours
	system.OwnSession(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	case <-time.After(settleTime):
	}
	return nil
}
