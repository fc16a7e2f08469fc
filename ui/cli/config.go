package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/config"
	"attache/ui/token"
)

// configCommand shows what is set, and helps to set it.
func (p *program) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config [COMMAND]",
		Short: "Show every setting, its value and where that comes from",
		Long: "It takes the flags of every command, and shows what they would change. What says\n" +
			"where a token comes from is not shown: it may hold one.",
		Example: `attache config
attache config keys
attache config template > config.yaml`,
		Args:              configArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.RunE = p.action(onAny, p.config)
	p.addFlags(cmd, onAny)

	keys := &cobra.Command{
		Use:               "keys",
		Short:             "List what the keys of the screen do, by the names that rebind them",
		Example:           "attache config keys\nattache config keys --json",
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	keys.RunE = p.action(onConfig, p.configKeys)
	p.addFlags(keys, onConfig)
	template := &cobra.Command{
		Use:               "template",
		Short:             "Print a configuration file with every default, to start from",
		Example:           "attache config template > config.yaml",
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return p.configTemplate() },
	}
	cmd.AddCommand(keys, template)
	return cmd
}

// configArguments refuses anything that is not one of the command's own words.
func configArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return unknownCommand(cmd, args[0])
}

// notShown stands for what may hold a token.
const notShown = "given, not shown"

// values returns every setting, in the order of the help.
func (p *program) values() []config.Value {
	var all []config.Value
	for _, kind := range []token.Kind{token.Connection, token.Participant} {
		if name := token.Variable(kind); p.Getenv(name) != "" {
			all = append(all, config.Value{Name: token.Name(kind), Value: notShown, From: config.FromVariable, Input: name, Group: groupConnection})
		}
	}
	for _, row := range p.settings() {
		all = append(all, p.value(row))
	}
	for _, k := range p.opts.keys {
		all = append(all, config.Value{
			Name: "keys." + k.Action, Value: model.HideTokens(strings.Join(k.Keys, " ")), From: config.FromFile, File: model.HideTokens(p.configPath()),
			Line: p.opts.lines["keys."+k.Action], Group: groupKeys,
		})
	}
	return all
}

// groupKeys is the heading of the keys that the file changes.
const groupKeys = "Keys"

func (p *program) value(row setting) config.Value {
	input, given := p.opts.inputs[row.name]
	aws, awsValue := p.awsVariable(row)
	v := config.Value{Name: row.name, Value: model.HideTokens(model.Text(p.opts.values[row.name])), From: config.FromFlag, Input: input, Group: row.group}
	switch {
	case !given && aws != "":
		v.From, v.Input, v.Value = config.FromVariable, aws, model.HideTokens(model.Text(awsValue))
		if row.set(new(defaults()), aws, awsValue) != nil { // a URL with a password in it, for one
			v.Value = notShown
		}
	case !given:
		v.From, v.Value = config.FromDefault, row.fallback
	case p.opts.lines[row.name] > 0:
		v.From, v.Input, v.File, v.Line = config.FromFile, "", model.HideTokens(p.configPath()), p.opts.lines[row.name]
	case !strings.HasPrefix(input, "-"):
		v.From = config.FromVariable
	}
	switch {
	case given && isTokenSource(row.name):
		v.Value = notShown
	case row.arg == "":
		v.Value = fmt.Sprint(isYes(v.Value))
	case row.name == "config" && p.opts.config == "":
		v.Value = model.HideTokens(model.Text(p.configPath()))
	}
	return v
}

// config prints every setting: a table for people, tabs for a pipe.
func (p *program) config(context.Context, []string) error {
	all := p.values()
	switch {
	case p.opts.json:
		return printJSON(p, all)
	case !p.Terminal(StreamOut):
		return p.print(config.Lines(all))
	}
	return p.print(config.Table(all, p.configPath()))
}
