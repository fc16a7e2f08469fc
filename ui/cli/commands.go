package cli

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/wording"
)

// root builds the commands.
func (p *program) root(args []string) *cobra.Command {
	if runtime.GOOS == "windows" {
		// Started by a double click, the program opens its screen as any other does.
		cobra.MousetrapHelpText = ""
	}
	root := p.browseCommand()
	for _, command := range []func() *cobra.Command{
		p.listCommand, p.linkCommand, p.getCommand, p.watchCommand, p.doctorCommand, p.demoCommand, p.emulateCommand, p.configCommand, p.manCommand,
	} {
		root.AddCommand(command())
	}
	root.SetHelpCommand(p.helpCommand())
	root.SetHelpFunc(p.help)
	root.SetFlagErrorFunc(p.flagProblem)
	root.SetIn(p.In)
	p.printed = &output{Writer: p.Out}
	root.SetOut(p.printed)
	root.SetErr(p.Err)
	root.Version = p.Version
	root.SetVersionTemplate("attache {{.Version}}\n" + p.Build.Lines())
	root.InitDefaultVersionFlag()
	root.InitDefaultCompletionCmd(args...)
	for _, cmd := range root.Commands() {
		if cmd.Name() == "completion" {
			cmd.Short, cmd.Args, cmd.RunE = "Print the completions for a shell", cobra.ArbitraryArgs, completionHelp
		}
	}
	root.SetArgs(slices.Concat([]string{}, args))
	return root
}

// execute runs the command that args name.
func (p *program) execute(ctx context.Context, args []string) error {
	root := p.root(args) //nolint:contextcheck // cobra hands the context to what runs
	cmd, err := root.ExecuteContextC(ctx)
	if broken := p.printed.err; broken != nil {
		return batch.OutputProblem(broken)
	}
	var problem *model.Problem
	if err == nil || errors.As(err, &problem) || batch.ReaderGone(err) {
		return err
	}
	// What is left comes from cobra: arguments that a command does not take.
	return model.NewInputProblem("arguments of "+cmd.CommandPath(), model.FaultUnknown, "")
}

// action makes what a command runs: its variables and the configuration file are read, then do is
// called.
func (p *program) action(on commandSet, do func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		if err := p.readInputs(cmd, on); err != nil {
			return err
		}
		err := do(cmd.Context(), args)
		var failures *model.Failures
		if err == nil || errors.As(err, &failures) {
			return err
		}
		return model.AsProblem(err) // else it would be taken for a complaint of cobra
	}
}

// completionHelp is what "completion" does without the name of a shell that it knows.
func completionHelp(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(cmd, args[0])
	}
	return cmd.Help()
}

// noArguments refuses arguments, with a problem where cobra has a text.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return model.NewInputProblem("arguments of "+cmd.CommandPath(), model.FaultUnknown, "")
}

// helpCommand replaces cobra's own, which takes an unknown command for no mistake.
func (p *program) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show the help of a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), strings.Join(args, " "))
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return commandNames(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
	}
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
