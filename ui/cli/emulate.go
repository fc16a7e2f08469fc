package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
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
		use:     "emulate [-- COMMAND [ARG…]]",
		heading: headingTrial,
		short:   "Serve the emulator, for this program or any AWS SDK",
		long: "It prints the variables that lead a client to it, and serves until interrupted:\n" +
			"the AWS ones for any AWS client, the ATTACHE ones for this program.\n" +
			"With a COMMAND it runs that with the variables in its environment instead, and\n" +
			"ends with it and its exit code. Tests control it under /_attache/ (--control).",
		example: `attache emulate
attache emulate --scenario still -- npm test
attache emulate --listen 127.0.0.1:8080 --env >emulator.env
attache emulate --check http://127.0.0.1:8080
attache emulate --tls --bucket-listen 127.0.0.1:0 -- npm test
attache emulate --count 35 --fault throttle=3 --fault latency=2s`,
		takes: flagNames{"json", "log", groupEmulator},
		args:  commandBehindDashes,
		do:    serveEmulator,
	}
}

func serveEmulator(ctx context.Context, p *program, line []string) error {
	if p.opts.check != "" {
		return checkEmulator(ctx, p)
	}
	err := p.withLog(ctx, func(log io.Writer) error { return p.emulated(ctx, log, line) })
	switch {
	case system.Terminated(ctx) && len(line) == 0:
		return nil // whatever manages it has ended it in good order
	case ctx.Err() != nil && !errors.As(err, new(endedError)):
		return ctx.Err() // however it ended, it was interrupted
	}
	return err
}

// emulated serves until interrupted, or for as long as a command runs.
func (p *program) emulated(ctx context.Context, log io.Writer, line []string) error {
	chat, err := ownChat(p, madeUp(p))
	if err == nil {
		chat, err = p.controlled(ctx, chat)
	}
	if err != nil {
		return err
	}
	chat.Journal, chat.Unlimited = log, p.opts.quota == "none"
	chat.TLS = chat.TLS || p.opts.tlsCA != ""
	server, err := p.startEmulator(ctx, chat, len(line) > 0)
	if err != nil {
		return err
	}
	defer func() { _ = server.Close() }() // its listener goes with the program
	var remove func()
	if p.opts.trust, remove, err = p.trusted(server); err != nil {
		return err
	}
	defer remove()
	if len(line) > 0 {
		return p.runBeside(ctx, line, server)
	}
	if err := announce(p, server); err != nil {
		return err
	}
	return server.Wait(ctx)
}

// startEmulator listens where it is asked to, and elsewhere only where nobody asked.
func (p *program) startEmulator(ctx context.Context, c Chat, beside bool) (Emulator, error) {
	listen, asked := p.opts.listen, p.opts.from["listen"] != ""
	if !asked && beside {
		listen = freePort // whatever finds it by a variable needs no port to remember
	}
	for _, at := range []string{listen, cmp.Or(c.BucketListen, listen)} {
		if !loopback(at) {
			p.say(wording.OpenListener(at))
			break
		}
	}
	server, err := p.Emulate(ctx, c, listen)
	var failed *net.OpError
	if errors.As(err, &failed) && failed.Op == "listen" && !asked && !beside {
		if server, free := p.Emulate(ctx, c, freePort); free == nil {
			p.say(wording.PortTaken(listen, server.URL()))
			return server, nil
		}
	}
	if errors.As(err, &failed) && failed.Op == "listen" {
		return nil, model.NewInputProblem(p.opts.input("listen"), model.FaultUnreadable, system.Reason(failed.Err))
	}
	return server, err
}

// controlled adds who may control the emulator by HTTP.
func (p *program) controlled(ctx context.Context, c Chat) (Chat, error) {
	if p.opts.tokenFile == "" {
		return c, nil
	}
	r := p.tokens(Target{})
	var err error
	c.ControlToken, err = r.File(ctx, p.opts.input("control-token-file"), p.opts.tokenFile)
	return c, err
}

// variable is one that leads a client to the emulator.
type variable struct{ name, value string }

// variables are those that the contract names. These tokens open a made-up chat and are printed on purpose; no others
// ever are.
func (p *program) variables(s Emulator) []variable {
	all := []variable{
		{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT", s.URL()},
		{"AWS_REGION", s.Region()},
		{"ATTACHE_CONNECTION_TOKEN", s.ConnectionToken()},
		{"ATTACHE_PARTICIPANT_TOKEN", s.ParticipantToken()},
	}
	if p.opts.trust != "" {
		all = append(all, variable{"AWS_CA_BUNDLE", p.opts.trust})
	}
	return all
}

// allVariables also serve clients that want keys, and back ends. The keys open nothing.
func (p *program) allVariables(s Emulator) []variable {
	all := append(p.variables(s), []variable{
		{"AWS_DEFAULT_REGION", s.Region()},
		{"AWS_ACCESS_KEY_ID", cmp.Or(p.opts.chat.KeyID, dummyKeyID)},
		{"AWS_SECRET_ACCESS_KEY", cmp.Or(p.opts.chat.KeySecret, dummySecret)},
		{"AWS_ENDPOINT_URL_CONNECT", s.URL()},
		{"ATTACHE_CONTACT_ID", s.ContactID()},
		{"ATTACHE_PARTICIPANT_ID", s.ParticipantID()},
	}...)
	if p.opts.trust != "" {
		all = append(all, variable{"NODE_EXTRA_CA_CERTS", p.opts.trust})
	}
	return all
}

func controlVariable(s Emulator) variable {
	return variable{"ATTACHE_CONTROL_URL", s.URL() + "/_attache"}
}

// announce prints what a client needs, and to a person what can be controlled.
func announce(p *program, s Emulator) error {
	lines, form := p.variables(s), "%s=%s\n"
	if p.opts.json || p.opts.env {
		lines = p.allVariables(s)
	}
	if p.opts.env {
		form = "export %s=%s\n"
	}
	if p.opts.control {
		lines = append(lines, controlVariable(s))
		if !p.opts.json {
			for _, c := range p.ControlPaths {
				fmt.Fprintf(p.Err, "%s  %s\n", c.Name, c.Does)
			}
		}
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
		fmt.Fprintf(&out, form, line.name, line.value)
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
