package cli

import (
	"context"
	"fmt"
	"slices"
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

// value is a setting that holds for this run, and where it comes from.
type value struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
	From  string `json:"from"`            // flag, variable, file or default
	Input string `json:"input,omitempty"` // the flag or variable
	File  string `json:"file,omitempty"`
	Line  int    `json:"line,omitempty"`

	group string
}

// The places a value comes from.
const (
	fromFlag     = "flag"
	fromVariable = "variable"
	fromFile     = "file"
	fromDefault  = "default"
)

// place is where a value comes from, for a reader who has the file's name before them.
func (v value) place() string {
	switch v.From {
	case fromFile:
		return fmt.Sprintf("line %d", v.Line)
	case fromDefault:
		return v.From
	}
	return v.Input
}

// notShown stands for what may hold a token.
const notShown = "given, not shown"

// values returns every setting, in the order of the help.
func (p *program) values() []value {
	var all []value
	for _, kind := range []token.Kind{token.Connection, token.Participant} {
		if name := kind.Variable(); p.Getenv(name) != "" {
			all = append(all, value{Name: kind.Name(), Value: notShown, From: fromVariable, Input: name, group: groupConnection})
		}
	}
	for _, row := range p.settings() {
		all = append(all, p.value(row))
	}
	for _, k := range p.opts.keys {
		all = append(all, value{
			Name: "keys." + k.Action, Value: strings.Join(k.Keys, " "), From: fromFile, File: p.configPath(),
			Line: p.opts.lines["keys."+k.Action], group: groupKeys,
		})
	}
	return all
}

// groupKeys is the heading of the keys that the file changes.
const groupKeys = "Keys"

func (p *program) value(row setting) value {
	input, given := p.opts.inputs[row.name]
	aws, awsValue := p.awsVariable(row)
	v := value{Name: row.name, Value: model.Text(p.opts.values[row.name]), From: fromFlag, Input: input, group: row.group}
	switch {
	case !given && aws != "":
		v.From, v.Input, v.Value = fromVariable, aws, model.Text(awsValue)
		if row.set(new(defaults()), aws, awsValue) != nil { // a URL with a password in it, for one
			v.Value = notShown
		}
	case !given:
		v.From, v.Value = fromDefault, row.fallback
	case p.opts.lines[row.name] > 0:
		v.From, v.Input, v.File, v.Line = fromFile, "", p.configPath(), p.opts.lines[row.name]
	case !strings.HasPrefix(input, "-"):
		v.From = fromVariable
	}
	switch {
	case given && isTokenSource(row.name):
		v.Value = notShown
	case row.arg == "":
		v.Value = fmt.Sprint(isYes(v.Value))
	case row.name == "config" && p.opts.config == "":
		v.Value = model.Text(p.configPath())
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
		for _, v := range all {
			from := v.place()
			if v.From == fromFile {
				from = fmt.Sprintf("%s:%d", v.File, v.Line)
			}
			if err := p.print(v.Name + "\t" + v.Value + "\t" + from + "\n"); err != nil {
				return err
			}
		}
		return nil
	}
	return p.print(p.configTable(all))
}

// columns is the width of a terminal.
const columns = 80

func (p *program) configTable(all []value) string {
	var b strings.Builder
	path := p.configPath()
	switch {
	case path == "":
		b.WriteString("No configuration file is read.\n")
	case config.Exists(path):
		fmt.Fprintf(&b, "The configuration file is %s.\n", model.Text(path))
	default:
		fmt.Fprintf(&b, "There is no configuration file %s.\n'attache config template' prints one to start from.\n", model.Text(path))
	}
	all = slices.DeleteFunc(slices.Clone(all), func(v value) bool { return v.Name == "config" }) // said above
	names, texts := 0, 0
	for _, v := range all {
		names = max(names, len(v.Name))
		if n := len([]rune(v.Value)); n < columns/2 {
			texts = max(texts, n)
		}
	}
	group := ""
	for _, v := range all {
		if v.group != group {
			group = v.group
			fmt.Fprintf(&b, "\n%s:\n", group)
		}
		text := v.Value
		if text == "" {
			text = "-"
		}
		fmt.Fprintf(&b, "  %-*s  %-*s  %s\n", names, v.Name, texts, text, v.place())
	}
	return b.String()
}
