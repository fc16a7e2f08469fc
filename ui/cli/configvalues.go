package cli

import (
	"fmt"
	"strings"

	"attache/model"
	"attache/ui/cli/config"
	"attache/ui/cli/token"
)

// notShown stands for what may hold a token.
const notShown = "given, not shown"

// settingValues returns every setting, in the order of the help.
func (in *inputs) settingValues() []config.Value {
	var all []config.Value
	for _, kind := range []token.Kind{token.Connection, token.Participant} {
		if name := token.Variable(kind); in.getenv(name) != "" {
			all = append(all, config.Value{Name: token.Name(kind), Value: notShown, From: config.FromVariable, Input: name, Group: groupConnection})
		}
	}
	for _, row := range in.table {
		all = append(all, in.valueOf(row))
	}
	for _, k := range in.opts.keys {
		all = append(all, config.Value{
			Name: "keys." + k.Action, Value: model.HideTokens(strings.Join(k.Keys, " ")), From: config.FromFile, File: model.HideTokens(in.configPath()),
			Line: in.opts.lines["keys."+k.Action], Group: groupKeys,
		})
	}
	return all
}

// groupKeys is the heading of the keys that the file changes.
const groupKeys = "Keys"

func (in *inputs) valueOf(row setting) config.Value {
	input, given := in.opts.from[row.name]
	aws, awsValue := in.awsVariable(row)
	v := config.Value{Name: row.name, Value: model.HideTokens(model.Text(in.opts.values[row.name])), From: config.FromFlag, Input: input, Group: row.group}
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
