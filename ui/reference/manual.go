package reference

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"attache/ui/exit"
	"attache/ui/manual"
)

// Manual returns the manual page of the whole program, drawn from its commands and flags.
func (p *Program) Manual(root *cobra.Command) string {
	m := manual.New("attache", p.Version, p.Date)
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
	writeCommandItems(m, root)
	p.writeOptions(m, root)
	p.writeEmulator(m)
	writeEnvironment(m)
	writeFiles(m)
	m.Section("exit status")
	for _, e := range exit.Meanings() {
		m.Item(manual.Tag{{Text: strconv.Itoa(e.Code)}}, e.Means)
	}
	m.Section("see also")
	m.Text("aws(1), jq(1). Every command shows its own help: attache help COMMAND.")
	return m.String()
}

// lower begins a summary with a small letter, as the line of a manual's name has it.
func lower(text string) string { return strings.ToLower(text[:1]) + text[1:] }

// writeCommandItems describes every command, and those within it.
func writeCommandItems(m *manual.Page, root *cobra.Command) {
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

// writeOptions describes every flag of the table, with the commands that take it.
func (p *Program) writeOptions(m *manual.Page, root *cobra.Command) {
	m.Section("options")
	for _, group := range p.Flags {
		m.Part(group.Title)
		for _, f := range group.Flags {
			tag := manual.Tag{}
			if f.Short != "" {
				tag = append(tag, manual.Word{Text: "-" + f.Short}, manual.Word{Text: ", "})
			}
			tag = append(tag, manual.Word{Text: "--" + f.Name})
			if f.Arg != "" {
				tag = append(tag, manual.Word{Text: " "}, manual.Word{Text: f.Arg, Free: true})
			}
			text := strings.ToUpper(f.Help[:1]) + f.Help[1:] + "."
			if f.Fallback != "" {
				text += " Default: " + f.Fallback + "."
			}
			m.Item(tag, text+"\nVariable: "+f.Variable+". "+takenBy(root, f))
		}
	}
	m.Part("Other")
	m.Item(manual.Tag{{Text: "-h"}, {Text: ", "}, {Text: "--help"}}, "Show the help of a command.")
	m.Item(manual.Tag{{Text: "-v"}, {Text: ", "}, {Text: "--version"}}, "Print the version, and what it was built from.")
}

// takenBy names the commands that a flag changes.
func takenBy(root *cobra.Command, f Flag) string {
	var all []string
	for _, cmd := range slices.Concat([]*cobra.Command{root}, root.Commands()) {
		if f.of(cmd) {
			all = append(all, cmd.CommandPath())
		}
	}
	return "Taken by " + strings.Join(all, ", ") + "."
}

func (p *Program) writeEmulator(m *manual.Page) {
	for _, list := range []struct {
		title string
		all   []Meaning
	}{{"scenarios of the emulator", p.Scenarios}, {"faults of the emulator", p.Faults}} {
		if len(list.all) == 0 {
			continue
		}
		m.Section(list.title)
		for _, one := range list.all {
			m.Item(manual.Tag{{Text: one.Name}}, one.Means+".")
		}
	}
}

func writeEnvironment(m *manual.Page) {
	m.Section("environment")
	m.Text("Every flag has a variable: ATTACHE_ and its name in capitals, with _ for -. A flag beats a variable,\n" +
		"and a variable beats the configuration file.")
	for _, v := range variables() {
		m.Item(manual.Tag{{Text: v.Name}}, v.Means)
	}
}

func writeFiles(m *manual.Page) {
	m.Section("files")
	m.Item(manual.Tag{{Text: "~/.config/attache/config.yaml"}},
		"The configuration, within XDG_CONFIG_HOME where that is set. On macOS it is within\n"+
			"~/Library/Application Support, on Windows within %AppData%.\n"+
			"Every flag can stand in it under its name, and keys of the screen under keys.\n"+
			"'attache config template' prints it with every default, 'attache config' shows what holds.\n"+
			"A token never stands in it. A file that everybody can change is refused.")
	m.Item(manual.Tag{{Text: "~/.aws/config"}, {Text: ", "}, {Text: "~/.aws/credentials"}},
		"The AWS profile's region, endpoint and CA bundle are read from them, and no credentials.")
	m.Item(manual.Tag{{Text: "NAME.part", Free: true}}, "What a stopped download has, beside the file it will be.")
}
