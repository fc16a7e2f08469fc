//go:build unix

package worker

import "os"

// guard is what a parent does about its child's memory. Here it looks at it.
type guard struct{ pid int }

func guardOf(p *os.Process) guard { return guard{p.Pid} }

func (guard) limits() limits { return limitWatch }

func (guard) release() {}

// memory is what the child has of the machine's memory, 0 where that is not known.
func (g guard) memory() int64 { return resident(g.pid) }
