package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"attache/model"
	"attache/ui/cli/reference"
)

// flagValue lets a row of the table be a flag.
type flagValue struct {
	setting
	to *options
}

// Set implements pflag.Value.
func (v flagValue) Set(s string) error { return v.take(v.to, "--"+v.name, s) }

// String implements pflag.Value. The help shows defaults by itself.
func (v flagValue) String() string { return "" }

// Type implements pflag.Value.
func (v flagValue) Type() string { return v.arg }

// addFlags gives cmd its flags: those it takes and, not shown in its help, those it accepts.
func (in *inputs) addFlags(cmd *cobra.Command, takes, accepts flagNames) {
	cmd.Flags().SortFlags = false
	for _, row := range in.table {
		if !takes.has(row) && !accepts.has(row) || cmd.Flags().Lookup(row.name) != nil {
			continue // or there are two of its name, of which a command that takes all takes the first
		}
		flag := cmd.Flags().VarPF(flagValue{row, &in.opts}, row.name, row.short, row.help)
		if row.arg == "" {
			flag.NoOptDefVal = "true"
		}
		if row.bare != "" {
			flag.NoOptDefVal = row.bare
		}
		flag.Hidden = !takes.has(row)
		reference.Describe(flag, row.group, row.variable(), row.fallback)
		if in.completing {
			_ = cmd.RegisterFlagCompletionFunc(row.name, row.completion()) // it fails for a flag that does not exist
		}
	}
}

// completion is what a shell offers for a flag; files are the shell's own.
func (s setting) completion() cobra.CompletionFunc {
	offers := slices.Concat(s.choices, s.hints)
	switch {
	case s.complete != nil:
		return s.complete
	case offers != nil:
		return cobra.FixedCompletions(offers, cobra.ShellCompDirectiveNoFileComp)
	case s.arg == "DIR":
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	case s.arg == "FILE":
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
	}
	return cobra.NoFileCompletions
}

// asksForJSON looks for --json before the arguments are read, so that whatever is wrong with them is
// told as JSON too.
func asksForJSON(args []string) bool {
	asked := false
	for _, arg := range args {
		name, value, given := strings.Cut(arg, "=")
		switch {
		case arg == "--":
			return asked
		case name == "--json" && !given:
			asked = true
		case name == "--json":
			_ = setBool(func(*options) *bool { return &asked })(nil, name, value) // its fault is told when it is read
		}
	}
	return asked
}

// readAll takes what the flags leave open from the variables, and what those leave open from the
// configuration file. takes are the flags that the command has use for.
func (in *inputs) readAll(cmd *cobra.Command, takes flagNames) error {
	in.readJSON(cmd)
	for _, row := range in.table {
		if !takes.has(row) || cmd.Flags().Changed(row.name) {
			continue
		}
		if value := in.getenv(row.variable()); value != "" {
			if err := row.take(&in.opts, row.variable(), value); err != nil {
				return err
			}
		}
	}
	return in.readFile(cmd.Context(), takes)
}

// readJSON takes the variable of --json alone, where cmd may know it, so that a problem with the flags
// is told as JSON too.
func (in *inputs) readJSON(cmd *cobra.Command) {
	if f := cmd.Flags().Lookup("json"); f != nil && !f.Changed {
		_ = setBool(func(o *options) *bool { return &o.json })(&in.opts, "", in.getenv("ATTACHE_JSON")) // its fault is told when it is read
	}
}

// flagProblem turns pflag's complaint into a problem. Its own text is never used: it holds values.
func (in *inputs) flagProblem(cmd *cobra.Command, err error) error {
	in.readJSON(cmd)
	var (
		problem *model.Problem
		absent  *pflag.NotExistError
		bare    *pflag.ValueRequiredError
	)
	switch {
	case errors.As(err, &problem):
		return problem
	case errors.As(err, &bare) && bare.GetSpecifiedShortnames() != "":
		return model.NewInputProblem("flag -"+bare.GetSpecifiedName(), model.FaultMissing, "")
	case errors.As(err, &bare):
		return model.NewInputProblem("flag --"+bare.GetSpecifiedName(), model.FaultMissing, "")
	case errors.As(err, &absent) && absent.GetSpecifiedShortnames() != "":
		return model.NewInputProblem("flag -"+absent.GetSpecifiedName(), model.FaultUnknown, "")
	case errors.As(err, &absent):
		return unknownFlag(cmd, absent.GetSpecifiedName())
	}
	return model.NewInputProblem("flag", model.FaultUnknown, "")
}
