package cli

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/system"
)

// endedError is the exit code of a command that ran beside the emulator.
type endedError int

func (endedError) Error() string { return "the command has ended" }

// commandBehindDashes takes a command to run, all of it behind --.
func commandBehindDashes(cmd *cobra.Command, args []string) error {
	switch cmd.ArgsLenAtDash() {
	case -1:
		return noArguments(cmd, args)
	case 0:
		if len(args) == 0 || args[0] == "" {
			return model.NewInputProblem("command behind --", model.FaultMissing, "")
		}
		return nil
	}
	return noArguments(cmd, args[:cmd.ArgsLenAtDash()])
}

// ownArguments are those that are not the command's.
func ownArguments(args []string) []string {
	at := slices.Index(args, "--")
	if at >= 0 && slices.Contains(args[:at], "emulate") {
		return args[:at]
	}
	return args
}

// runBeside runs a command with all that leads to the emulator in its environment, and nothing that leads elsewhere. Its
// streams and signals are this program's.
func (d *Deps) runBeside(ctx context.Context, line []string, s serving) error {
	set := map[string]string{}
	for _, v := range append(s.allVariables(), s.controlVariable()) {
		set[v.name] = v.value
	}
	if direct := withoutProxy(d.Getenv, s.URL()); direct != "" {
		set["NO_PROXY"], set["no_proxy"] = direct, direct
	}
	child := system.NewChild(line, set, []string{
		"AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
		"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
	}, d.In, d.Out, d.Err)
	if d.PassSignals != nil { // before it runs, so that none is lost
		d.PassSignals(child.Signal)
		defer d.PassSignals(nil)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := child.Start(); err != nil {
		return model.NewInputProblem("command "+line[0], model.FaultUnreadable, system.Reason(err))
	}
	code, err := child.Wait()
	if err == nil && code != 0 {
		return endedError(code)
	}
	return err
}

// withoutProxy is what no proxy is asked for, once this machine's emulator is among it: many programs ask one for loopback
// as well. Empty: there is nothing to change.
func withoutProxy(getenv func(string) string, emulator string) string {
	proxied := slices.ContainsFunc([]string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"}, func(name string) bool {
		return getenv(name) != ""
	})
	u, err := url.Parse(emulator)
	direct := cmp.Or(getenv("NO_PROXY"), getenv("no_proxy"))
	switch {
	case err != nil || !proxied || direct == "*":
		return ""
	case direct == "":
		return u.Hostname()
	}
	return direct + "," + u.Hostname()
}
