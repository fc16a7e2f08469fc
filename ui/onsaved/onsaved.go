// Package onsaved asks a program of the user's, such as a virus scanner, about each file that was saved.
package onsaved

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"attache/model"
	"attache/ui/system"
)

// limit is how long a program may take for one file. What does not end in time has said nothing.
const limit = time.Minute

// Checker asks the program. The zero value asks nobody.
type Checker struct {
	Command []string // a program and its arguments, before the path
	Remove  bool     // what it refuses is removed
}

// Judge asks about a saved file. Exit code 0 says that it is clean; whatever else happens, it is refused: that is
// a doubt about it, or, where such files are removed, why there is none.
func (c Checker) Judge(ctx context.Context, saved model.Saved) (model.Saved, error) {
	if len(c.Command) == 0 || saved.State != model.SaveDone || saved.Path == "" {
		return saved, nil
	}
	path, err := filepath.Abs(saved.Path)
	if err == nil {
		err = c.ask(ctx, path)
	}
	if err == nil {
		return saved, nil
	}
	if c.Remove {
		if err := os.Remove(path); err == nil || errors.Is(err, os.ErrNotExist) {
			return model.Saved{Link: saved.Link}, &model.Problem{Kind: model.KindRejected, Op: "on-saved"}
		}
	}
	saved.Doubts = append(saved.Doubts, model.DoubtRefused)
	return saved, nil
}

// ask runs the program without a terminal. It inherits the environment, which main has taken the tokens out of.
func (c Checker) ask(ctx context.Context, path string) error {
	inner, stop := context.WithTimeout(ctx, limit)
	defer stop()
	args := append(append([]string{}, c.Command[1:]...), path)
	cmd := exec.CommandContext(inner, c.Command[0], args...) //nolint:gosec // to run what the user names is the point
	system.OwnSession(cmd)
	cmd.WaitDelay = time.Second / 4 // a child of it may keep its pipes open
	return cmd.Run()
}
