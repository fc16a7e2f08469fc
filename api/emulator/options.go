package emulator

import (
	"io"
	"strconv"
	"time"

	"attache/api/emulator/admin"
	"attache/api/emulator/connect"
	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
	"attache/api/emulator/token"
)

// Options shape the chat and the service around it. The zero value is the demo chat, seed 0.
type Options struct {
	Scenario  string           // "" or "demo", or another of Scenarios
	Seed      uint64           // same seed, same chat: ids, names, bytes, times relative to the start
	Count     int              // bulk: how many attachments; 0 is 35, the most a real chat may hold
	Size      int64            // bulk: bytes of each; 0 is 64 KiB
	Now       func() time.Time // the service's clock; nil is the machine's
	StartAt   time.Time        // what that clock shows first; zero is the machine's time
	Fixed     bool             // the tokens, too, are the same for the same seed: whoever knows it can guess them
	Files     string           // a folder whose files, and chat.json, are the chat; empty: the scenario is
	Keys      *connect.Keys    // that requests to Connect have to be signed with; nil: signatures are not looked at
	Token     string           // opens the first chat as its customer, as a token of either kind; empty: none does
	Faults    []string         // NAME[=VALUE], see Faults
	Unlimited bool             // lifts the service's rate limits
	Journal   io.Writer        // gets every request as a line of JSON, without a secret; nil: none
	Origins   []string         // of pages that browsers may show answers to, beside this machine's; none: every page
	Control   admin.Access     // who may control the chats by HTTP
}

// Scenarios lists the chats there are, the default first.
func Scenarios() []scenario.Scenario { return scenario.All() }

// Faults lists the troubles there are. A counted one without a number lasts.
func Faults() []fault.Kind { return fault.All() }

// secret makes what the tokens of a chat are made of: random, or as the seed and the chat's place among the chats say.
func (o *Options) secret(place int) *token.Secret {
	if !o.Fixed {
		return token.NewSecret()
	}
	return token.Repeatable(strconv.FormatUint(o.Seed, 10) + "/" + strconv.Itoa(place))
}
