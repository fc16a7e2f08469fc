//go:build !windows

package cli

import (
	"context"
	"os/exec"
)

// shell runs a command line as the user's own scripts would.
func shell(ctx context.Context, line string) *exec.Cmd {
	return exec.CommandContext(ctx, "sh", "-c", line) //nolint:gosec // to run what the user names is the point
}
