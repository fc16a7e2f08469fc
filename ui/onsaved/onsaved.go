// Package onsaved asks a program of the user's, such as a virus scanner, about each file that was saved.
package onsaved

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// Judge asks about a saved file, and about one of the same content that was there. Exit code 0 says that it is clean;
// whatever else happens, it is refused: that is a warning about it, or, where such files are removed, why there is none.
// A file that was there before stays, and so does one of which a run that was stopped has not heard the program's word.
func (c Checker) Judge(ctx context.Context, saved model.Saved) (model.Saved, error) {
	if len(c.Command) == 0 || saved.State != model.SaveDone && !saved.Same || saved.Path == "" {
		return saved, nil
	}
	path, err := filepath.Abs(saved.Path)
	if err == nil {
		if err = c.ask(ctx, path); err == nil && !isAsItCame(ctx, path, saved) {
			err = errChanged
		}
	}
	if _, gone := os.Lstat(path); errors.Is(gone, os.ErrNotExist) { // many scanners move away what they find
		return model.Saved{Link: saved.Link}, &model.Problem{Kind: model.KindRejected, Op: "on-saved"}
	}
	if err == nil {
		return saved, nil
	}
	if c.Remove && saved.State == model.SaveDone && ctx.Err() == nil {
		if err := os.Remove(path); err == nil || errors.Is(err, os.ErrNotExist) {
			return model.Saved{Link: saved.Link}, &model.Problem{Kind: model.KindRejected, Op: "on-saved"}
		}
	}
	saved.Warnings = append(saved.Warnings, model.WarningRefused)
	return saved, nil
}

// errChanged is of a file that the program has changed: it is no longer what was sent, nor what its receipt says.
const errChanged = model.ConstError("the program changed the file")

// isAsItCame reports whether a file still has the content that was saved, where that is known.
func isAsItCame(ctx context.Context, path string, saved model.Saved) bool {
	if saved.SHA256 == "" {
		return true
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close() //nolint:errcheck // it was only read
	sum := sha256.New()
	size, err := io.Copy(sum, io.LimitReader(model.ReadWhile(ctx, file), saved.Size+1))
	return err == nil && size == saved.Size && hex.EncodeToString(sum.Sum(nil)) == saved.SHA256
}

// Pass asks about a file that goes to order.Out, into an archive or down a pipe, before its first byte does: it lies
// in a folder of its own for as long, which save puts it into.
func (c Checker) Pass(ctx context.Context, request model.DownloadRequest, save func(model.DownloadRequest) (model.Saved, error)) (saved model.Saved, err error) {
	scratch, err := system.NewScratch()
	if err != nil {
		return saved, passingProblem(err)
	}
	defer scratch.Remove() //nolint:errcheck // the next run sweeps
	a, out := request.Attachment, request.Out
	path := filepath.Join(scratch.Dir, model.FileName(cmp.Or(request.Name, a.FileName, a.Name), a.ID))
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return saved, passingProblem(err)
	}
	defer file.Close() //nolint:errcheck // what was written to it is read again below
	request.Out = passing{file}
	if saved, err = save(request); err != nil {
		return saved, err
	}
	if err := file.Close(); err != nil { // a program of Windows may want it for itself
		return model.Saved{Link: saved.Link}, passingProblem(err)
	}
	text, err := os.Open(path)
	if err != nil {
		return model.Saved{Link: saved.Link}, passingProblem(err)
	}
	defer text.Close() //nolint:errcheck // it was only read
	saved.Path = path
	if saved, err = c.Judge(ctx, saved); err != nil {
		return saved, err
	}
	saved.Path = ""
	if slices.Contains(saved.Warnings, model.WarningRefused) && !isAsItCame(ctx, path, saved) {
		return model.Saved{Link: saved.Link}, &model.Problem{Kind: model.KindRejected, Op: "on-saved"}
	}
	done := make(chan error, 1)
	go func() { // a reader that stalls does not hold up a cancel
		_, err := io.Copy(out, text)
		done <- err
	}()
	select {
	case err = <-done:
	case <-ctx.Done():
		err = &model.Problem{Kind: model.KindCancelled, Op: "save", Err: ctx.Err()}
	}
	if err != nil {
		return model.Saved{Link: saved.Link}, err
	}
	return saved, nil
}

// passing is a file for a moment.
type passing struct{ file *os.File }

// Write implements io.Writer.
func (p passing) Write(b []byte) (int, error) {
	n, err := p.file.Write(b)
	if err != nil {
		err = passingProblem(err)
	}
	return n, err
}

func passingProblem(err error) error {
	return &model.Problem{Kind: model.KindDisk, Op: "temporary file", Detail: model.Text(system.Reason(err)), Err: err}
}

// ask runs the program without a terminal. It inherits the environment, which main has taken the tokens out of.
func (c Checker) ask(ctx context.Context, path string) error {
	inner, stop := context.WithTimeout(ctx, limit)
	defer stop()
	args := append(append([]string{}, c.Command[1:]...), path)
	cmd := exec.CommandContext(inner, c.Command[0], args...) //nolint:gosec // to run what the user names is the point
	system.KillSession(cmd)
	cmd.WaitDelay = time.Second / 4 // a child of it may keep its pipes open
	return cmd.Run()
}
