package cli

import (
	"io"
	"time"

	"attache/model"
)

// Connection is where the chat is and what opens it.
type Connection struct {
	ConnectionToken  model.Secret // zero: exchange the participant token for one
	ParticipantToken model.Secret
	Region           string // the flag's or its variable's value; empty: the AWS variables and profile decide
	Profile          string // likewise
	EndpointURL      string // likewise; holds no user name, query or fragment
	Insecure         bool   // plain http to another machine is accepted
}

// Target is where a connection leads.
type Target struct {
	Host    string           // to be named to the user
	Foreign bool             // not in Amazon's own domains
	Notes   []*model.Problem // what was asked for and is not there, without being in the way
}

// Shared is what every command that links and saves is told. All values are within their limits.
type Shared struct {
	Life      time.Duration // asked for each link; whole seconds, 5 to 300
	Rate      float64       // GetAttachment and GetTranscript calls a second at most
	Prefetch  string        // "selected", "visible" or "none"
	Dir       string        // absolute, can be written or made; empty: the default folder
	OnExists  model.OnExists
	Parallel  int       // downloads at once, 1 to 16
	Receipt   string    // an absolute path that can be written, to tell there what was saved; empty: none
	Clipboard string    // "auto", "osc52", "native", "tmux" or "off"
	ASCII     bool      // nothing but ASCII in the program's own signs
	HideNames bool      // start with names hidden
	Log       io.Writer // the debug log, which is closed after the command; nil: none
}

// Browse opens the screen on a chat.
type Browse struct {
	Connection
	Shared
	IDs []string // just these attachments, without the transcript; empty: the whole chat
}

// Get downloads attachments without a screen.
type Get struct {
	Connection
	Shared
	IDs      []string // in the order asked, each once; empty with All
	All      bool     // every attachment of the chat
	JSON     bool     // an object a line
	Copy     bool     // the bytes of the one file to standard output; Dir is a folder that goes with the command
	Progress bool     // standard error is a terminal
}

// Chat shapes what the emulator makes up.
type Chat struct {
	Scenario string // empty: the emulator's own choice
	Seed     uint64
	Count    int      // 0: the scenario's own
	Size     int64    // bytes; 0: the scenario's own
	Faults   []string // NAME or NAME=VALUE
}

// Demo opens the screen on the emulator.
type Demo struct {
	Shared
	Chat
}

// Emulate serves the emulator.
type Emulate struct {
	Chat
	Listen string              // host:port; port 0 lets the system choose
	Ready  func(Serving) error // to be called once, when connections are accepted
}

// Serving is what a client of the emulator needs to know.
type Serving struct {
	Endpoint         string // http://127.0.0.1:PORT
	Region           string
	ConnectionToken  model.Secret
	ParticipantToken model.Secret
}
