package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/cli/config"
	"attache/ui/cli/reference"
)

// manCommand prints the manual page of the whole program.
func manCommand() commandSpec {
	return commandSpec{
		use:     "man",
		short:   "Print the manual page",
		example: "attache man | man -l -\nattache man > attache.1",
		do: func(_ context.Context, p *program, _ []string) error {
			return p.print(p.reference().Manual(p.tree))
		},
	}
}

// reference is what there is to say of the program, drawn from the table.
func (p *program) reference() *reference.Program {
	all := &cobra.Command{}
	p.addFlags(all, everySetting(), nil)
	return &reference.Program{
		Version: p.Version, Date: p.Build.Date, Commands: p.learnt, Flags: all.Flags(), Scenarios: p.Scenarios, Faults: p.Faults, Files: p.ownFiles(),
	}
}

// ownFiles tell where the program's own files are.
func (p *program) ownFiles() []string {
	file, log := "none", "none; --log FILE writes one"
	if path := p.configPath(); path != "" {
		file = model.HideTokens(model.Text(config.Short(path, p.Getenv)))
		if !config.Exists(path) {
			file += " (not there)"
		}
	}
	if name := cmp.Or(p.opts.logFile, p.Getenv("ATTACHE_LOG")); name != "" {
		log = model.HideTokens(model.Text(name))
	}
	return []string{"Configuration: " + file, "Debug log:     " + log}
}
