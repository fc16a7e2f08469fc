package cli

import (
	"cmp"
	"context"
	"io"
	"path/filepath"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/cli/config"
)

// doctorCommand checks everything between this machine and the files of a chat.
func doctorCommand() commandSpec {
	return commandSpec{
		use:   "doctor",
		short: "Check everything between here and the files, and say what to do",
		long: "It needs no token, but finds out more with one: then it makes at most three\n" +
			"calls to the service and fetches one byte of one file. It shows no token and no\n" +
			"link, so that what it prints can be passed on. Its exit code is 0 when all is\n" +
			"well, else that of the first check that is not.",
		example: `attache doctor
attache doctor --connection-token-file token.txt
attache doctor --json | jq -r 'select(.ok == false).advice'`,
		takes:   flagNames{groupConnection, "dir", "json", "log", "clipboard", "images", "preview-tools", "ascii"},
		lenient: true, // a setting that makes no sense is one of the things to be told
		do:      runDoctor,
	}
}

// runDoctor tells what is found, one after the other. What could be read of settings at fault is used.
func runDoctor(ctx context.Context, p *commandLine, _ []string) error {
	report := batch.Doctor{Out: p.Out, JSON: p.opts.json}
	if p.fault != nil {
		report.Tell(model.Bad(model.StepConfig, model.AsProblem(p.fault)))
	} else {
		report.Tell(model.Good(model.StepConfig, configWord(p)))
	}
	x := Examination{Connection: p.opts.connection, Shared: p.opts.shared}
	if x.Dir != "" {
		if dir, err := filepath.Abs(p.home(x.Dir)); err == nil {
			x.Dir = dir
		}
	}
	fault := tokensFor(ctx, p, &x)
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
func configWord(p *commandLine) string {
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
func tokensFor(ctx context.Context, p *commandLine, x *Examination) error {
	target, err := p.Resolve(ctx, x.Connection)
	if err == nil { // why it cannot be found is one of the checks
		p.warnOfTarget(target)
	}
	if p.noToken() {
		return nil
	}
	x.ConnectionToken, x.ParticipantToken, err = p.readTokens(ctx, target, func(Stream) error { return nil })
	return err
}
