package system

import "os"

// fromTerminal reports whether a signal has reached the child already: the console sends its own to every program on it.
func fromTerminal(s os.Signal) bool { return s == os.Interrupt }
