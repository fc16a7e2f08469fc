package cli

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"attache/model"
	"attache/ui/wording"
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

// addFlags gives cmd the flags of the table that are for it.
func (p *program) addFlags(cmd *cobra.Command, on commandSet) {
	for _, row := range p.settings() {
		if row.on&on == 0 {
			continue
		}
		flag := cmd.Flags().VarPF(flagValue{row, &p.opts}, row.name, row.short, row.help)
		if row.arg == "" {
			flag.NoOptDefVal = "true"
		}
		// The command that shows all settings takes all flags, to show what they change.
		flag.Hidden = on == onAny && row.on&onConfig == 0
		var complete cobra.CompletionFunc
		switch {
		case row.name == "scenario":
			complete = describedChoices(p.Scenarios)
		case row.name == "fault":
			complete = describedChoices(p.Faults)
		case row.choices != nil:
			complete = cobra.FixedCompletions(row.choices, cobra.ShellCompDirectiveNoFileComp)
		case row.arg == "DIR":
			complete = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
		case row.arg == "FILE":
			continue // the shell's own file names
		default:
			complete = cobra.NoFileCompletions
		}
		// It fails for a flag that does not exist, and this one does.
		_ = cmd.RegisterFlagCompletionFunc(row.name, complete)
	}
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

// variableAsksForJSON is asksForJSON for the variable, which cmd may know.
func (p *program) variableAsksForJSON(cmd *cobra.Command) {
	if f := cmd.Flags().Lookup("json"); f != nil && !f.Changed {
		_ = setBool(func(o *options) *bool { return &o.json })(&p.opts, "", p.Getenv("ATTACHE_JSON")) // likewise
	}
}

// readInputs takes what the flags leave open from the variables, and what those leave open from the
// configuration file.
func (p *program) readInputs(cmd *cobra.Command, on commandSet) error {
	if err := p.readVariables(cmd, on); err != nil {
		return err
	}
	return p.readFile(cmd.Context(), on)
}

// readVariables takes the variables of the flags that were not given.
func (p *program) readVariables(cmd *cobra.Command, on commandSet) error {
	p.variableAsksForJSON(cmd)
	for _, row := range p.settings() {
		if row.on&on == 0 || cmd.Flags().Changed(row.name) {
			continue
		}
		if value := p.Getenv(row.variable()); value != "" {
			if err := row.take(&p.opts, row.variable(), value); err != nil {
				return err
			}
		}
	}
	return nil
}

// flagProblem turns pflag's complaint into a problem. Its own text is never used: it holds values.
func (p *program) flagProblem(cmd *cobra.Command, err error) error {
	p.variableAsksForJSON(cmd)
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
		return p.unknownFlag(cmd, absent.GetSpecifiedName())
	}
	return model.NewInputProblem("flag", model.FaultUnknown, "")
}

// maxFlag is over the length of any flag. What is longer and unlike them all may be no flag but
// something pasted, and is not repeated.
const maxFlag = 32

// unknownFlag suggests the nearest flag of cmd, or the command that has a flag of this name.
func (p *program) unknownFlag(cmd *cobra.Command, name string) error {
	if cmd == cmd.Root() { // a mistyped command has no flags, but it is what is wrong
		if err := attachmentIDs(cmd, cmd.Flags().Args()); err != nil {
			return err
		}
	}
	near := wording.Nearest(name, flagsOf(cmd))
	switch {
	case near != "":
		near = "--" + near
	default:
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
