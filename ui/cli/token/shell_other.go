//go:build !windows

package token

import (
	"context"
	"os"
	"os/exec"

	"attache/ui/system"
)

// shell runs a command line as the user's own scripts would.
func shell(ctx context.Context, line string) *exec.Cmd {
	return exec.CommandContext(ctx, "sh", "-c", line) //nolint:gosec // to run what the user names is the point
}

// detach takes the terminal away from a command, which it would ask for a passphrase at.
func detach(cmd *exec.Cmd) {
	system.OwnSession(cmd)
	cmd.Env = append(os.Environ(), "GPG_TTY=")
}
