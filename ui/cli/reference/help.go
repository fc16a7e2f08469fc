package reference

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Help returns the help of a command: examples first, then flags by group. It asks the
// terminal nothing and stays within 80 columns.
func (p *Program) Help(cmd *cobra.Command) string {
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
	p.writeCommands(&b, cmd)
	writeFlags(&b, cmd)
	if cmd.Name() == "emulate" {
		writeChoices(&b, "Scenarios", p.Scenarios)
		writeChoices(&b, "Faults", p.Faults)
	}
	if cmd.Root() == cmd {
		p.writeFooter(&b)
	}
	return b.String()
}

func usageLine(cmd *cobra.Command) string {
	line := cmd.UseLine()
	if cmd.HasAvailableSubCommands() && cmd.HasParent() && !strings.Contains(cmd.Use, " ") {
		return cmd.CommandPath() + " COMMAND"
	}
	return line
}

// writeCommands lists the commands under their headings, each in the order they are learnt. Those with no
// heading stand under the last.
func (p *Program) writeCommands(b *strings.Builder, cmd *cobra.Command) {
	if cmd.HasParent() {
		writeGroup(b, "Commands", cmd.Commands())
		return
	}
	rest := slices.Clone(cmd.Commands())
	for _, group := range cmd.Groups() {
		var own []*cobra.Command
		for _, name := range p.Commands {
			i := slices.IndexFunc(rest, func(c *cobra.Command) bool { return c.Name() == name && c.GroupID == group.ID })
			if i >= 0 {
				own = append(own, rest[i])
				rest = slices.Delete(rest, i, i+1)
			}
		}
		writeGroup(b, group.Title, own)
	}
	writeGroup(b, "Help and set-up", rest)
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

// writeFlags writes the flags that cmd has.
func writeFlags(b *strings.Builder, cmd *cobra.Command) {
	label := func(f *pflag.Flag) string { return flagLabel(f) + argument(f) }
	width := 0
	eachFlag(cmd.Flags(), func(f *pflag.Flag, _ string) { width = max(width, len(label(f))) })
	eachFlag(cmd.Flags(), func(f *pflag.Flag, heading string) {
		if heading != "" {
			fmt.Fprintf(b, "\n%s:\n", heading)
		}
		text := f.Usage
		if f.DefValue != "" {
			text += " (" + f.DefValue + ")"
		}
		writeRow(b, width, label(f), text)
	})
}

// writeChoices lists names with what they mean.
func writeChoices(b *strings.Builder, title string, all []Choice) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n", title)
	width := 0
	for _, c := range all {
		width = max(width, len(c.label()))
	}
	for _, c := range all {
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
func (p *Program) writeFooter(b *strings.Builder) {
	b.WriteString(`
Every command takes -h, --help; 'attache help COMMAND' shows the same. --version
prints what this is. A token is never an argument: without a flag it is read
from ATTACHE_CONNECTION_TOKEN or ATTACHE_PARTICIPANT_TOKEN, else asked for.
Every flag can be a variable, --url-expiry as ATTACHE_URL_EXPIRY, and stand in
the configuration file, as "url-expiry: 60".

`)
	for _, line := range p.Files {
		fmt.Fprintln(b, line)
	}
}
