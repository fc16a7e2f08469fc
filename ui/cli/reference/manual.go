package reference

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Manual returns the manual page of the whole program, drawn from its commands and flags.
func (p *Program) Manual(root *cobra.Command) string {
	m := newPage("attache", p.Version, p.Date)
	m.section("name")
	m.text("attache - " + lower(root.Short))
	m.section("synopsis")
	m.text("attache [FLAGS] [ID...]\n\nattache COMMAND [FLAGS] [ARGUMENTS]")
	m.section("description")
	m.text("attache browses the attachments of a live Amazon Connect chat. It lists them by name and ID, gets\n" +
		"their pre-signed links, counts those down, renews and copies them, and saves the files whole.\n\n" +
		"It needs the chat's region and one token of the chat. Only attache chat reads AWS credentials.\n\n" +
		"Without a command it opens its screen. " + root.Long)
	m.section("examples")
	m.code(root.Example)
	writeCommandItems(m, root)
	p.writeOptions(m, root)
	m.list("scenarios of the emulator", ".", p.Scenarios)
	m.list("faults of the emulator", ".", p.Faults)
	m.section("environment")
	m.text("Every flag has a variable: ATTACHE_ and its name in capitals, with _ for -. A flag beats a variable,\n" +
		"and a variable beats the configuration file.")
	for _, v := range variables() {
		m.describe(v.Name, "", v.Does)
	}
	writeFiles(m)
	m.list("exit status", "", exitMeanings())
	m.section("see also")
	m.text("aws(1), jq(1). Every command shows its own help: attache help COMMAND.")
	return m.out.String()
}

// lower begins a summary with a small letter, as the line of a manual's name has it.
func lower(text string) string { return strings.ToLower(text[:1]) + text[1:] }

// writeCommandItems describes every command, and those within it.
func writeCommandItems(m *page, root *cobra.Command) {
	m.section("commands")
	var describe func(*cobra.Command)
	describe = func(cmd *cobra.Command) {
		typed := cmd.CommandPath()
		arguments := strings.TrimSpace(strings.TrimPrefix(strings.TrimSuffix(cmd.UseLine(), " [flags]"), typed))
		text := cmd.Short + "."
		if cmd.Long != "" && cmd.Parent().Name() != "completion" {
			text += "\n" + cmd.Long
		}
		m.describe(typed, arguments, text)
		if cmd.Example != "" {
			m.code(cmd.Example)
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
func (p *Program) writeOptions(m *page, root *cobra.Command) {
	m.section("options")
	eachFlag(p.Flags, func(f *pflag.Flag, heading string) {
		if heading != "" {
			m.heading(".SS", heading)
		}
		text := strings.ToUpper(f.Usage[:1]) + f.Usage[1:] + "."
		if f.DefValue != "" {
			text += " Default: " + f.DefValue + "."
		}
		label, arg := flagLabel(f), f.Value.Type()
		if value := argument(f); strings.HasPrefix(value, "[") {
			label, arg = label+value, ""
		}
		m.describe(label, arg, text+"\nVariable: "+f.Annotations[variableNote][0]+". "+takenBy(root, f.Name))
	})
	m.heading(".SS", "Other")
	m.describe("-h, --help", "", "Show the help of a command.")
	m.describe("-v, --version", "", "Print the version, and what it was built from.")
}

// takenBy names the commands that a flag changes.
func takenBy(root *cobra.Command, flag string) string {
	var all []string
	var look func(*cobra.Command)
	look = func(cmd *cobra.Command) {
		if has(cmd, flag) {
			all = append(all, cmd.CommandPath())
		}
		for _, sub := range cmd.Commands() {
			look(sub)
		}
	}
	look(root)
	return "Taken by " + strings.Join(all, ", ") + "."
}

// list writes a section of names with what they mean; none where there are none.
func (p *page) list(title, end string, all []Choice) {
	if len(all) > 0 {
		p.section(title)
	}
	for _, one := range all {
		p.describe(one.label(), "", one.Does+end)
	}
}

func writeFiles(m *page) {
	m.section("files")
	m.describe("~/.config/attache/config.yaml", "",
		"The configuration, within XDG_CONFIG_HOME where that is set. On macOS it is within\n"+
			"~/Library/Application Support, on Windows within %AppData%.\n"+
			"Every flag can stand in it under its name, and keys of the screen under keys.\n"+
			"'attache config template' prints it with every default, 'attache config' shows what holds.\n"+
			"A token never stands in it. A file that everybody can change is refused.")
	m.describe("~/.aws/config, ~/.aws/credentials", "",
		"The AWS profile's region, endpoint and CA bundle are read from them; its credentials by attache chat alone.")
	m.describe("", "NAME.part", "What a stopped download has, beside the file it will be.")
}
