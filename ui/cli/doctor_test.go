package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"attache/model"
)

func (w *world) mustExamine(t *testing.T, code int, args ...string) Examination {
	t.Helper()
	if got := w.run(t, append([]string{"doctor"}, args...)...); got != code || len(w.examined) != 1 {
		t.Fatalf("%q: exit %d, not %d, %d examinations\n%s%s", args, got, code, len(w.examined), w.out.String(), w.err.String())
	}
	return w.examined[0]
}

func TestTheDoctorNeedsNoTokenAndAsksForNone(t *testing.T) {
	w := newWorld()
	w.checks = []model.Check{model.NotMade(model.StepToken, model.GapNoToken)}
	x := w.mustExamine(t, 0, "--region", "eu-west-2", "--dir", "d")
	if !x.ConnectionToken.IsZero() || !x.ParticipantToken.IsZero() || len(w.asked) != 0 {
		t.Errorf("tokens %+v, asked %q", x.Connection, w.asked)
	}
	here, _ := os.Getwd()
	if x.Region != "eu-west-2" || x.Dir != filepath.Join(here, "d") {
		t.Errorf("region %q, folder %q", x.Region, x.Dir)
	}
}

func TestTheDoctorTakesTheTokensThatAreGiven(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_PARTICIPANT_TOKEN"] = canary
	x := w.mustExamine(t, 0, "--connection-token-file", file(t, canary+"-2"))
	if x.ConnectionToken.Reveal() != canary+"-2" || x.ParticipantToken.Reveal() != canary {
		t.Errorf("tokens %q and %q", x.ConnectionToken.Reveal(), x.ParticipantToken.Reveal())
	}
}

func TestATokenThatCannotBeReadIsOneOfTheThingsTold(t *testing.T) {
	w := newWorld()
	w.checks = []model.Check{model.Good(model.StepTCP, "here"), model.NotMade(model.StepToken, model.GapNoToken), model.Good(model.StepCalls, "none")}
	w.mustExamine(t, 2, "--connection-token-file", filepath.Join(t.TempDir(), "none"))
	lines := strings.Split(w.out.String(), "\n")
	if len(lines) < 5 || !strings.HasPrefix(lines[1], "ok      tcp") || !strings.HasPrefix(lines[2], "BAD     token") || !strings.Contains(w.out.String(), "calls") {
		t.Errorf("told\n%s", w.out.String())
	}
}

func TestASettingThatMakesNoSenseIsOneOfTheThingsTold(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CLIPBOARD"] = "carrier-pigeon"
	w.mustExamine(t, 2)
	if !strings.HasPrefix(w.out.String(), "BAD     config") || !strings.Contains(w.out.String(), "ATTACHE_CLIPBOARD") {
		t.Errorf("told\n%s", w.out.String())
	}
}

func TestAnEndpointThatIsNotFoundDoesNotEndTheDoctor(t *testing.T) {
	w := newWorld()
	w.fails = model.NewInputProblem("--region", model.FaultMissing, "")
	w.mustExamine(t, 0)
}

func TestTheDoctorNamesACustomEndpointBeforeItReadsAToken(t *testing.T) {
	w := newWorld()
	w.target = Target{Host: "example.com", Custom: true}
	w.mustExamine(t, 0)
	if !strings.Contains(w.err.String(), "example.com") {
		t.Errorf("said %q", w.err.String())
	}
}

func TestTheExitCodeIsThatOfTheFirstCheckThatFailed(t *testing.T) {
	good := model.Good(model.StepDNS, "")
	kind := func(k model.Kind) model.Check { return model.Bad(model.StepTCP, &model.Problem{Kind: k}) }
	for code, checks := range map[int][]model.Check{
		0: {good, model.NotMade(model.StepTCP, model.GapEarlier)},
		1: {kind(model.KindClock), kind(model.KindOffline)},
		4: {good, kind(model.KindDenied), kind(model.KindOffline)},
		6: {kind(model.KindThrottled), kind(model.KindDenied)},
		7: {kind(model.KindTimeout), good},
		8: {model.Bad(model.StepFolder, model.NewInputProblem("download folder", model.FaultUnwritable, "")), kind(model.KindOffline)},
	} {
		w := newWorld()
		w.checks = checks
		w.mustExamine(t, code)
		if w.err.Len() != 0 {
			t.Errorf("%d: told twice: %q", code, w.err.String())
		}
	}
}
