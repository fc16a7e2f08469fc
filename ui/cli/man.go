package cli

import (
	"context"

	"github.com/spf13/cobra"

	"attache/ui/cli/reference"
)

// manCommand prints the manual page of the whole program.
func manCommand() commandSpec {
	return commandSpec{
		use:     "man",
		short:   "Print the manual page",
		example: "attache man | man -l -\nattache man > attache.1",
		do: func(_ context.Context, p *commandLine, _ []string) error {
			return p.print(p.reference().Manual(p.tree))
		},
	}
}

// reference is what there is to say of the program, drawn from the table.
func (p *commandLine) reference() *reference.Program {
	all := &cobra.Command{}
	p.addFlags(all, everySetting(), nil)
	return &reference.Program{
		Version: p.Version, Date: p.Build.Date, Commands: p.learnt, Flags: all.Flags(), Scenarios: p.Scenarios, Faults: p.Faults, Files: p.ownFiles(),
	}
}
