package token

import (
	"context"
	"os/exec"
	"syscall"
)

// shell hands the line to cmd as it is. Go's own quoting of arguments is not what cmd understands.
func shell(ctx context.Context, line string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "cmd")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd /d /s /c "` + line + `"`}
	return cmd
}

// detach takes the terminal away from a command, which it would ask for a passphrase at. Without
// standard input it has none here.
func detach(*exec.Cmd) {}
