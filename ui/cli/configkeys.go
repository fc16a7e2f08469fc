package cli

import (
	"context"

	"attache/model"
	"attache/ui/config"
)

// configKeys lists what the keys of the screen do, with the changes of the configuration file.
func (p *program) configKeys(context.Context, []string) error {
	actions, err := p.actions(p.opts.keys)
	switch {
	case err != nil:
		return err
	case p.opts.json:
		return printJSON(p, config.Bindings(actions))
	}
	return p.print(config.KeyTable(actions, p.Terminal(StreamOut)))
}

// actions are what the keys do, none where that is not known.
func (p *program) actions(changes []model.Rebinding) ([]model.Action, error) {
	if p.Actions == nil {
		return nil, nil
	}
	return p.Actions(changes)
}

// configTemplate prints a configuration file of comments, drawn from the table.
func (p *program) configTemplate() error {
	var sections []config.Section
	for _, group := range groups() {
		section := config.Section{Title: group}
		for _, row := range p.settings() {
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

// sample is the default of a setting, or what shows how a value looks.
func (s setting) sample() string {
	switch {
	case s.arg == "":
		return "false"
	case s.arg == "DIR":
		return "~/Downloads"
	case s.fallback != "":
		return s.fallback
	case len(s.choices) > 0:
		return s.choices[0]
	}
	return s.arg
}
