package config

import (
	"fmt"
	"slices"
	"strings"

	"attache/model"
	"attache/ui/cells"
)

// Setting is a setting that holds for this run, and where it comes from.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
	From  string `json:"from"`            // flag, variable, file or default
	Input string `json:"input,omitempty"` // the flag or variable
	File  string `json:"file,omitempty"`
	Line  int    `json:"line,omitempty"`

	Group string `json:"-"` // the heading in a table
}

// The places a value comes from.
const (
	FromFlag     = "flag"
	FromVariable = "variable"
	FromFile     = "file"
	FromDefault  = "default"
)

// place is where a value comes from, for a reader who has the file's name before them.
func (v Setting) place() string {
	switch v.From {
	case FromFile:
		return fmt.Sprintf("line %d", v.Line)
	case FromDefault:
		return v.From
	}
	return v.Input
}

// Rows writes values for a pipe, one a line, with tabs.
func Rows(all []Setting) string {
	var b strings.Builder
	for _, v := range all {
		from := v.place()
		if v.From == FromFile {
			from = fmt.Sprintf("%s:%d", v.File, v.Line)
		}
		b.WriteString(v.Name + "\t" + v.Value + "\t" + from + "\n")
	}
	return b.String()
}

// columns is the width of a terminal.
const columns = 80

// Table writes values for people, under the name of the configuration file; empty: none is read.
func Table(all []Setting, path string) string {
	var b strings.Builder
	switch {
	case path == "":
		b.WriteString("No configuration file is read.\n")
	case Exists(path):
		fmt.Fprintf(&b, "The configuration file is %s.\n", model.HideTokens(model.Text(path)))
	default:
		fmt.Fprintf(&b, "There is no configuration file %s.\n'attache config template' prints one to start from.\n", model.HideTokens(model.Text(path)))
	}
	all = slices.DeleteFunc(slices.Clone(all), func(v Setting) bool { return v.Name == "config" }) // said above
	names, texts := 0, 0
	for _, v := range all {
		names = max(names, len(v.Name))
		if n := (cells.Ruler{}).Width(v.Value); n < columns/2 {
			texts = max(texts, n)
		}
	}
	group := ""
	for _, v := range all {
		if v.Group != group {
			group = v.Group
			fmt.Fprintf(&b, "\n%s:\n", group)
		}
		text := v.Value
		if text == "" {
			text = "-"
		}
		fmt.Fprintf(&b, "  %-*s  %s  %s\n", names, v.Name, cells.Ruler{}.Pad(text, texts), v.place())
	}
	return b.String()
}

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
