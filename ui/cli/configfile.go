package cli

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"attache/model"
	"attache/ui/cli/config"
	"attache/ui/cli/token"
	"attache/ui/system"
	"attache/ui/wording"
)

// configOff is given in the place of a file to read none.
const configOff = "off"

// configPath returns where the configuration file is, whether or not it is there; empty: there is none.
func (in *inputs) configPath() string {
	switch in.opts.config {
	case configOff:
		return ""
	case "":
		return config.Path(in.getenv)
	}
	return in.home(in.opts.config)
}

// readFile takes from the configuration file what neither a flag nor a variable gave. All of the file
// is checked, whatever command is run: a slip in it is told at once and not one day.
func (in *inputs) readFile(ctx context.Context, takes flagNames) error {
	path := in.configPath()
	if path == "" {
		return nil
	}
	name := config.Short(path, in.getenv)
	// A pipe that nobody writes to keeps its reader waiting.
	file, err := system.Await(ctx, func() (*config.File, error) { return config.Read(path, name) })
	var problem *model.Problem
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return model.AsProblem(ctx.Err())
	case errors.As(err, &problem):
		return problem
	case in.opts.config == "" && errors.Is(err, fs.ErrNotExist):
		return nil
	case in.opts.config == "":
		return model.NewInputProblem(wording.InFile("configuration", name, 0), model.FaultUnreadable, system.Reason(err))
	default:
		return model.NewInputProblem(in.opts.input("config"), model.FaultUnreadable, system.Reason(err)+" ("+name+")")
	}
	if file.GroupWritable {
		in.warn(wording.WritableByGroup(name))
	}
	for _, e := range file.Settings {
		if err := in.takeEntry(e, name, takes); err != nil {
			return err
		}
	}
	return in.takeKeys(file.Keys, name)
}

// takeEntry checks one setting of the file, and takes it where the command has use for it and nothing
// stronger was given.
func (in *inputs) takeEntry(e config.Entry, file string, takes flagNames) error {
	row, err := in.settingOf(e, file)
	if err != nil {
		return err
	}
	_, given := in.opts.from[row.name]
	to, spare := &in.opts, defaults()
	aws, _ := in.awsVariable(row)
	switch {
	case given, aws != "", !takes.has(row), isTokenSource(row.name) && in.tokenGiven():
		to = &spare
	}
	to.lines[row.name] = e.Line
	input := wording.InFile(e.Name, file, e.Line)
	if e.List && !row.many {
		return model.NewInputProblem(input, model.FaultUnreadable, "it takes one value")
	}
	for i, value := range e.Values {
		if err := row.take(to, wording.InFile(e.Name, file, e.Lines[i]), value); err != nil {
			return err
		}
	}
	return nil
}

// settingOf finds the row of the table for a name in the file.
func (in *inputs) settingOf(e config.Entry, file string) (setting, error) {
	var known []string
	for _, row := range in.table {
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
	near := wording.Nearest(strings.ReplaceAll(strings.ToLower(e.Name), "_", "-"), known)
	return setting{}, unknownName("setting", e, file, near)
}

// unknownName is the problem of a name in the file that means nothing. What is long and unlike them all
// may be something pasted, and is not repeated.
func unknownName(what string, e config.Entry, file, near string) error {
	name := e.Name
	if near == "" && len(name) > maxFlag {
		name = "of this name"
	}
	return model.NewInputProblem(wording.InFile(what+" "+name, file, e.Line), model.FaultUnknown, near)
}

// takeKeys checks the key bindings of the file.
func (in *inputs) takeKeys(entries []config.Entry, file string) error {
	if len(entries) == 0 {
		return nil
	}
	actions, err := in.actions(nil)
	if err != nil {
		return err
	}
	var known []string
	for _, a := range actions {
		known = append(known, a.Name)
	}
	for _, e := range entries {
		if !slices.Contains(known, e.Name) {
			return unknownName("action", e, file, wording.Nearest(e.Name, known))
		}
		in.opts.lines["keys."+e.Name] = e.Line
		in.opts.keys = append(in.opts.keys, model.Rebinding{
			Action: e.Name, Keys: e.Values, Input: wording.InFile("key of "+e.Name, file, e.Line),
		})
	}
	_, err = in.actions(in.opts.keys)
	return err
}

// ownFiles tell where the program's own files are.
func (in *inputs) ownFiles() []string {
	file, log := "none", "none; --log FILE writes one"
	if path := in.configPath(); path != "" {
		file = model.HideTokens(model.Text(config.Short(path, in.getenv)))
		if !config.Exists(path) {
			file += " (not there)"
		}
	}
	if name := cmp.Or(in.opts.logFile, in.getenv("ATTACHE_LOG")); name != "" {
		log = model.HideTokens(model.Text(name))
	}
	return []string{"Configuration: " + file, "Debug log:     " + log}
}
