package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/cli/token"
)

// options is what flags and variables fill in.
type options struct {
	shared     Shared
	connection Connection
	chat       Chat
	tokens     token.Sources
	chats      []chatFile
	listen     string
	check      string // the URL of an emulator that is to answer
	env        bool   // the variables as lines of a shell
	control    bool   // the control's address, too
	quota      string // of the emulator's calls
	tokenFile  string // of the emulator's control
	tlsCA      string // the emulator's certificate
	pair       pairOptions
	all        bool
	sizes      bool
	yes        bool
	anyFile    bool
	output     string
	zip        string
	wait       time.Duration // for scans
	narrow     model.Narrow
	since      string
	json       bool
	logFile    string
	plain      bool
	tour       bool
	newChat    NewChat
	printToken bool
	remove     bool
	look       Appearance
	from       map[string]string // by the name of the setting: the flag, variable or line that gave it
	values     map[string]string // likewise: what was given
	lines      map[string]int    // likewise: the line of the configuration file
	config     string            // the configuration file; empty: the usual one
	keys       []model.Rebinding
}

// input returns the name of the flag, variable or line that gave a setting, the flag's where none did.
func (o *options) input(name string) string {
	if in, ok := o.from[name]; ok {
		return in
	}
	return "--" + name
}

// defaults are the values that stand when nothing is given.
func defaults() options {
	return options{
		shared:  Shared{Life: model.DefaultLife, Rate: defaultRate, Prefetch: "visible", Clipboard: "auto", Images: "auto", OnExists: model.ExistsRename, Parallel: defaultParallel},
		chat:    Chat{Seed: 1},
		newChat: NewChat{DisplayName: defaultDisplayName},
		listen:  defaultListen,
		quota:   "none",
		from:    map[string]string{},
		values:  map[string]string{},
		lines:   map[string]int{},
	}
}

// setter is how a setting takes its value.
type setter = func(o *options, input, value string) error

// setting is one flag, with its variable and its name in the configuration file.
type setting struct {
	name     string               // of the flag; the variable is derived from it
	short    string               // its one letter; empty: none
	arg      string               // the placeholder of the value; empty: the flag takes none
	help     string               // lower case, no full stop
	bare     string               // the value of the flag without one; empty: it needs one
	fallback string               // the default as the help shows it; empty: none is shown
	group    string               // the heading in the help
	choices  []string             // all that it takes; nil: anything that set takes
	hints    []string             // for completions, where there are no choices
	complete cobra.CompletionFunc // where choices say too little
	many     bool                 // can be given several times, and as a list in the file
	apart    bool                 // cannot stand in the configuration file
	env      string               // its variable, where another row has the one of its name
	single   bool                 // taken by its name alone, and not with its group
	aws      []string             // AWS's own variables that decide where this one's does not
	set      setter
}

// take sets a value that came under the name input, and remembers that name.
func (s setting) take(o *options, input, value string) error {
	value = s.trimmed(value)
	if before, ok := o.values[s.name]; ok && s.many {
		o.values[s.name] = before + "," + value
	} else {
		o.values[s.name] = value
	}
	o.from[s.name] = input
	if len(s.choices) > 0 && !slices.Contains(s.choices, value) {
		return model.NewInputProblem(input, model.FaultChoice, model.Shown(value)+"; "+strings.Join(s.choices, ", "))
	}
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
	if s.env != "" {
		return s.env
	}
	return "ATTACHE_" + strings.ToUpper(strings.ReplaceAll(s.name, "-", "_"))
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
	case len(s.choices)+len(s.hints) > 0:
		return slices.Concat(s.choices, s.hints)[0]
	}
	return s.arg
}

const (
	// defaultListen is where the emulator listens: 2428 is CHAT on the keys of a phone.
	defaultListen   = "127.0.0.1:2428"
	freePort        = "127.0.0.1:0"
	defaultRate     = 4
	defaultParallel = 3
	defaultLife     = int(model.DefaultLife / time.Second)

	defaultDisplayName = "Customer"
)

// chatFile is a file that says where a chat is and where its token comes from.
type chatFile struct {
	path  string
	input string // what named it
}

// pairOptions is what the flags of the command fill in.
type pairOptions struct {
	open, page  string
	bookmarklet bool
	origins     []string // pages that are not asked about
}

// The headings of the help, in its order.
const (
	groupConnection = "Connection"
	groupWork       = "Links and files"
	groupOutput     = "Output"
	groupScreen     = "Screen"
	groupChat       = "New chat"
	groupPairing    = "Pairing"
	groupEmulator   = "Emulator"
	groupKeys       = "Keys" // of the screen, which the file alone changes
)
