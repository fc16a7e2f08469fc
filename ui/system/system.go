// Package system asks the system what the command line has to know before anything starts: whether a
// folder can be written to, what is a terminal, and what a person types there without showing it.
package system

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
)

// Reason returns what the system said, without the path or address it said it about; empty for nil.
func Reason(err error) string {
	if err == nil {
		return ""
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	var program *exec.Error
	if errors.As(err, &program) {
		err = program.Err
	}
	var call *os.SyscallError
	if errors.As(err, &call) {
		err = call.Err
	}
	return err.Error()
}

// Await runs read, which no context can stop, and returns no later than ctx ends. What is still
// read after that is thrown away.
func Await[T any](ctx context.Context, read func() (T, error)) (T, error) {
	if err := ctx.Err(); err != nil {
		var none T
		return none, err
	}
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := read()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
