package system

// IsOwnTerminal reports whether one of the standard streams is the terminal of that path. There is
// no tmux here whose terminal it could be.
func IsOwnTerminal(string) bool { return false }
