package cli

import (
	"context"

	"github.com/spf13/cobra"

	"attache/ui/cli/config"
)

// configCommand shows what is set, and helps to set it.
func configCommand() commandSpec {
	return commandSpec{
		use:   "config [COMMAND]",
		short: "Show every setting, its value and where that comes from",
		long: "It takes the flags of every command, and shows what they would change. What says\n" +
			"where a token comes from is not shown: it may hold one.",
		example: `attache config
attache config keys
attache config template > config.yaml`,
		args:    configArguments,
		takes:   flagNames{"json"},
		accepts: groups(),
		do:      showConfig,
		within: []commandSpec{
			{
				use:     "keys",
				short:   "List what the keys of the screen do, by the names that rebind them",
				example: "attache config keys\nattache config keys --json",
				takes:   flagNames{"json"},
				do:      showKeys,
			},
			{
				use:     "template",
				short:   "Print a configuration file with every default, to start from",
				example: "attache config template > config.yaml",
				do:      printTemplate,
			},
		},
	}
}

// configArguments refuses anything that is not one of the command's own words.
func configArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return unknownCommand(cmd, args[0])
}

// showConfig prints every setting: a table for people, tabs for a pipe.
func showConfig(_ context.Context, p *program, _ []string) error {
	all := p.settingValues()
	switch {
	case p.opts.json:
		return printJSON(p, all...)
	case !p.Terminal(StreamOut):
		return p.print(config.Lines(all))
	}
	return p.print(config.Table(all, p.configPath()))
}

// showKeys lists what the keys of the screen do, with the changes of the configuration file.
func showKeys(_ context.Context, p *program, _ []string) error {
	actions, err := p.actions(p.opts.keys)
	switch {
	case err != nil:
		return err
	case p.opts.json:
		return printJSON(p, config.Bindings(actions)...)
	}
	return p.print(config.KeyTable(actions, p.Terminal(StreamOut)))
}

// printTemplate prints a configuration file of comments, drawn from the table.
func printTemplate(_ context.Context, p *program, _ []string) error {
	var sections []config.Section
	for _, group := range groups() {
		section := config.Section{Title: group}
		for _, row := range p.table {
			if row.group == group && !row.apart {
				section.Lines = append(section.Lines, config.Line{
					Name: row.name, Values: []string{row.sample()}, List: row.many, Help: row.help,
				})
			}
		}
		sections = append(sections, section)
	}
	actions, err := p.actions(nil)
	if err != nil {
		return err
	}
	var keys []config.Line
	for _, a := range actions {
		if !a.Firm {
			keys = append(keys, config.Line{Name: a.Name, Values: a.Keys, Help: a.Does})
		}
	}
	return p.print(config.Template(sections, keys))
}
