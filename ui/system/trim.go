package system

import "runtime/debug"

// restGrowth is by how many percent what is kept may grow before the collector works by itself, in a program that has
// begun. A Collector mostly comes before it.
const restGrowth = 75

// Trim gives back the memory that only the start of the program needed, and keeps it small from then on. A person who
// has set GOGC knows better.
func Trim(getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(restGrowth)
	}
	debug.FreeOSMemory()
	dropImage()
}
