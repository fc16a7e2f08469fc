package worker

import "golang.org/x/sys/unix"

const arch = unix.AUDIT_ARCH_AARCH64

// archCalls are those that only this architecture has.
func archCalls() []uint32 { return []uint32{} }
