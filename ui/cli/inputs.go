package cli

import (
	"path/filepath"
	"slices"
	"strings"

	"attache/model"
	"attache/ui/cli/token"
	"attache/ui/system"
	"attache/ui/wording"
)

// inputs takes the settings from flags, from variables and from the configuration file.
type inputs struct {
	opts    options
	table   []setting
	getenv  func(string) string
	actions func([]model.Rebinding) ([]model.Action, error) // that of Deps
	warn    func(wording.Words)

	completing bool // a shell asks for completions: cobra keeps those of flags for good, so no other run registers any
}

// flagNames are flags by name, or by the heading they stand under in the help.
type flagNames []string

// has reports whether a row of the table is among them. Every command takes --config.
func (n flagNames) has(row setting) bool {
	return row.name == "config" || slices.Contains(n, row.name) || !row.single && slices.Contains(n, row.group)
}

// awsVariable returns the first of AWS's own variables that gives a setting, and its value.
func (in *inputs) awsVariable(row setting) (name, value string) {
	for _, name := range row.aws {
		if value := model.Trim(in.getenv(name)); value != "" {
			return name, value
		}
	}
	return "", ""
}

// isTokenSource tells the settings that say where a token comes from.
func isTokenSource(name string) bool {
	return strings.HasSuffix(name, "-token-file") || strings.HasSuffix(name, "-token-command")
}

// tokenGiven reports whether a flag or a variable says where a token comes from. The file then has
// no say in either kind: its token may be another chat's.
func (in *inputs) tokenGiven() bool {
	for name, input := range in.opts.from {
		if isTokenSource(name) && (strings.HasPrefix(input, "-") || strings.HasPrefix(input, "ATTACHE_")) {
			return true
		}
	}
	return in.getenv(token.Variable(token.Connection)) != "" || in.getenv(token.Variable(token.Participant)) != ""
}

func (in *inputs) home(path string) string { return system.Home(path, in.getenv) }

// writable returns the whole of a path, once it is known that what the setting is for can be written there.
func (in *inputs) writable(setting, path string, check func(string) error) (string, error) {
	if path == "" {
		return "", nil
	}
	whole, err := filepath.Abs(in.home(path))
	if err == nil {
		err = check(whole)
	}
	if err != nil {
		return "", model.NewInputProblem(in.opts.input(setting), model.FaultUnwritable, system.Reason(err)+" ("+path+")")
	}
	return whole, nil
}
