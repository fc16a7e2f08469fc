package cli

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"attache/model"
	"attache/ui/config"
	"attache/ui/system"
	"attache/ui/token"
	"attache/ui/wording"
)

// configOff is given in the place of a file to read none.
const configOff = "off"

// configPath returns where the configuration file is, whether or not it is there; empty: there is none.
func (p *program) configPath() string {
	switch p.opts.config {
	case configOff:
		return ""
	case "":
		return config.Path(p.Getenv)
	}
	return p.home(p.opts.config)
}

// readFile takes from the configuration file what neither a flag nor a variable gave. All of the file
// is checked, whatever command is run: a slip in it is told at once and not one day.
func (p *program) readFile(ctx context.Context, on commandSet) error {
	path := p.configPath()
	if path == "" {
		return nil
	}
	name := config.Short(path, p.Getenv)
	// A pipe that nobody writes to keeps its reader waiting.
	file, err := system.Await(ctx, func() (*config.File, error) { return config.Read(path, name) })
	var problem *model.Problem
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return model.AsProblem(ctx.Err())
	case errors.As(err, &problem):
		return problem
	case p.opts.config == "" && errors.Is(err, fs.ErrNotExist):
		return nil
	case p.opts.config == "":
		return model.NewInputProblem(wording.InFile("configuration", name, 0), model.FaultUnreadable, system.Reason(err))
	default:
		return model.NewInputProblem(p.opts.input("config"), model.FaultUnreadable, system.Reason(err)+" ("+name+")")
	}
	if file.GroupWritable {
		p.say(wording.WritableByGroup(name))
	}
	for _, e := range file.Settings {
		if err := p.takeEntry(e, name, on); err != nil {
			return err
		}
	}
	return p.takeKeys(file.Keys, name)
}

// takeEntry checks one setting of the file, and takes it where the command has use for it and nothing
// stronger was given.
func (p *program) takeEntry(e config.Entry, file string, on commandSet) error {
	row, err := p.settingOf(e, file)
	if err != nil {
		return err
	}
	_, given := p.opts.inputs[row.name]
	to, spare := &p.opts, defaults()
	aws, _ := p.awsVariable(row)
	switch {
	case given, aws != "", row.on&on == 0, isTokenSource(row.name) && p.tokenGiven():
		to = &spare
	}
	to.lines[row.name] = e.Line
	input := wording.InFile(e.Name, file, e.Line)
	if e.List && !row.many {
		return model.NewInputProblem(input, model.FaultUnreadable, "it takes one value")
	}
	for _, value := range e.Values {
		if err := row.take(to, input, value); err != nil {
			return err
		}
	}
	return nil
}

// awsVariable returns the first of AWS's own variables that gives a setting, and its value.
func (p *program) awsVariable(row setting) (name, value string) {
	for _, name := range row.aws {
		if value := model.Trim(p.Getenv(name)); value != "" {
			return name, value
		}
	}
	return "", ""
}

// settingOf finds the row of the table for a name in the file.
func (p *program) settingOf(e config.Entry, file string) (setting, error) {
	var known []string
	for _, row := range p.settings() {
		switch {
		case row.name != e.Name:
			if !row.apart {
				known = append(known, row.name)
			}
		case row.apart:
			return row, model.NewInputProblem(wording.InFile(e.Name, file, e.Line), model.FaultUnreadable, "it cannot stand in the file itself")
		default:
			return row, nil
		}
	}
	if secret := token.SecretName(e.Name); secret != "" {
		return setting{}, model.NewInputProblem(wording.InFile(secret, file, e.Line), model.FaultArgument, "")
	}
	name, near := e.Name, wording.Nearest(strings.ReplaceAll(strings.ToLower(e.Name), "_", "-"), known)
	if near == "" && len(name) > maxFlag {
		name = "of this name" // it may be something pasted
	}
	return setting{}, model.NewInputProblem(wording.InFile("setting "+name, file, e.Line), model.FaultUnknown, near)
}

// isTokenSource tells the settings that say where a token comes from.
func isTokenSource(name string) bool {
	return strings.HasSuffix(name, "-token-file") || strings.HasSuffix(name, "-token-command")
}

// tokenGiven reports whether a flag or a variable says where a token comes from. The file then has
// no say in either kind: its token may be another chat's.
func (p *program) tokenGiven() bool {
	for name, input := range p.opts.inputs {
		if isTokenSource(name) && (strings.HasPrefix(input, "-") || strings.HasPrefix(input, "ATTACHE_")) {
			return true
		}
	}
	return p.Getenv(token.Variable(token.Connection)) != "" || p.Getenv(token.Variable(token.Participant)) != ""
}

// takeKeys checks the key bindings of the file.
func (p *program) takeKeys(entries []config.Entry, file string) error {
	if len(entries) == 0 {
		return nil
	}
	actions, err := p.actions(nil)
	if err != nil {
		return err
	}
	var known []string
	for _, a := range actions {
		known = append(known, a.Name)
	}
	for _, e := range entries {
		if !slices.Contains(known, e.Name) {
			name, near := e.Name, wording.Nearest(e.Name, known)
			if near == "" && len(name) > maxFlag {
				name = "of this name"
			}
			return model.NewInputProblem(wording.InFile("action "+name, file, e.Line), model.FaultUnknown, near)
		}
		p.opts.lines["keys."+e.Name] = e.Line
		p.opts.keys = append(p.opts.keys, model.Rebinding{
			Action: e.Name, Keys: e.Values, Input: wording.InFile("key of "+e.Name, file, e.Line),
		})
	}
	_, err = p.actions(p.opts.keys)
	return err
}
