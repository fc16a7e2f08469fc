package config

import (
	"fmt"
	"strings"

	"attache/model"
	"attache/ui/cells"
)

// Binding is an action with its keys as JSON has it.
type Binding struct {
	Action string   `json:"action"`
	Keys   []string `json:"keys"`
	Does   string   `json:"does"`
}

// Bindings returns what the keys do.
func Bindings(actions []model.Action) []Binding {
	var all []Binding
	for _, a := range actions {
		all = append(all, Binding{a.Name, append([]string{}, a.Keys...), a.Does})
	}
	return all
}

// KeyTable writes what the keys do, one action a line: in columns for people, with tabs for a pipe.
func KeyTable(actions []model.Action, people bool) string {
	names, keys := 0, 0
	for _, a := range actions {
		names, keys = max(names, len(a.Name)), max(keys, cells.Ruler{}.Width(strings.Join(a.Keys, " ")))
	}
	format := "%-*s  %s  %s\n"
	if !people {
		names, keys, format = 0, 0, "%*s\t%s\t%s\n"
	}
	var b strings.Builder
	for _, a := range actions {
		fmt.Fprintf(&b, format, names, a.Name, cells.Ruler{}.Pad(strings.Join(a.Keys, " "), keys), a.Does)
	}
	return b.String()
}
