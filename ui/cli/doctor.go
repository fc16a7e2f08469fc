package cli

import (
	"cmp"
	"context"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/config"
	"attache/ui/token"
)

// doctorCommand checks everything between this machine and the files of a chat.
func (p *program) doctorCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check everything between here and the files, and say what to do",
		Long: "It needs no token, but finds out more with one: then it makes at most three\n" +
			"calls to the service and fetches one byte of one file. It shows no token and no\n" +
			"link, so that what it prints can be passed on. Its exit code is 0 when all is\n" +
			"well, else that of the first check that is not.",
		Example: `attache doctor
attache doctor --connection-token-file token.txt
attache doctor --json | jq -r 'select(.ok == false).advice'`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		// A setting that makes no sense is one of the things to be told.
		return p.doctor(cmd.Context(), p.readInputs(cmd, onDoctor))
	}
	p.addFlags(cmd, onDoctor)
	return cmd
}

// doctor tells what is found, one after the other. settings is what is wrong with the settings; what
// could be read of them is used.
func (p *program) doctor(ctx context.Context, settings error) error {
	report := batch.Doctor{Out: p.Out, JSON: p.opts.json}
	if settings != nil {
		report.Tell(model.Bad(model.StepConfig, model.AsProblem(settings)))
	} else {
		report.Tell(model.Good(model.StepConfig, p.configWord()))
	}
	x := Examination{Connection: p.opts.connection, Shared: p.opts.shared}
	if x.Dir != "" {
		if dir, err := filepath.Abs(p.home(x.Dir)); err == nil {
			x.Dir = dir
		}
	}
	fault := p.tokensFor(ctx, &x)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err := p.withLog(ctx, func(log io.Writer) error {
		x.Log = log
		inner, cancel := context.WithCancel(ctx)
		defer cancel()
		p.Examine(inner, x, func(c model.Check) {
			if fault != nil && c.Step == model.StepToken {
				c = model.Bad(c.Step, model.AsProblem(fault))
			}
			if !report.Tell(c) {
				cancel()
			}
		})
		return ctx.Err()
	})
	return cmp.Or(err, report.Err())
}

// configWord says where the settings come from, beside the flags.
func (p *program) configWord() string {
	path := p.configPath()
	switch {
	case path == "":
		return "no file is read; the variables make sense"
	case config.Exists(path):
		return config.Short(path, p.Getenv) + " makes sense"
	}
	return "there is no " + config.Short(path, p.Getenv) + "; the variables make sense"
}

// tokensFor reads the tokens that are given. Nobody is asked for one: most can be told without.
func (p *program) tokensFor(ctx context.Context, x *Examination) error {
	var target Target
	if p.Resolve != nil {
		target, _ = p.Resolve(ctx, x.Connection) // why it cannot be found is one of the checks
		p.warnOfTarget(target)
	}
	if p.wayOf(token.Connection) == token.WayNone && p.wayOf(token.Participant) == token.WayNone {
		return nil
	}
	var err error
	x.ConnectionToken, x.ParticipantToken, err = p.readTokens(ctx, target, func(Stream) error { return nil })
	return err
}
