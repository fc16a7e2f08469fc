package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
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
		writeFooter(&b)
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

func writeCommands(b *strings.Builder, cmd *cobra.Command) {
	if !cmd.HasAvailableSubCommands() {
		return
	}
	b.WriteString("\nCommands:\n")
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			fmt.Fprintf(b, "  %-12s %s\n", sub.Name(), sub.Short)
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

// writeChoices lists names with what they do.
func writeChoices(b *strings.Builder, title string, choices []Choice) {
	if len(choices) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	label := func(c Choice) string {
		value, optional := strings.CutPrefix(c.Value, "[")
		switch {
		case optional:
			return c.Name + "[=" + value
		case value != "":
			return c.Name + "=" + value
		}
		return c.Name
	}
	width := 0
	for _, c := range choices {
		width = max(width, len(label(c)))
	}
	for _, c := range choices {
		writeRow(b, width, label(c), c.Does)
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

func writeFooter(b *strings.Builder) {
	b.WriteString(`
A token is never an argument. Without a flag it is read from the variable
ATTACHE_CONNECTION_TOKEN or ATTACHE_PARTICIPANT_TOKEN, else asked for.
Every flag can be given as a variable too: --url-expiry is ATTACHE_URL_EXPIRY.
`)
}
