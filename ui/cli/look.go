package cli

import (
	"slices"
	"strings"

	"attache/model"
)

// Look is how the screen looks and is handled. Its names are those that Looks lists.
type Look struct {
	Columns []string // of the list, in order; none: the usual ones
	StartAt string   // "oldest" or "newest" file
	Mouse   bool     // start with the mouse on
	Theme   string
}

// Looks are what a Look can be made of. Empty: anything goes.
type Looks struct{ Columns, Themes []string }

func lookSettings(known Looks) []setting {
	const group = groupScreen
	return []setting{
		{name: "theme", arg: "NAME", group: group, fallback: "auto", choices: known.Themes, help: "colours: " + strings.Join(known.Themes, ", "), set: setText(func(o *options) *string { return &o.look.Theme })},
		{name: "columns", arg: "NAMES", group: group, hints: known.Columns, many: true, help: "columns of the list, in order: " + strings.Join(known.Columns, ","), set: setColumns(known.Columns)},
		{name: "start-at", arg: "END", group: group, fallback: "oldest", choices: []string{"oldest", "newest"}, help: "the file to start at: oldest or newest", set: setText(func(o *options) *string { return &o.look.StartAt })},
		{name: "mouse", group: group, help: "start with the mouse on; a key turns it off", set: setBool(func(o *options) *bool { return &o.look.Mouse })},
	}
}

// setColumns takes the names of columns, which may come several at once, parted by commas.
func setColumns(known []string) setter {
	return func(o *options, input, value string) error {
		for one := range strings.SplitSeq(value, ",") {
			one = strings.TrimSpace(one)
			switch {
			case !slices.Contains(known, one):
				return model.NewInputProblem(input, model.FaultChoice, model.Shown(one)+"; "+strings.Join(known, ", "))
			case slices.Contains(o.look.Columns, one):
				return model.NewInputProblem(input, model.FaultConflict, one+" is there twice")
			}
			o.look.Columns = append(o.look.Columns, one)
		}
		return nil
	}
}
