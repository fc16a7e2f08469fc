package cli

import (
	"context"
	"slices"
	"testing"

	"attache/model"
)

func TestACommandIsWhatItsOwnFileSays(t *testing.T) {
	w := configured(t, "log: l\nrate: 3\n")
	w.env["ATTACHE_URL_EXPIRY"] = "60"
	var got options
	var given []string
	p := newCommandLine(w.deps)
	spec := commandSpec{
		use: "send [ID...]", short: "Send a file", takes: flagNames{groupConnection, "rate", "url-expiry"}, accepts: flagNames{"json"}, takesIDs: true,
		do: func(_ context.Context, p *commandLine, args []string) error {
			got, given = p.opts, args
			return model.NewInputProblem("x", model.FaultMissing, "")
		},
	}
	cmd := spec.build(p)
	cmd.SetArgs([]string{"--region", "eu-west-2", "--json", "a-1"})
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	if err := cmd.ExecuteContext(t.Context()); model.KindOf(err) != model.KindInput {
		t.Errorf("ends with %v", err)
	}
	if got.connection.Region != "eu-west-2" || got.shared.Rate != 3 || got.shared.Life.Seconds() != 60 || !got.json || got.logFile != "" || !slices.Equal(given, []string{"a-1"}) {
		t.Errorf("was given %q and %+v", given, got)
	}
	if all := flagsOf(cmd); !slices.Contains(all, "endpoint-url") || slices.Contains(all, "json") || slices.Contains(all, "log") {
		t.Errorf("shows %q", all)
	}
}

func TestACommandWithoutFlagsReadsNoSettings(t *testing.T) {
	p := newCommandLine(configured(t, "[").deps)
	ran := 0
	cmd := commandSpec{use: "man", do: func(context.Context, *commandLine, []string) error { ran++; return nil }}.build(p)
	cmd.SetArgs(nil)
	if err := cmd.ExecuteContext(t.Context()); err != nil || ran != 1 {
		t.Errorf("%v, run %d times", err, ran)
	}
	cmd.SetArgs([]string{"x"})
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	if err := cmd.ExecuteContext(t.Context()); err == nil || ran != 1 {
		t.Errorf("with an argument: %v, run %d times", err, ran)
	}
}
