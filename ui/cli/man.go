package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"attache/ui/manual"
)

// manCommand prints the manual page of the whole program, drawn from the commands and the table.
func (p *program) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "man",
		Short:             "Print the manual page",
		Example:           "attache man | man -l -\nattache man > attache.1",
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(cmd *cobra.Command, _ []string) error { return p.print(p.manual(cmd.Root())) },
	}
}

func (p *program) manual(root *cobra.Command) string {
	m := manual.New("attache", p.Version, p.Build.Date)
	m.Section("name")
	m.Text("attache - " + lower(root.Short))
	m.Section("synopsis")
	m.Text("attache [FLAGS] [ID...]\n\nattache COMMAND [FLAGS] [ARGUMENTS]")
	m.Section("description")
	m.Text("attache browses the attachments of a live Amazon Connect chat. It lists them by name and ID, gets\n" +
		"their pre-signed links, counts those down, renews and copies them, and saves the files whole.\n\n" +
		"It needs the chat's region and one token of the chat. It reads, wants and sends no AWS credentials.\n\n" +
		"Without a command it opens its screen. " + root.Long)
	m.Section("examples")
	m.Code(root.Example)
	p.manCommands(m, root)
	p.manOptions(m, root)
	p.manEmulator(m)
	p.manEnvironment(m)
	p.manFiles(m)
	m.Section("exit status")
	for _, e := range exitMeanings() {
		m.Item(manual.Tag{{Text: strconv.Itoa(e.code)}}, e.means)
	}
	m.Section("see also")
	m.Text("aws(1), jq(1). Every command shows its own help: attache help COMMAND.")
	return m.String()
}

// lower begins a summary with a small letter, as the line of a manual's name has it.
func lower(text string) string { return strings.ToLower(text[:1]) + text[1:] }

// manCommands describes every command, and those within it.
func (p *program) manCommands(m *manual.Page, root *cobra.Command) {
	m.Section("commands")
	var describe func(*cobra.Command)
	describe = func(cmd *cobra.Command) {
		words := strings.Fields(strings.TrimSuffix(cmd.UseLine(), " [flags]"))
		tag := manual.Tag{}
		for i, word := range words {
			if i > 0 {
				tag = append(tag, manual.Word{Text: " "})
			}
			tag = append(tag, manual.Word{Text: word, Free: strings.ToUpper(word) == word})
		}
		text := cmd.Short + "."
		if cmd.Long != "" && cmd.Parent().Name() != "completion" {
			text += "\n" + cmd.Long
		}
		m.Item(tag, text)
		if cmd.Example != "" {
			m.Code(cmd.Example)
		}
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				describe(sub)
			}
		}
	}
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() {
			describe(cmd)
		}
	}
}

// manOptions describes every flag of the table, with the commands that take it.
func (p *program) manOptions(m *manual.Page, root *cobra.Command) {
	m.Section("options")
	for _, group := range groups() {
		m.Part(group)
		for _, row := range p.settings() {
			if row.group != group {
				continue
			}
			tag := manual.Tag{}
			if row.short != "" {
				tag = append(tag, manual.Word{Text: "-" + row.short}, manual.Word{Text: ", "})
			}
			tag = append(tag, manual.Word{Text: "--" + row.name})
			if row.arg != "" {
				tag = append(tag, manual.Word{Text: " "}, manual.Word{Text: row.arg, Free: true})
			}
			text := strings.ToUpper(row.help[:1]) + row.help[1:] + "."
			if row.fallback != "" {
				text += " Default: " + row.fallback + "."
			}
			m.Item(tag, text+"\nVariable: "+row.variable()+". "+takenBy(root, row.name))
		}
	}
	m.Part("Other")
	m.Item(manual.Tag{{Text: "-h"}, {Text: ", "}, {Text: "--help"}}, "Show the help of a command.")
	m.Item(manual.Tag{{Text: "-v"}, {Text: ", "}, {Text: "--version"}}, "Print the version, and what it was built from.")
}

// takenBy names the commands that a flag changes.
func takenBy(root *cobra.Command, name string) string {
	var all []string
	for _, cmd := range slices.Concat([]*cobra.Command{root}, root.Commands()) {
		if flag := cmd.Flags().Lookup(name); flag != nil && !flag.Hidden {
			all = append(all, cmd.CommandPath())
		}
	}
	return "Taken by " + strings.Join(all, ", ") + "."
}

func (p *program) manEmulator(m *manual.Page) {
	for _, list := range []struct {
		title   string
		choices []Choice
	}{{"scenarios of the emulator", p.Scenarios}, {"faults of the emulator", p.Faults}} {
		if len(list.choices) == 0 {
			continue
		}
		m.Section(list.title)
		for _, c := range list.choices {
			m.Item(manual.Tag{{Text: c.label()}}, c.Does+".")
		}
	}
}

func (p *program) manEnvironment(m *manual.Page) {
	m.Section("environment")
	m.Text("Every flag has a variable: ATTACHE_ and its name in capitals, with _ for -. A flag beats a variable,\n" +
		"and a variable beats the configuration file.")
	for _, v := range variables() {
		m.Item(manual.Tag{{Text: v.names}}, v.means)
	}
}

func (p *program) manFiles(m *manual.Page) {
	m.Section("files")
	m.Item(manual.Tag{{Text: "~/.config/attache/config.yaml"}},
		"The configuration, within XDG_CONFIG_HOME where that is set. On macOS it is within\n"+
			"~/Library/Application Support, on Windows within %AppData%.\n"+
			"Every flag can stand in it under its name, and keys of the screen under keys.\n"+
			"'attache config template' prints it with every default, 'attache config' shows what holds.\n"+
			"A token never stands in it. A file that everybody can change is refused.")
	m.Item(manual.Tag{{Text: "~/.aws/config"}}, "The AWS profile's region and endpoint are read from it, and no credentials.")
	m.Item(manual.Tag{{Text: "NAME.part", Free: true}}, "What a stopped download has, beside the file it will be.")
}
