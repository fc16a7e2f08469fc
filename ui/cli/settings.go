package cli

import (
	"strings"
	"time"

	"attache/model"
	"attache/ui/token"
)

// commandSet says which commands take a flag.
type commandSet uint

const (
	onBrowse commandSet = 1 << iota
	onDemo
	onEmulate
	onGet
	onList
	onLink
	onWatch
	onConfig
	onDoctor

	onScreen   = onBrowse | onDemo
	onEmulator = onDemo | onEmulate
	onChat     = onBrowse | onGet | onList | onLink | onWatch | onDoctor // a real one
	onFiles    = onBrowse | onDemo | onGet                               // what links and saves
	onAny      = ^commandSet(0)
)

// options is what flags and variables fill in.
type options struct {
	shared       Shared
	connection   Connection
	chat         Chat
	tokens       token.Sources
	listen       string
	all          bool
	sizes        bool
	idsFromInput bool // standard input held IDs, and has been read
	output       string
	json         bool
	logFile      string
	plain        bool
	inputs       map[string]string // by the name of the setting: the flag, variable or line that gave it
	values       map[string]string // likewise: what was given
	lines        map[string]int    // likewise: the line of the configuration file
	config       string            // the configuration file; empty: the usual one
	keys         []model.Rebinding
}

// input returns the name of the flag, variable or line that gave a setting, the flag's where none did.
func (o *options) input(name string) string {
	if in, ok := o.inputs[name]; ok {
		return in
	}
	return "--" + name
}

// defaults are the values that stand when nothing is given.
func defaults() options {
	return options{
		shared: Shared{Life: model.DefaultLife, Rate: defaultRate, Prefetch: "visible", Clipboard: "auto", OnExists: model.ExistsRename, Parallel: defaultParallel},
		chat:   Chat{Seed: 1},
		listen: "127.0.0.1:0",
		inputs: map[string]string{},
		values: map[string]string{},
		lines:  map[string]int{},
	}
}

// setting is one flag, with its variable and its name in the configuration file.
type setting struct {
	name     string // of the flag; the variable is derived from it
	short    string // its one letter; empty: none
	arg      string // the placeholder of the value; empty: the flag takes none
	help     string // lower case, no full stop
	fallback string // the default as the help shows it; empty: none is shown
	group    string // the heading in the help
	on       commandSet
	choices  []string // for completions; nil: anything that set takes
	many     bool     // can be given several times, and as a list in the file
	apart    bool     // cannot stand in the configuration file
	aws      []string // AWS's own variables that decide where this one's does not
	// set takes a value. input is the name it came under, for the problem.
	set func(o *options, input, value string) error
}

// take sets a value that came under the name input, and remembers that name.
func (s setting) take(o *options, input, value string) error {
	value = s.trimmed(value)
	if before, ok := o.values[s.name]; ok && s.many {
		o.values[s.name] = before + "," + value
	} else {
		o.values[s.name] = value
	}
	o.inputs[s.name] = input
	return s.set(o, input, value)
}

// trimmed takes off what comes along with a value that is pasted, or read from a file of another system. A
// name of a file may begin or end with anything that can be seen.
func (s setting) trimmed(value string) string {
	if s.arg == "FILE" || s.arg == "DIR" {
		return strings.TrimSpace(value)
	}
	return model.Trim(value)
}

// variable returns the name of the environment variable that stands for the flag.
func (s setting) variable() string {
	return "ATTACHE_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
}

// The headings of the help, in its order.
const (
	groupConnection = "Connection"
	groupWork       = "Links and files"
	groupOutput     = "Output"
	groupScreen     = "Screen"
	groupEmulator   = "Emulator"
)

func groups() []string {
	return []string{groupConnection, groupWork, groupOutput, groupScreen, groupEmulator}
}

const (
	defaultRate     = 4
	defaultParallel = 3
	defaultLife     = int(model.DefaultLife / time.Second)
)

// settings returns the table, in the order of the help.
func (p *program) settings() []setting {
	all := connectionSettings()
	all = append(all, workSettings()...)
	all = append(all, outputSettings()...)
	all = append(all, screenSettings()...)
	return append(all, p.emulatorSettings()...)
}

func connectionSettings() []setting {
	const group = groupConnection
	return []setting{
		{name: "connection-token-file", arg: "FILE", group: group, on: onChat, help: "read the connection token from a file, - is standard input", set: setTokenFile(token.Connection)},
		{name: "connection-token-command", arg: "CMD", group: group, on: onChat, help: "run a command that prints the connection token", set: setTokenCommand(token.Connection)},
		{name: "participant-token-file", arg: "FILE", group: group, on: onChat, help: "read a participant token, which is exchanged, from a file", set: setTokenFile(token.Participant)},
		{name: "participant-token-command", arg: "CMD", group: group, on: onChat, help: "run a command that prints a participant token", set: setTokenCommand(token.Participant)},
		{name: "region", arg: "REGION", group: group, on: onChat, aws: []string{"AWS_REGION", "AWS_DEFAULT_REGION"}, choices: regionChoices(), help: "the chat's AWS region (else AWS_REGION, the profile)", set: setText(func(o *options) *string { return &o.connection.Region })},
		{name: "profile", arg: "NAME", group: group, on: onChat, aws: []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}, help: "the AWS profile to read the region and endpoint from", set: setText(func(o *options) *string { return &o.connection.Profile })},
		{name: "endpoint-url", arg: "URL", group: group, on: onChat, aws: []string{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT", "AWS_ENDPOINT_URL"}, help: "another endpoint than the region's own", set: setEndpoint},
		{name: "insecure-endpoint", group: group, on: onChat, help: "accept plain http to another machine", set: setBool(func(o *options) *bool { return &o.connection.Insecure })},
	}
}

func workSettings() []setting {
	const group = groupWork
	return []setting{
		{name: "url-expiry", arg: "SECONDS", group: group, on: onFiles | onLink, fallback: itoa(defaultLife), help: "life to ask for each link, 5 to 300", set: setLife},
		{name: "prefetch", arg: "ROWS", group: group, on: onScreen, fallback: "visible", choices: prefetchChoices(), help: "rows that get a link unasked: selected, visible or none", set: setChoice(prefetchChoices(), func(o *options) *string { return &o.shared.Prefetch })},
		{name: "rate", arg: "N", group: group, on: onFiles | onChat&^onDoctor, fallback: itoa(defaultRate), help: "calls a second, up to 8 at once after a rest; the quota is shared", set: setRate},
		{name: "dir", arg: "DIR", group: group, on: onFiles | onDoctor, fallback: "Downloads", help: "where files are saved", set: setPath(func(o *options) *string { return &o.shared.Dir })},
		{name: "on-exists", arg: "WAY", group: group, on: onFiles, fallback: "rename", choices: existsChoices(), help: "when the name is taken: rename, skip or overwrite", set: setExists},
		{name: "parallel", arg: "N", group: group, on: onFiles, fallback: itoa(defaultParallel), help: "downloads at once, 1 to 16", set: setParallel},
		{name: "receipt", arg: "FILE", group: group, on: onFiles, help: "write what was saved, and what failed, as JSON", set: setPath(func(o *options) *string { return &o.shared.Receipt })},
	}
}

func outputSettings() []setting {
	const group = groupOutput
	return []setting{
		{name: "all", group: group, on: onGet | onWatch, help: "every attachment of the chat; watch: those there too", set: setBool(func(o *options) *bool { return &o.all })},
		{name: "output", short: "o", arg: "FILE", group: group, on: onGet, choices: outputChoices(), help: "-o - writes the bytes of one file to standard output", set: setChoice(outputChoices(), func(o *options) *string { return &o.output })},
		{name: "sizes", group: group, on: onList, help: "ask for each size; a call each", set: setBool(func(o *options) *bool { return &o.sizes })},
		{name: "json", group: group, on: onEmulate | onGet | onList | onLink | onWatch | onConfig | onDoctor, help: "print JSON, one object a line", set: setBool(func(o *options) *bool { return &o.json })},
		{name: "log", arg: "FILE", group: group, on: onFiles | onChat, help: "write a debug log, without tokens and links", set: setPath(func(o *options) *string { return &o.logFile })},
		{name: "config", arg: "FILE", group: group, on: onAny, apart: true, help: "another configuration file; off reads none", set: setPath(func(o *options) *string { return &o.config })},
	}
}

func screenSettings() []setting {
	const group = groupScreen
	return []setting{
		{name: "clipboard", arg: "WAY", group: group, on: onScreen | onDoctor, fallback: "auto", choices: clipboardChoices(), help: "auto, osc52, native, tmux or off", set: setChoice(clipboardChoices(), func(o *options) *string { return &o.shared.Clipboard })},
		{name: "ascii", group: group, on: onScreen, help: "plain ASCII signs only", set: setBool(func(o *options) *bool { return &o.shared.ASCII })},
		{name: "no-live", group: group, on: onScreen | onWatch, help: "read the chat when asked, and at no other time", set: setBool(func(o *options) *bool { return &o.shared.NoLive })},
		{name: "bell", group: group, on: onScreen, help: "ring the terminal at news and when a link is about to end", set: setBool(func(o *options) *bool { return &o.shared.Bell })},
		{name: "plain", group: group, on: onScreen, help: "talk in lines, for screen readers (also ACCESSIBLE=1)", set: setBool(func(o *options) *bool { return &o.plain })},
		{name: "hide-names", group: group, on: onScreen, help: "start with file names hidden", set: setBool(func(o *options) *bool { return &o.shared.HideNames })},
	}
}

func (p *program) emulatorSettings() []setting {
	const group = groupEmulator
	return []setting{
		{name: "listen", arg: "HOST:PORT", group: group, on: onEmulate, fallback: "127.0.0.1:0", help: "where to listen, port 0 is a free one", set: setListen},
		{name: "scenario", arg: "NAME", group: group, on: onEmulator, choices: names(p.Scenarios), fallback: "demo", help: "the chat to make up", set: setChoice(names(p.Scenarios), func(o *options) *string { return &o.chat.Scenario })},
		{name: "seed", arg: "N", group: group, on: onEmulator, fallback: "1", help: "the same number gives the same chat", set: setSeed},
		{name: "count", arg: "N", group: group, on: onEmulator, help: "how many attachments", set: setCount},
		{name: "size", arg: "BYTES", group: group, on: onEmulator, help: "how large each of them is", set: setSize},
		{name: "fault", arg: "NAME[=VALUE]", group: group, on: onEmulator, choices: names(p.Faults), many: true, help: "simulate a failure; can be repeated", set: setFault(p.Faults)},
	}
}

// regionChoices are the regions that have Amazon Connect. A region that is new is taken all the same.
func regionChoices() []string {
	return []string{
		"us-east-1", "us-west-2", "us-gov-west-1", "ca-central-1", "eu-central-1", "eu-west-2", "af-south-1",
		"ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2",
	}
}

func outputChoices() []string   { return []string{"-"} }
func prefetchChoices() []string { return []string{"selected", "visible", "none"} }
func existsChoices() []string {
	return []string{string(model.ExistsRename), string(model.ExistsSkip), string(model.ExistsOverwrite)}
}

func clipboardChoices() []string { return []string{"auto", "osc52", "native", "tmux", "off"} }

func names(choices []Choice) []string {
	var all []string
	for _, c := range choices {
		all = append(all, c.Name)
	}
	return all
}
