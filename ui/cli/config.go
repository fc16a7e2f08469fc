package cli

import (
	"context"
	"fmt"
	"strings"

	"attache/model"
	"attache/ui/cli/config"
	"attache/ui/cli/token"
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
		args:    ownWords,
		takes:   flagNames{"json"},
		accepts: everySetting(),
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

// showConfig prints every setting: a table for people, tabs for a pipe.
func showConfig(_ context.Context, p *commandLine, _ []string) error {
	all := p.settingValues()
	switch {
	case p.opts.json:
		return printJSON(p, all...)
	case !p.Terminal(StreamOut):
		return p.print(config.Rows(all))
	}
	return p.print(config.Table(all, p.configPath()))
}

// showKeys lists what the keys of the screen do, with the changes of the configuration file.
func showKeys(_ context.Context, p *commandLine, _ []string) error {
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
func printTemplate(_ context.Context, p *commandLine, _ []string) error {
	var lines, keys []config.Sample
	for _, row := range p.table {
		if !row.apart {
			lines = append(lines, config.Sample{Name: row.name, Values: []string{row.sample()}, List: row.many, Help: row.help, Group: row.group})
		}
	}
	actions, err := p.actions(nil)
	if err != nil {
		return err
	}
	for _, a := range actions {
		if !a.Firm {
			keys = append(keys, config.Sample{Name: a.Name, Values: a.Keys, Help: a.Does})
		}
	}
	return p.print(config.Template(lines, keys))
}

// notShown stands for what may hold a token.
const notShown = "given, not shown"

// settingValues returns every setting, in the order of the help.
func (in *inputs) settingValues() []config.Setting {
	var all []config.Setting
	for _, kind := range []token.Kind{token.Connection, token.Participant} {
		if name := token.Variable(kind); in.getenv(name) != "" {
			all = append(all, config.Setting{Name: token.Name(kind), Value: notShown, From: config.FromVariable, Input: name, Group: groupConnection})
		}
	}
	for _, row := range in.table {
		all = append(all, in.valueOf(row))
	}
	for _, k := range in.opts.keys {
		all = append(all, config.Setting{
			Name: "keys." + k.Action, Value: model.HideTokens(strings.Join(k.Keys, " ")), From: config.FromFile, File: model.HideTokens(in.configPath()),
			Line: in.opts.lines["keys."+k.Action], Group: groupKeys,
		})
	}
	return all
}

func (in *inputs) valueOf(row setting) config.Setting {
	input, given := in.opts.from[row.name]
	aws, awsValue := in.awsVariable(row)
	v := config.Setting{Name: row.name, Value: model.HideTokens(model.Text(in.opts.values[row.name])), From: config.FromFlag, Input: input, Group: row.group}
	switch {
	case !given && aws != "":
		v.From, v.Input, v.Value = config.FromVariable, aws, model.HideTokens(model.Text(awsValue))
		if row.set(new(defaults()), aws, awsValue) != nil { // a URL with a password in it, for one
			v.Value = notShown
		}
	case !given:
		v.From, v.Value = config.FromDefault, row.fallback
	case in.opts.lines[row.name] > 0:
		v.From, v.Input, v.File, v.Line = config.FromFile, "", model.HideTokens(in.configPath()), in.opts.lines[row.name]
	case !strings.HasPrefix(input, "-"):
		v.From = config.FromVariable
	}
	switch {
	case given && isTokenSource(row.name):
		v.Value = notShown
	case row.arg == "":
		v.Value = fmt.Sprint(isYes(v.Value))
	case row.name == "config" && in.opts.config == "":
		v.Value = model.HideTokens(model.Text(in.configPath()))
	}
	return v
}
