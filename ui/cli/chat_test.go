package cli

import (
	"strings"
	"testing"

	"attache/model"
)

const arn = "arn:aws:connect:us-east-1:123456789012:instance/inst-1/contact-flow/flow-1"

func TestAChatIsStartedAndOpenedWithItsParticipantToken(t *testing.T) {
	w := newWorld()
	b := w.mustBrowse(t, "chat", "start", "--instance", arn, "--flow", arn, "--display-name", "Zoë", "--attribute", "a=1,2", "--attribute", "b=x=y", "--endpoint-url", "https://participant.example")
	want := NewChat{Instance: "inst-1", Flow: "flow-1", DisplayName: "Zoë"}
	got := w.started[0]
	if got.Instance != want.Instance || got.Flow != want.Flow || got.DisplayName != want.DisplayName || got.Attributes["a"] != "1,2" || got.Attributes["b"] != "x=y" {
		t.Errorf("started %+v", got)
	}
	if b.ParticipantToken.Reveal() != "p-1" || !b.ConnectionToken.IsZero() || b.EndpointURL != "https://participant.example" || b.Control {
		t.Errorf("opened %+v", b.Connection)
	}
	if c := w.control[0]; !c.Control || c.EndpointURL != "" {
		t.Errorf("started at %+v", c)
	}
	if said := w.err.String(); !strings.Contains(said, "contact-1") || !strings.Contains(said, "'attache chat end contact-1' and the same --instance") || strings.Contains(said, "p-1") || w.out.Len() != 0 {
		t.Errorf("said %q and %q", said, w.out.String())
	}
}

func TestThePrintedTokenStandsAloneAndNotOnATerminal(t *testing.T) {
	w := newWorld()
	w.refused(t, 2, []string{"chat", "start", "--instance=i", "--flow=f", "--print-token"}, "--print-token cannot be used: standard output is a terminal", "--participant-token-command")
	w.terminal[StreamOut], w.terminal[StreamIn] = false, false
	if code := w.run(t, "chat", "start", "--instance=i", "--flow=f", "--print-token"); code != 0 || w.out.String() != "p-1\n" || len(w.browsed) != 0 {
		t.Errorf("exit %d, printed %q", code, w.out.String())
	}
}

// TestNoChatIsStartedThatCannotBeOpened looks at everything first that can be known before.
func TestNoChatIsStartedThatCannotBeOpened(t *testing.T) {
	start := func(more ...string) []string {
		return append([]string{"chat", "start", "--instance=i", "--flow=f"}, more...)
	}
	for _, c := range []struct {
		args   []string
		change func(*world)
		want   string
	}{
		{[]string{"chat", "start", "--flow=f"}, nil, "--instance is missing"},
		{[]string{"chat", "start", "--instance=i"}, nil, "--flow is missing"},
		{start(), func(w *world) { w.terminal[StreamOut] = false }, "needs a terminal"},
		{start(), func(w *world) { w.fails = model.NewInputProblem("--region", model.FaultMissing, "") }, "No region"},
		{start("--instance=a b"), nil, "--instance cannot be used"},
		{start("--flow=arn:aws:connect:x"), nil, "--flow cannot be used"},
		{start("--attribute=novalue"), nil, "--attribute cannot be used"},
		{start("--attribute=k y=1"), nil, "--attribute cannot be used"},
		{start("--attribute=a=" + strings.Repeat("x", maxAttributes)), nil, "--attribute is too long"},
		{start("--display-name="), nil, "--display-name is empty"},
		{start("--display-name=" + strings.Repeat("é", maxDisplayName+1)), nil, "--display-name is too long"},
		{[]string{"chat", "begin"}, nil, "no command begin"},
	} {
		w := newWorld()
		if c.change != nil {
			c.change(w)
		}
		w.refused(t, 2, c.args, c.want)
		if len(w.started) != 0 {
			t.Errorf("%q: started all the same", c.args)
		}
	}
}

func TestAMissingPermissionIsNamed(t *testing.T) {
	w := newWorld()
	w.refusal = &model.Problem{Kind: model.KindDenied, Op: "StartChatContact", Status: 403, Code: "AccessDeniedException", Resource: "arn:aws:connect:us-east-1:*:instance/i/*"}
	w.refused(t, 4, []string{"chat", "start", "--instance=i", "--flow=f"}, "lack connect:StartChatContact (403 AccessDeniedException)", "Ask for it on arn:aws:connect:us-east-1:*:instance/i/*.")
	w = newWorld()
	w.refusal = &model.Problem{Kind: model.KindDenied, Op: "StopContact", Cause: model.CauseSigner, Status: 403, Code: "ExpiredTokenException"}
	w.refused(t, 4, []string{"chat", "end", "c", "--instance=i"}, "AWS did not take your credentials (403 ExpiredTokenException)", "Sign in again")
}

func TestAChatIsEndedByItsContactID(t *testing.T) {
	w := newWorld()
	if code := w.run(t, "chat", "end", "contact-1", "--instance", arn); code != 0 || len(w.stopped) != 1 || w.stopped[0] != "inst-1 contact-1" || w.out.Len() != 0 || w.err.String() != "attache: Ended the chat.\n" {
		t.Errorf("exit %d, %q, %q", code, w.stopped, w.err.String())
	}
	for _, args := range [][]string{{"chat", "end"}, {"chat", "end", "c"}, {"chat", "end", "c", "d", "--instance=i"}, {"chat", "end", "a/b", "--instance=i"}, {"chat", "end", "", "--instance=i"}} {
		w := newWorld()
		if w.refused(t, 2, args); len(w.stopped) != 0 {
			t.Errorf("%q: ended all the same", args)
		}
	}
}

// TestSeveralAttributesStandInOneVariable has what a flag says whole parted by commas where it cannot be repeated.
func TestSeveralAttributesStandInOneVariable(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_ATTRIBUTE"], w.env["ATTACHE_INSTANCE"], w.env["ATTACHE_FLOW"] = "a=1,b=2", "i", "f"
	w.mustBrowse(t, "chat", "start")
	if got := w.started[0].Attributes; len(got) != 2 || got["a"] != "1" || got["b"] != "2" {
		t.Errorf("%+v", got)
	}
}

// TestASignedRequestToACustomHostIsToldFirst names the host that credentials sign for.
func TestASignedRequestToACustomHostIsToldFirst(t *testing.T) {
	w := newWorld()
	w.target = Target{Host: "connect.example", Custom: true}
	if w.run(t, "chat", "end", "c", "--instance=i"); !strings.Contains(w.err.String(), "signed with your AWS credentials goes to a host that is not one of Amazon's own: connect.example") {
		t.Errorf("said %q", w.err.String())
	}
}

func TestAdviceAboutTheCustomersNameIsAboutThatName(t *testing.T) {
	for _, name := range []string{"", strings.Repeat("x", 257)} {
		w := newWorld()
		w.refused(t, 2, []string{"chat", "start", "--instance", "i", "--flow", "f", "--print-token", "--display-name", name}, "--display-name")
		if strings.Contains(w.err.String(), "{sent}") {
			t.Error(w.err.String())
		}
	}
}
