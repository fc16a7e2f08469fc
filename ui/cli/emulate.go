package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"

	"attache/model"
	"attache/ui/system"
	"attache/ui/wording"
)

// emulateCommand is the emulator without a screen, for any client.
func emulateCommand() commandSpec {
	return commandSpec{
		use:     "emulate",
		heading: headingTrial,
		short:   "Serve the emulator, for this program or any AWS SDK",
		long: "It prints the variables that lead a client to it, and serves until interrupted:\n" +
			"the AWS ones for any AWS client, the ATTACHE ones for this program.",
		example: `attache emulate
attache emulate --listen 127.0.0.1:8080 --json
attache emulate --check http://127.0.0.1:8080
attache emulate --count 35 --fault throttle=3 --fault latency=2s`,
		takes: flagNames{"json", groupEmulator},
		do:    serveEmulator,
	}
}

func serveEmulator(ctx context.Context, p *program, _ []string) error {
	if p.opts.check != "" {
		return checkEmulator(ctx, p)
	}
	own, err := ownChat(p, madeUp(p))
	if err != nil {
		return err
	}
	listen := p.opts.listen
	if !loopback(listen) {
		p.say(wording.OpenListener(listen))
	}
	server, err := p.Emulate(ctx, own, listen)
	if err == nil {
		err = announce(p, server)
	}
	if err == nil {
		err = server.Wait(ctx)
	}
	var failed *net.OpError
	switch {
	case ctx.Err() != nil:
		return ctx.Err() // however it ended, it was interrupted
	case errors.As(err, &failed) && failed.Op == "listen":
		return model.NewInputProblem(p.opts.input("listen"), model.FaultUnreadable, system.Reason(failed.Err))
	}
	return err
}

// announce prints what a client needs. These tokens open a made-up chat and are printed on
// purpose; no others ever are.
func announce(p *program, s Emulator) error {
	lines := []struct{ name, value string }{
		{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT", s.URL()},
		{"AWS_REGION", s.Region()},
		{"ATTACHE_CONNECTION_TOKEN", s.ConnectionToken()},
		{"ATTACHE_PARTICIPANT_TOKEN", s.ParticipantToken()},
	}
	if p.opts.json {
		object := map[string]string{}
		for _, line := range lines {
			object[line.name] = line.value
		}
		return printJSON(p, object)
	}
	var out strings.Builder
	for _, line := range lines {
		fmt.Fprintf(&out, "%s=%s\n", line.name, line.value)
	}
	return p.print(out.String()) // at once, so that a reader never sees half of it
}

// loopback reports whether an address to listen on can be reached from this machine alone.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// madeUp returns what the emulator is to make up. A number or size of attachments without a
// scenario means the one that has any number of them.
func madeUp(p *program) Chat {
	c := p.opts.chat
	if c.Scenario == "" && (c.Count > 0 || c.Size > 0) && slices.Contains(names(p.Scenarios), "bulk") {
		c.Scenario = "bulk"
	}
	return c
}
