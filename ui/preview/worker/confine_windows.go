package worker

import (
	"runtime/debug"

	"attache/ui/system"
)

// confine makes the collector work before the job's limit is reached, and the screen come first.
func confine() limits {
	system.StepBack()
	debug.SetMemoryLimit(maxMemory * 3 / 4)
	return 0
}
