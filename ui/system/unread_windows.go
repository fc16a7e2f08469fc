package system

import "io"

// Unread returns a channel that is closed when nobody reads w any more, as far as the system tells.
// This one does not tell before something is written.
func Unread(io.Writer) <-chan struct{} { return nil }
