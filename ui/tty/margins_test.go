package tty

import (
	"strings"
	"testing"
)

func TestNoMarginsAreLeftBehind(t *testing.T) {
	var said strings.Builder
	_, _ = New(&said).Output().Write([]byte("\x1b[1;3r\x1b[?1049l"))
	if got := said.String(); got != "\x1b[1;3r\x1b[r\x1b[?1049l" {
		t.Errorf("said %q", got)
	}
}
