package config

import (
	"fmt"
	"strings"
)

// Sample is a name that can stand in the file.
type Sample struct {
	Name   string
	Values []string // its default, or what shows how a value looks
	List   bool
	Help   string // lower case, no full stop
	Group  string // the heading it stands under
}

// Template returns a configuration file that says everything and changes nothing: every line is a
// comment, and what each would say is the default.
func Template(settings, keys []Sample) string {
	var b strings.Builder
	b.WriteString(`# The configuration of attache. Every flag can stand here, under its name. A flag beats
# a variable, and a variable beats this file. Take away the # of what you want to change.
# A token never stands here: name a file, or a command, that gives it.
`)
	group := ""
	for _, l := range settings {
		if l.Group != group {
			group = l.Group
			fmt.Fprintf(&b, "\n# %s\n", group)
		}
		fmt.Fprintf(&b, "\n# %s\n#%s: %s\n", l.Help, l.Name, l.value())
	}
	if len(keys) == 0 {
		return b.String()
	}
	b.WriteString(`
# Keys

# An action has one key, several in brackets, or [] for none. Signs stand in quotes.
#keys:
`)
	width := 0
	for _, l := range keys {
		width = max(width, len(l.Name)+len(l.value()))
	}
	for _, l := range keys {
		fmt.Fprintf(&b, "#  %s: %s%*s  # %s\n", l.Name, l.value(), width-len(l.Name)-len(l.value()), "", l.Help)
	}
	return b.String()
}

// value writes a line's values in YAML.
func (l Sample) value() string {
	var all []string
	for _, v := range l.Values {
		all = append(all, quoted(v))
	}
	if l.List || len(all) != 1 {
		return "[" + strings.Join(all, ", ") + "]"
	}
	return all[0]
}

// quoted puts a value in quotes unless it is plainly a word, a number or a path.
func quoted(s string) string {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	if s != "" && strings.ContainsAny(s[:1], letters+"~/") && len(s) > 1 && strings.Trim(s, letters+"~/+-_.:=") == "" ||
		len(s) == 1 && strings.Contains(letters, s) {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
