//go:build unix

package system

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
)

// OwnSession makes a command that is about to be started one that outlives this program and its
// terminal: no interrupt and no hangup of the terminal reaches it.
func OwnSession(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// KillSession lets the context of a command in a session of its own end all that runs there, not the program alone.
func KillSession(cmd *exec.Cmd) {
	OwnSession(cmd)
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// EndingSignals are the signals at which the program is to leave in good order. What it was started
// with as ignored stays ignored, by it and by what it starts: nohup ignores the hangup, and a shell
// without job control the keyboard's two signals of what it runs in the background. Of the two only
// the interrupt can be asked about.
func EndingSignals() []os.Signal {
	all := []os.Signal{syscall.SIGINT, syscall.SIGHUP}
	var heard []os.Signal
	for _, s := range all {
		if !signal.Ignored(s) {
			heard = append(heard, s)
		}
	}
	if signal.Ignored(syscall.SIGINT) {
		signal.Ignore(syscall.SIGQUIT)
	} else {
		heard = append(heard, syscall.SIGQUIT)
	}
	return append(heard, syscall.SIGTERM, syscall.SIGABRT, syscall.SIGALRM, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGXCPU)
}

// failedWrites are the signals that only repeat what the write answers that brought them about.
func failedWrites() []os.Signal { return []os.Signal{syscall.SIGPIPE, syscall.SIGXFSZ} }
