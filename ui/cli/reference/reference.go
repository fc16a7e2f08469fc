// Package reference writes what the program says of itself: the help of a command, the manual page, and
// the exit codes. They are drawn from the commands and the flags, so that none tells of what is not there.
package reference

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Program is what there is to say.
type Program struct {
	Version string
	Date    string         // of what it was built from: 2026-01-31; empty: unknown
	Flags   *pflag.FlagSet // all of them, in order, described by Describe

	// Scenarios and Faults are what the emulator knows.
	Scenarios []Choice
	Faults    []Choice

	Commands []string // in the order they are learnt
	Files    []string // where the program's own files are, a line each
}

// Choice is a name and what it does, decides or tells.
type Choice struct {
	Name  string
	Value string // what stands behind the =, in brackets when it may be left out; empty: nothing
	Does  string // lower case, no full stop
}

// label is a choice as it is typed.
func (c Choice) label() string {
	value, optional := strings.CutPrefix(c.Value, "[")
	switch {
	case optional:
		return c.Name + "[=" + value
	case value != "":
		return c.Name + "=" + value
	}
	return c.Name
}

// The annotations of a flag.
const (
	groupNote    = "group"
	variableNote = "variable"
)

// Describe tells of a flag what pflag does not: the heading it stands under, the environment variable that
// stands for it, and its default as it is shown.
func Describe(f *pflag.Flag, group, variable, fallback string) {
	f.Annotations = map[string][]string{groupNote: {group}, variableNote: {variable}}
	f.DefValue = fallback
}

// eachFlag calls do with the described flags of a set and, where a heading begins, that heading.
func eachFlag(flags *pflag.FlagSet, do func(f *pflag.Flag, heading string)) {
	last := ""
	flags.VisitAll(func(f *pflag.Flag) {
		group := f.Annotations[groupNote]
		if f.Hidden || group == nil {
			return
		}
		heading := ""
		if group[0] != last {
			heading, last = group[0], group[0]
		}
		do(f, heading)
	})
}

// has reports whether a command has a flag, and shows it.
func has(cmd *cobra.Command, name string) bool {
	flag := cmd.Flags().Lookup(name)
	return flag != nil && !flag.Hidden
}

// argument is the placeholder of a flag's value, with what parts it from the flag: one that may be left out needs the sign.
func argument(f *pflag.Flag) string {
	switch arg := f.Value.Type(); {
	case arg == "":
		return ""
	case f.NoOptDefVal != "":
		return "[=" + arg + "]"
	default:
		return " " + arg
	}
}

// flagLabel is a flag as it is typed, without the placeholder of its value.
func flagLabel(f *pflag.Flag) string {
	label := "--" + f.Name
	if f.Shorthand != "" {
		label = "-" + f.Shorthand + ", " + label
	}
	return label
}
