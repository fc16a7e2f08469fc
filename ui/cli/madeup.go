package cli

import (
	"context"
	"slices"

	"attache/model"
)

// The key that calls to Connect are signed with. It opens nothing.
const (
	dummyKeyID  = "AKIAATTACHEEMULATOR0"                     //nolint:gosec // it opens nothing
	dummySecret = "attache/emulator/these/keys/open/nothing" //nolint:gosec // as it says
)

// madeUp returns what the emulator is to make up, and refuses what excludes each other. A number or size of
// attachments without a scenario means the one that has any number of them.
func madeUp(p *commandLine) (Chat, error) {
	c := p.opts.chat
	if c.Scenario == "" && (c.Count > 0 || c.Size > 0) && slices.Contains(names(p.Scenarios), "bulk") {
		c.Scenario = "bulk"
	}
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

// startDemo starts the emulator for as long as ctx lasts.
func startDemo(ctx context.Context, p *commandLine) (Connection, error) {
	chat, err := madeUp(p)
	if err != nil {
		return Connection{}, err
	}
	chat.SeedGiven = false // nobody needs its tokens, and no page may guess them
	server, err := p.Emulate(ctx, chat, freePort)
	if err != nil {
		return Connection{}, err
	}
	context.AfterFunc(ctx, func() { _ = server.Close() }) // its listener goes with the program
	return Connection{Emulator: server, ParticipantToken: model.NewSecret(server.ParticipantToken())}, nil
}
