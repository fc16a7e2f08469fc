package cli

import (
	"os"
	"strings"
	"time"

	"attache/model"
	"attache/ui/system"
)

// ownChatSettings are those of an emulator with a chat of its user's own.
func ownChatSettings() []setting {
	const group = groupEmulator
	return []setting{
		{name: "files", arg: "DIR", group: group, help: "make the chat of the files in a folder, and of its chat.json", set: setFiles},
		{name: "chat-token", arg: "TEXT", group: group, help: "a token of your own that opens the chat, as either kind", set: setChatToken},
		{name: "start-at", arg: "INSTANT", env: "ATTACHE_EMULATE_START_AT", group: group, apart: true, help: "what the chat's clock shows first, as 2026-01-05T09:00:00Z", set: setInstant},
		{name: "check-signature", group: group, help: "refuse calls to Amazon Connect that are not signed (SigV4)", set: setBool(func(o *options) *bool { return &o.chat.CheckSignature })},
		{name: "signing-key", arg: "ID:SECRET", group: group, help: "the made-up key to sign them with, in place of the usual one", set: setSigningKey},
	}
}

// The key that calls to Connect are signed with. It opens nothing.
const (
	dummyKeyID  = "AKIAATTACHEEMULATOR0"                     //nolint:gosec // it opens nothing
	dummySecret = "attache/emulator/these/keys/open/nothing" //nolint:gosec // as it says
)

// setFiles takes a folder that is there.
func setFiles(o *options, input, value string) error {
	if err := setPath(func(o *options) *string { return &o.chat.Files })(o, input, value); err != nil {
		return err
	}
	o.chat.Files = system.Home(value, os.Getenv)
	info, err := os.Stat(o.chat.Files)
	switch {
	case err != nil:
		return model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	case !info.IsDir():
		return model.NewInputProblem(input, model.FaultUnreadable, "it is no folder")
	}
	return nil
}

// setChatToken takes what a header can carry.
func setChatToken(o *options, input, value string) error {
	if len(value) < 8 || len(value) > 1000 || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return model.NewInputProblem(input, model.FaultUnreadable, "it wants 8 to 1000 printable characters of ASCII, without a space")
	}
	o.chat.Token = value
	return nil
}

func setInstant(o *options, input, value string) error {
	at, err := time.Parse(time.RFC3339, value)
	if err != nil || at.IsZero() {
		return model.NewInputProblem(input, model.FaultUnreadable, "it wants an instant as 2026-01-05T09:00:00Z")
	}
	o.chat.StartAt = at
	return nil
}

func setSigningKey(o *options, input, value string) error {
	id, secret, _ := strings.Cut(value, ":")
	if id == "" || secret == "" || strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return model.NewInputProblem(input, model.FaultUnreadable, "it wants ID:SECRET")
	}
	o.chat.KeyID, o.chat.KeySecret = id, secret
	return nil
}

// ownChat adds what a chat is made of, and refuses what excludes each other.
func ownChat(p *program, c Chat) (Chat, error) {
	_, c.SeedGiven = p.opts.from["seed"]
	if c.KeyID == "" {
		c.KeyID, c.KeySecret = dummyKeyID, dummySecret
	}
	for _, name := range []string{"scenario", "count", "size"} {
		if input, given := p.opts.from[name]; given && c.Files != "" {
			return c, model.NewInputProblem(p.opts.input("files"), model.FaultConflict, input)
		}
	}
	return c, nil
}
