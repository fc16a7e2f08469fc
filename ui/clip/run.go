package clip

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"time"

	"attache/ui/system"
)

// toolLimit is how long a route may take: xclip and wl-copy can hang without a display.
const toolLimit = 2 * time.Second

// limited gives text to a way, and stops waiting for it after limit. A program is killed then:
// one that came round later would put an old text over a new one.
func limited(ctx context.Context, limit time.Duration, text string, way func(context.Context, string) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- way(ctx, text) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errors.New("the clipboard did not take the text in time")
	}
}

// loadBuffer hands text to tmux on standard input, and tmux (-w) to the terminal outside. A plain
// OSC 52 would be dropped by tmux's default settings.
func loadBuffer(ctx context.Context, text string) error {
	return feed(ctx, text, "tmux", "load-buffer", "-w", "-")
}

// feed runs a program with text on its standard input. Its output goes nowhere: a tool that stays in
// the background to serve the clipboard must hold nothing that is waited for, and outlives the
// terminal.
func feed(ctx context.Context, text, name string, args ...string) error {
	const grace = 100 * time.Millisecond           // for what a killed program leaves open
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // tmux, or a tool of the table
	system.OwnSession(cmd)
	cmd.Stdin, cmd.WaitDelay = strings.NewReader(text), grace
	if err := cmd.Run(); !errors.Is(err, exec.ErrWaitDelay) { // the tool itself has ended well
		return err
	}
	return nil
}

// answer runs a program and returns what it prints.
func answer(ctx context.Context, name string, args ...string) (string, error) {
	const grace = 100 * time.Millisecond
	cmd := exec.CommandContext(ctx, name, args...) //nolint:gosec // tmux
	cmd.WaitDelay = grace
	out, err := cmd.Output()
	return string(out), err
}
