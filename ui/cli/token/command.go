package token

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"attache/model"
)

// fromCommand runs a command that prints a token. It may talk to the user: its words on
// standard error are shown as they come, and it has the terminal to ask at. The command itself is
// in no message, since it may hold secrets of its own.
func (r *Reader) fromCommand(ctx context.Context, input, command string) (string, error) {
	limited, cancel := context.WithTimeout(ctx, r.CommandTime)
	defer cancel()
	out := bounded{room: maxBytes}
	cmd := shell(limited, command)
	cmd.Stdout, cmd.Stderr = &out, r.Err
	if in, ok := r.In.(*os.File); ok && r.Typed {
		cmd.Stdin = in
	}
	if r.Alone {
		detach(cmd)
	}
	// A child of the command may keep its pipes open after the command is gone. What it printed by then counts.
	cmd.WaitDelay = 2 * time.Second
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil
	}
	var exit *exec.ExitError
	unusable := func(detail string) (string, error) {
		return "", model.NewInputProblem(input, model.FaultUnreadable, detail)
	}
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case out.full:
		return "", model.NewInputProblem(input, model.FaultTooLong, "")
	case limited.Err() != nil:
		return unusable(fmt.Sprintf("the command did not end within %v", r.CommandTime))
	case errors.As(err, &exit):
		return unusable("the command failed with " + exit.String())
	case err != nil:
		return unusable("the command could not be run")
	}
	return model.DecodeText(out.kept.Bytes()), nil
}

// errFull ends the reading of a command that prints more than a token.
const errFull = model.ConstError("more than a token")

// bounded keeps what is written, up to its room. The buffer is not embedded: io.Copy would find its
// ReadFrom and pass Write by.
type bounded struct {
	kept bytes.Buffer
	room int
	full bool
}

// Write implements io.Writer.
func (b *bounded) Write(p []byte) (int, error) {
	if b.kept.Len()+len(p) > b.room {
		b.full = true
		return 0, errFull
	}
	return b.kept.Write(p)
}
