package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/ui/keys"
	"attache/ui/part"
)

// steps is by how many lines a key scrolls a text of which h lines show, and whether it is one that does.
func steps(k *keys.Move, msg tea.KeyPressMsg, h int) (by int, ok bool) {
	for _, step := range []struct {
		key key.Binding
		by  int
	}{
		{k.Up, -1},
		{k.Down, 1},
		{k.Top, -part.WholeFlow},
		{k.Bottom, part.WholeFlow},
		{k.PageUp, -h},
		{k.PageDown, h},
		{k.HalfUp, -max(h/2, 1)},
		{k.HalfDown, max(h/2, 1)},
	} {
		if key.Matches(msg, step.key) {
			return step.by, true
		}
	}
	return 0, false
}
