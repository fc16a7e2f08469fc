package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/style"
)

// pressSort takes the letter after the sort key.
func (m *core) pressSort(msg tea.KeyPressMsg) {
	k := &m.opts.Keys.Sort
	for _, o := range []struct {
		up, down key.Binding
		column   model.SortColumn
	}{
		{k.Name, k.NameBack, model.SortName},
		{k.Size, k.SizeBack, model.SortSize},
		{k.Type, k.TypeBack, model.SortType},
		{k.Arrival, k.ArrivalBack, model.SortArrival},
		{k.Expiry, k.ExpiryBack, model.SortExpiry},
		{k.State, k.StateBack, model.SortState},
	} {
		for reverse, b := range map[bool]key.Binding{false: o.up, true: o.down} {
			if key.Matches(msg, b) {
				m.list.Sort(o.column, reverse)
				m.say(style.Info, "Sorted by "+strings.ToLower(b.Help().Desc))
			}
		}
	}
}
