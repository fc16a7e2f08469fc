package cli

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/system"
)

// The headings of commands in the help.
const (
	headingPipes = "Without a screen"
	headingTrial = "Without a chat"
)

// commandSpec is one command, as its own file describes it.
type commandSpec struct {
	use, short, long, example string
	heading                   string // it stands under in the help; empty: the last one

	takes    flagNames // one that takes no flags reads no settings
	accepts  flagNames // likewise, but not shown in its help
	takesIDs bool      // its arguments are attachment IDs, which a shell completes
	files    bool      // they are files, likewise
	args     cobra.PositionalArgs
	lenient  bool // it is run with settings at fault, too, and looks at p.fault
	lends    bool // what it runs gets the open files that it was started with itself

	// do is what the command is there for. Nil: its help is all that it has to say.
	do     func(ctx context.Context, p *commandLine, args []string) error
	within []commandSpec
}

// build makes what cobra runs.
func (c commandSpec) build(p *commandLine) *cobra.Command {
	cmd := &cobra.Command{Use: c.use, Short: c.short, Long: c.long, Example: c.example, GroupID: c.heading, Args: c.args, ValidArgsFunction: cobra.NoFileCompletions}
	switch {
	case c.takesIDs:
		cmd.ValidArgsFunction = completeIDs(p, c.takes)
	case c.files:
		cmd.ValidArgsFunction = nil // the shell's own file names
	case c.args == nil:
		cmd.Args = noArguments
	}
	if slices.Contains(c.takes, "wait") {
		cmd.Args = waitWithSign(cmd.Args)
	}
	if c.takes != nil {
		p.addFlags(cmd, c.takes, c.accepts)
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return c.run(cmd, p, args) }
	for _, sub := range c.within {
		cmd.AddCommand(sub.build(p))
	}
	return cmd
}

// run reads the settings and does what the command is there for.
func (c commandSpec) run(cmd *cobra.Command, p *commandLine, args []string) error {
	if c.takes != nil {
		p.fault = p.readAll(cmd, slices.Concat(c.takes, c.accepts))
	}
	if p.fault != nil && !c.lenient {
		return p.fault
	}
	if c.do == nil {
		return cmd.Help()
	}
	if !c.lends {
		system.KeepOpenFiles()
	}
	err := c.do(cmd.Context(), p, args)
	var failures *model.Failures
	if err == nil || errors.As(err, &failures) || errors.As(err, new(endedError)) {
		return err
	}
	return model.AsProblem(err) // else it would be taken for a complaint of cobra
}

// waitWithSign refuses a time behind --wait, which takes it behind a sign: it would be taken for an ID.
func waitWithSign(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		own := args
		if n := cmd.ArgsLenAtDash(); n >= 0 {
			own = args[:n]
		}
		for _, arg := range own {
			if _, err := time.ParseDuration(arg); err == nil && cmd.Flags().Changed("wait") {
				return model.NewInputProblem("--wait", model.FaultUnreadable, "write --wait="+arg)
			}
		}
		if check == nil {
			return nil
		}
		return check(cmd, args)
	}
}
