package cli

import (
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/cli/reference"
	"attache/ui/cli/token"
)

// commandSpecs are those below the browsing one, in the order of the help.
func commandSpecs() []commandSpec {
	return []commandSpec{
		listCommand(), linkCommand(), getCommand(), sendCommand(), watchCommand(), verifyCommand(), pairCommand(), doctorCommand(), demoCommand(), emulateCommand(), chatCommand(), configCommand(), setupCommand(), manCommand(),
	}
}

// Run does what args ask and returns the exit code. A problem is told on deps.Err in two lines:
// what happened, and what to do.
func Run(ctx context.Context, args []string, deps Deps) int {
	p := newCommandLine(deps)
	p.opts.json = asksForJSON(args)
	p.completing = len(args) > 0 && slices.Contains([]string{cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}, args[0])
	err := token.Refuse(ownArguments(args))
	if err == nil {
		err = p.execute(ctx, args)
	}
	if err == nil {
		return reference.Done
	}
	if batch.ReaderGone(err) {
		return reference.ReaderGone
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = &model.Problem{Kind: model.KindCancelled, Err: err}
	}
	var child endedError
	if errors.As(err, &child) {
		return int(child)
	}
	p.tell(err)
	code := reference.ExitCode(err)
	if code != reference.Interrupted && asksForHealth(args) {
		return reference.Unhealthy
	}
	return code
}

// execute runs the command that args name.
func (p *commandLine) execute(ctx context.Context, args []string) error {
	p.buildTree(args) //nolint:contextcheck // cobra hands the context to what runs
	cmd, err := p.tree.ExecuteContextC(ctx)
	if broken := p.printed.err; broken != nil {
		return batch.OutputProblem(broken)
	}
	var problem *model.Problem
	if err == nil || errors.As(err, &problem) || errors.As(err, new(endedError)) || batch.ReaderGone(err) {
		return err
	}
	// What is left comes from cobra: arguments that a command does not take.
	return model.NewInputProblem("arguments of "+cmd.CommandPath(), model.FaultUnknown, "")
}

// buildTree builds the tree of commands.
func (p *commandLine) buildTree(args []string) {
	if runtime.GOOS == "windows" {
		// Started by a double click, the program opens its screen as any other does.
		cobra.MousetrapHelpText = ""
	}
	root := browseCommand().build(p)
	root.SilenceErrors, root.SilenceUsage = true, true
	for _, c := range commandSpecs() {
		if c.heading != "" && !root.ContainsGroup(c.heading) {
			root.AddGroup(&cobra.Group{ID: c.heading, Title: c.heading})
		}
		sub := c.build(p)
		root.AddCommand(sub)
		p.learnt = append(p.learnt, sub.Name())
	}
	root.SetHelpCommand(helpCommand())
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		_, _ = io.WriteString(&p.printed, p.reference().Help(cmd)) // it keeps the error
	})
	root.SetFlagErrorFunc(p.flagProblem)
	root.SetIn(p.In)
	root.SetOut(&p.printed)
	root.SetErr(p.Err)
	p.tellVersion(root)
	root.InitDefaultCompletionCmd(args...)
	if cmd, _, err := root.Find([]string{"completion"}); err == nil {
		cmd.Short, cmd.Args, cmd.RunE = "Print the completions for a shell", cobra.ArbitraryArgs, completionHelp
	}
	root.SetArgs(slices.Concat([]string{}, args))
	p.tree = root
}

// tellVersion lets --version print what was built, whatever else is asked. Cobra would do so by a template; programs
// that link templates keep every method of every type, for templates call them by name.
func (p *commandLine) tellVersion(root *cobra.Command) {
	root.Version = p.Version
	root.InitDefaultVersionFlag()
	root.Version = ""
	asked := func() bool { return root.Flags().Changed("version") && root.Flag("version").Value.String() == "true" }
	check, run := root.Args, root.RunE
	root.Args = func(cmd *cobra.Command, args []string) error {
		if asked() || check == nil {
			return nil
		}
		return check(cmd, args)
	}
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if asked() {
			_, _ = io.WriteString(&p.printed, "attache "+p.Version+"\n"+p.Build.Lines()) // it keeps the error
			return nil
		}
		return run(cmd, args)
	}
}

// completionHelp is what "completion" does without the name of a shell that it knows.
func completionHelp(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(cmd, args[0])
	}
	return cmd.Help()
}

// helpCommand replaces cobra's own, which takes an unknown command for no mistake.
func helpCommand() *cobra.Command {
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
