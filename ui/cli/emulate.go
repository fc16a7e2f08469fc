package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/system"
	"attache/ui/wording"
)

// emulateCommand is the emulator without a screen, for any client.
func (p *program) emulateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "emulate",
		Short: "Serve the emulator, for this program or any AWS SDK",
		Long: "It prints the variables that lead a client to it, and serves until interrupted:\n" +
			"the AWS ones for any AWS client, the ATTACHE ones for this program.",
		Example: `attache emulate
attache emulate --listen 127.0.0.1:8080 --json
attache emulate --count 35 --fault throttle=3 --fault latency=2s`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.RunE = p.action(onEmulate, p.emulate)
	p.addFlags(cmd, onEmulate)
	return cmd
}

func (p *program) emulate(ctx context.Context, _ []string) error {
	listen := p.opts.listen
	if !loopback(listen) {
		p.say(wording.OpenListener(listen))
	}
	server, err := p.Emulate(ctx, p.chat(), listen)
	if err == nil {
		err = p.announce(server)
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
func (p *program) announce(s Emulator) error {
	lines := []struct{ name, value string }{
		{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT", s.URL()},
		{"AWS_REGION", s.Region()},
		{"ATTACHE_CONNECTION_TOKEN", s.ConnectionToken()},
		{"ATTACHE_PARTICIPANT_TOKEN", s.ParticipantToken()},
	}
	var out []byte
	if p.opts.json {
		object := map[string]string{}
		for _, line := range lines {
			object[line.name] = line.value
		}
		var err error
		if out, err = json.Marshal(object); err != nil {
			return &model.Problem{Kind: model.KindInternal, Err: err}
		}
		out = append(out, '\n')
	} else {
		for _, line := range lines {
			out = fmt.Appendf(out, "%s=%s\n", line.name, line.value)
		}
	}
	// At once, so that a reader never sees half of it.
	return p.print(string(out))
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
