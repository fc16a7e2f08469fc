package cli

import "io"

// unread returns a channel that is closed when nobody reads w any more, as far as the system tells.
// This one does not tell before something is written.
func unread(io.Writer) <-chan struct{} { return nil }
