package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"attache/model"
	"attache/ui/wording"
)

// noArguments refuses arguments, with a problem where cobra has a text.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return model.NewInputProblem("arguments of "+cmd.CommandPath(), model.FaultUnknown, "")
}

// ownWords refuses anything that is not one of a command's own words.
func ownWords(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return unknownCommand(cmd, args[0])
}

// fromInput is the argument that stands for the IDs on standard input.
const fromInput = "-"

// attachmentIDs tells a mistyped command from an ID, since the service's IDs are opaque: a short
// word of lower-case letters alone is taken for a command, unless it stands after "--".
func attachmentIDs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || cmd.ArgsLenAtDash() == 0 || args[0] == fromInput {
		return nil
	}
	first := args[0]
	letters := strings.Trim(first, "abcdefghijklmnopqrstuvwxyz-") == ""
	if first != "" && letters && len(first) <= 16 || wording.Nearest(first, commandNames(cmd.Root())) != "" {
		return unknownCommand(cmd.Root(), first)
	}
	return nil
}

// unknownCommand suggests the nearest command.
func unknownCommand(root *cobra.Command, name string) error {
	return model.NewInputProblem("command "+name, model.FaultUnknown, wording.Nearest(name, commandNames(root)))
}

func commandNames(root *cobra.Command) []string {
	names := []string{"help"}
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() && cmd.Name() != "help" {
			names = append(names, cmd.Name())
		}
	}
	return names
}

// maxFlag is over the length of any flag. What is longer and unlike them all may be no flag but
// something pasted, and is not repeated.
const maxFlag = 32

// unknownFlag suggests the nearest flag of cmd, or the command that has a flag of this name.
func unknownFlag(cmd *cobra.Command, name string) error {
	if cmd == cmd.Root() { // a mistyped command has no flags, but it is what is wrong
		if err := attachmentIDs(cmd, cmd.Flags().Args()); err != nil {
			return err
		}
	}
	near := wording.Nearest(name, flagsOf(cmd))
	if near != "" {
		near = "--" + near
	} else {
		near = elsewhere(cmd, name)
	}
	if near == "" && len(name) > maxFlag {
		return model.NewInputProblem("flag of this name", model.FaultUnknown, "")
	}
	return model.NewInputProblem("flag --"+name, model.FaultUnknown, near)
}

// flagsOf returns the names of the flags that a command shows.
func flagsOf(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	return names
}

// elsewhere names the commands that take a flag which cmd has not or, for a flag that none has, the one
// with the nearest.
func elsewhere(cmd *cobra.Command, name string) string {
	var all []string
	near := ""
	for _, other := range slices.Concat([]*cobra.Command{cmd.Root()}, cmd.Root().Commands()) {
		names := flagsOf(other)
		if slices.Contains(names, name) {
			all = append(all, other.CommandPath())
		} else if one := wording.Nearest(name, names); near == "" && one != "" {
			near = other.CommandPath() + " --" + one
		}
	}
	if len(all) == 1 {
		return all[0] + " --" + name
	}
	return cmp.Or(strings.Join(all, ", "), near)
}
