package system

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// Child is a program that runs in the place of this one: its streams, its exit code and its signals are those that
// whoever started this program sees.
type Child struct {
	cmd *exec.Cmd

	mu      sync.Mutex
	waiting []os.Signal // that came before it ran
}

// NewChild makes a program to be run with this one's environment but for the variables without, and with the ones set.
func NewChild(line []string, set map[string]string, without []string, in io.Reader, out, errs io.Writer) *Child {
	cmd := exec.Command(line[0], line[1:]...) //nolint:noctx,gosec // signals end it, and the user named it
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, errs
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		if _, ours := set[variable(name)]; !ours && !slices.Contains(without, variable(name)) {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	for name, value := range set {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return &Child{cmd: cmd}
}

// Start starts it, and hands it what signals have come.
func (c *Child) Start() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	err := c.cmd.Start()
	for _, s := range c.waiting {
		if err == nil {
			_ = c.cmd.Process.Signal(s) // it fails for one that has ended
		}
	}
	return err
}

// Signal hands a signal on, or keeps it until there is a program to have it. One that the terminal sends to all programs
// in front has reached the child already.
func (c *Child) Signal(s os.Signal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.cmd.Process == nil:
		c.waiting = append(c.waiting, s)
	case !fromTerminal(s):
		_ = c.cmd.Process.Signal(s) // it fails for one that has ended
	}
}

// Wait waits for the end and returns the exit code, as a shell counts it.
func (c *Child) Wait() (int, error) {
	err := c.cmd.Wait()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		return 0, err
	}
	if status, ok := c.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal()), nil
	}
	return c.cmd.ProcessState.ExitCode(), nil
}
