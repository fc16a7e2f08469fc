package system

import (
	"os"
	"os/exec"
	"syscall"
)

// OwnSession makes a command that is about to be started one that outlives this program and its
// console.
func OwnSession(cmd *exec.Cmd) {
	const detached = 0x00000008
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP | detached}
}

// KillSession is OwnSession: here the context of a command ends the program alone.
func KillSession(cmd *exec.Cmd) { OwnSession(cmd) }

// EndingSignals are the signals at which the program is to leave in good order.
func EndingSignals() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} }

// failedWrites are the signals that only repeat what the write answers that brought them about.
func failedWrites() []os.Signal { return []os.Signal{syscall.SIGPIPE} }
