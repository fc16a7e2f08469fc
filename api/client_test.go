package api_test

import (
	"attache/api"
	"attache/ui"
)

// The screen talks to the client through its own interface.
var _ ui.Session = (*api.Client)(nil)
