package cli

import (
	"cmp"
	"context"
	"strings"

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
	var all []reference.Group
	for _, title := range groups() {
		group := reference.Group{Title: title}
		for _, row := range p.table {
			if row.group == title {
				group.Flags = append(group.Flags, reference.Flag{
					Name: row.name, Short: row.short, Arg: row.arg, Help: row.help, Fallback: row.fallback, Variable: row.variable(),
				})
			}
		}
		all = append(all, group)
	}
	return &reference.Program{
		Version: p.Version, Date: p.Build.Date, Flags: all,
		Scenarios: meanings(p.Scenarios), Faults: meanings(p.Faults), Files: p.ownFiles(),
	}
}

func meanings(choices []Choice) []reference.Meaning {
	var all []reference.Meaning
	for _, c := range choices {
		all = append(all, reference.Meaning{Name: c.label(), Means: c.Does})
	}
	return all
}

// label is a choice as it is typed, with what stands behind the =.
func (c Choice) label() string {
	value, optional := strings.CutPrefix(c.Value, "[")
	switch {
	case optional:
		return c.Name + "[=" + value
	case value != "":
		return c.Name + "=" + value
	}
	return c.Name
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
