//go:build unix

package system

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// back is the priority of what can wait: keys cannot.
const back = 10

// StepBack lets other programs come first. It is for a child that has a session of its own.
func StepBack() {
	_ = unix.Setpriority(unix.PRIO_PGRP, 0, back)
	stepBackAs("/proc/self/autogroup")
}

// stepBackAs lets other sessions come first, where the kernel shares the processor out by session: the priority counts
// only within one. It refuses who is no administrator while another has just asked.
func stepBackAs(session string) {
	f, err := os.OpenFile(session, os.O_WRONLY, 0)
	if err != nil {
		return // there is no such kernel
	}
	_, _ = f.WriteString(strconv.Itoa(back))
	_ = f.Close()
}
