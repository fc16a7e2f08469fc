package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
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
		lends: true,
		do:    serveEmulator,
	}
}

func serveEmulator(ctx context.Context, p *commandLine, line []string) error {
	if p.opts.check != "" {
		return checkEmulator(ctx, p)
	}
	err := p.withLog(ctx, func(log io.Writer) error { return runEmulator(ctx, p, log, line) })
	switch {
	case system.Terminated(ctx) && len(line) == 0:
		return nil // whatever manages it has ended it in good order
	case ctx.Err() != nil && !errors.As(err, new(endedError)):
		return ctx.Err() // however it ended, it was interrupted
	}
	return err
}

// runEmulator serves until interrupted, or for as long as a command runs.
func runEmulator(ctx context.Context, p *commandLine, log io.Writer, line []string) error {
	chat, err := madeUp(p)
	if err == nil && p.opts.tokenFile != "" {
		chat.ControlToken, err = p.tokenReader(Target{}).File(ctx, p.opts.input("control-token-file"), p.opts.tokenFile)
	}
	if err != nil {
		return err
	}
	chat.Journal, chat.Unlimited = log, p.opts.quota == "none"
	chat.TLS = chat.TLS || p.opts.tlsCA != ""
	server, err := startEmulator(ctx, p, chat, len(line) > 0)
	if err != nil {
		return err
	}
	defer func() { _ = server.Close() }() // its listener goes with the program
	s := serving{Emulator: server, keyID: chat.KeyID, keySecret: chat.KeySecret}
	remove, err := s.writeCertificate(&p.opts)
	defer remove()
	switch {
	case err != nil:
		return err
	case len(line) > 0:
		return p.runBeside(ctx, line, s)
	}
	if err := announce(p, s); err != nil {
		return err
	}
	return s.Wait(ctx)
}

// startEmulator listens where it is asked to, and elsewhere only where nobody asked.
func startEmulator(ctx context.Context, p *commandLine, c Chat, beside bool) (Emulator, error) {
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
		if server, err = p.Emulate(ctx, c, freePort); err == nil {
			p.say(wording.PortTaken(listen, server.URL()))
			return server, nil
		}
	}
	if errors.As(err, &failed) && failed.Op == "listen" {
		return nil, model.NewInputProblem(p.opts.input("listen"), model.FaultUnreadable, system.Reason(failed.Err))
	}
	return server, err
}

// announce prints what a client needs, and to a person what can be controlled.
func announce(p *commandLine, s serving) error {
	lines := s.variables()
	if p.opts.json || p.opts.env {
		lines = s.allVariables()
	}
	if p.opts.control {
		lines = append(lines, s.controlVariable())
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
		if p.opts.env {
			line.name, line.value = "export "+line.name, model.ShellWord(line.value)
		}
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
	return strings.EqualFold(host, "localhost") || err == nil && ip.IsLoopback()
}
