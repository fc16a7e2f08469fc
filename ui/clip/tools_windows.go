package clip

import (
	"context"

	"github.com/atotto/clipboard"
)

// native returns the way through the system's own interface, which ends within a second.
func native(func(string) string) func(context.Context, string) error {
	return func(_ context.Context, text string) error { return clipboard.WriteAll(text) }
}

// firstTool names what the native route uses.
func firstTool(func(string) string) string { return "Windows" }
