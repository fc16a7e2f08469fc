package system

import "runtime/debug"

// restGrowth is by how many percent what is kept may grow before the collector works, in a program that has begun.
const restGrowth = 50

// Trim gives back the memory that only the start of the program needed, and keeps it small from then on. A person who
// has set GOGC knows better.
func Trim(getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(restGrowth)
	}
	debug.FreeOSMemory()
	dropImage()
}
