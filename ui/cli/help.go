package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/config"
)

// help writes the help of a command: examples first, then flags by group. It asks the terminal
// nothing and stays within 80 columns.
func (p *program) help(cmd *cobra.Command, _ []string) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", cmd.Short)
	if cmd.Example != "" {
		for line := range strings.SplitSeq(cmd.Example, "\n") {
			fmt.Fprintf(&b, "  %s\n", line)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "Usage: %s\n", usageLine(cmd))
	if cmd.Long != "" {
		fmt.Fprintf(&b, "%s\n", strings.TrimSpace(cmd.Long))
	}
	writeCommands(&b, cmd)
	p.writeSettings(&b, cmd)
	if cmd.Name() == "emulate" {
		writeChoices(&b, "Scenarios", p.Scenarios)
		writeChoices(&b, "Faults", p.Faults)
	}
	if cmd.Root() == cmd {
		p.writeFooter(&b)
	}
	_, _ = fmt.Fprint(p.Out, b.String())
}

func usageLine(cmd *cobra.Command) string {
	line := cmd.UseLine()
	if cmd.HasAvailableSubCommands() && cmd.HasParent() && !strings.Contains(cmd.Use, " ") {
		return cmd.CommandPath() + " COMMAND"
	}
	return line
}

// commandGroups are the headings of the commands, each with its own in the order they are learnt. A
// command that none names stands under the last.
func commandGroups() []commandGroup {
	return []commandGroup{
		{"Without a screen", []string{"list", "link", "get", "watch"}},
		{"Without a chat", []string{"demo", "emulate"}},
		{"Help and set-up", nil},
	}
}

type commandGroup struct {
	title string
	names []string
}

func writeCommands(b *strings.Builder, cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	if cmd.HasParent() {
		writeGroup(b, "Commands", cmd.Commands())
		return
	}
	rest := slices.Clone(cmd.Commands())
	for _, group := range commandGroups() {
		var own []*cobra.Command
		for _, name := range group.names {
			i := slices.IndexFunc(rest, func(c *cobra.Command) bool { return c.Name() == name })
			if i >= 0 {
				own = append(own, rest[i])
				rest = slices.Delete(rest, i, i+1)
			}
		}
		if group.names == nil {
			own = rest
		}
		writeGroup(b, group.title, own)
	}
}

func writeGroup(b *strings.Builder, title string, commands []*cobra.Command) {
	title = "\n" + title + ":\n"
	for _, cmd := range commands {
		if cmd.IsAvailableCommand() || cmd.Name() == "help" {
			fmt.Fprintf(b, "%s  %-12s %s\n", title, cmd.Name(), cmd.Short)
			title = ""
		}
	}
}

// writeSettings writes the rows of the table that cmd has flags for.
func (p *program) writeSettings(b *strings.Builder, cmd *cobra.Command) {
	rows := p.settings()
	width := 0
	label := func(s setting) string {
		short := ""
		if s.short != "" {
			short = "-" + s.short + ", "
		}
		return strings.TrimSpace(short + "--" + s.name + " " + s.arg)
	}
	has := func(s setting, group string) bool {
		flag := cmd.Flags().Lookup(s.name)
		return s.group == group && flag != nil && !flag.Hidden
	}
	for _, s := range rows {
		if has(s, s.group) {
			width = max(width, len(label(s)))
		}
	}
	for _, group := range groups() {
		title := "\n" + group + ":\n"
		for _, s := range rows {
			if !has(s, group) {
				continue
			}
			text := s.help
			if s.fallback != "" {
				text += " (" + s.fallback + ")"
			}
			b.WriteString(title)
			title = ""
			writeRow(b, width, label(s), text)
		}
	}
}

// label is a choice as it is typed, with what stands behind the =.
func (c Choice) label() string {
	value, optional := strings.CutPrefix(c.Value, "[")
	switch {
	case optional:
		return c.Name + "[=" + value
	case value != "":
		return c.Name + "=" + value
	}
	return c.Name
}

// writeChoices lists names with what they do.
func writeChoices(b *strings.Builder, title string, choices []Choice) {
	if len(choices) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	width := 0
	for _, c := range choices {
		width = max(width, len(c.label()))
	}
	for _, c := range choices {
		writeRow(b, width, c.label(), c.Does)
	}
}

// writeRow writes a label of the given width and the text beside it.
func writeRow(b *strings.Builder, width int, label, text string) {
	for _, line := range wrap(text, columns-width-4) {
		fmt.Fprintln(b, strings.TrimRight(fmt.Sprintf("  %-*s  %s", width, label, line), " "))
		label = ""
	}
}

// columns is the width of the help.
const columns = 80

// wrap breaks text into lines of at most width characters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}

// writeFooter tells what holds for every command, and where files are.
func (p *program) writeFooter(b *strings.Builder) {
	b.WriteString(`
Every command takes -h, --help; 'attache help COMMAND' shows the same. --version
prints what this is. A token is never an argument: without a flag it is read
from ATTACHE_CONNECTION_TOKEN or ATTACHE_PARTICIPANT_TOKEN, else asked for.
Every flag can be a variable, --url-expiry as ATTACHE_URL_EXPIRY, and stand in
the configuration file, as "url-expiry: 60".

`)
	for _, line := range p.files() {
		fmt.Fprintln(b, line)
	}
}

// files tell where the program's own files are.
func (p *program) files() []string {
	file, log := "none", "none; --log FILE writes one"
	if path := p.configPath(); path != "" {
		file = model.Text(config.Short(path, p.Getenv))
		if !config.Exists(path) {
			file += " (not there)"
		}
	}
	if name := cmp.Or(p.opts.logFile, p.Getenv("ATTACHE_LOG")); name != "" {
		log = model.Text(name)
	}
	return []string{"Configuration: " + file, "Debug log:     " + log}
}
