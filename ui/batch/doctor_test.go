package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"syscall"
	"testing"

	"attache/model"
)

func checks() []model.Check {
	return []model.Check{
		model.Good(model.StepDNS, "192.0.2.7 in 3 ms"),
		model.Bad(model.StepTCP, &model.Problem{Kind: model.KindOffline, Detail: "connection refused"}),
		model.NotMade(model.StepTLS, model.GapEarlier),
		model.NotMade(model.StepClock, model.GapEarlier),
		model.Bad(model.StepFolder, model.NewInputProblem("download folder", model.FaultUnwritable, "read-only")),
	}
}

func TestACheckIsToldWithWhatToDo(t *testing.T) {
	var out bytes.Buffer
	d := Doctor{Out: &out}
	for _, c := range checks() {
		d.Tell(c)
	}
	lines := strings.Split(out.String(), "\n")
	if !slices.Contains(lines, "ok      dns         192.0.2.7 in 3 ms") ||
		!slices.Contains(lines, "BAD     tcp         No connection: connection refused.") ||
		!strings.Contains(out.String(), "\n                    Check the network") ||
		!strings.Contains(out.String(), "\n                    perhaps: ") ||
		strings.Count(out.String(), "See to what failed before it first.") != 1 {
		t.Errorf("told\n%s", out.String())
	}
}

func TestAsJSONACheckHasTheKeysOfTheContract(t *testing.T) {
	var out bytes.Buffer
	d := Doctor{Out: &out, JSON: true}
	for _, c := range checks() {
		d.Tell(c)
	}
	want := []string{"advice check detail ok", "check detail ok"}
	for i, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatal(err)
		}
		var keys []string
		for k := range record {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		ok, known := record["ok"].(bool)
		c := checks()[i]
		if known != (c.Finding != model.FindingUnknown) || ok != (c.Finding == model.FindingGood) {
			t.Errorf("%s says ok=%v of finding %d", line, record["ok"], c.Finding)
		}
		if got := strings.Join(keys, " "); known && !slices.Contains(want, got) || !known && got != "advice check detail" {
			t.Errorf("keys %s", got)
		}
	}
}

func TestTheDoctorEndsWithTheFirstProblem(t *testing.T) {
	d := Doctor{Out: &bytes.Buffer{}}
	if d.Err() != nil {
		t.Error(d.Err())
	}
	for _, c := range checks() {
		d.Tell(c)
	}
	var failures *model.Failures
	if !errors.As(d.Err(), &failures) || len(failures.Problems) != 1 || failures.Of != 1 || failures.Problems[0].Kind != model.KindOffline {
		t.Errorf("ends with %v", d.Err())
	}
}

// deaf is a pipe that nobody reads.
type deaf struct{}

func (deaf) Write([]byte) (int, error) { return 0, syscall.EPIPE }

func TestTheDoctorStopsTalkingWhereNobodyReads(t *testing.T) {
	d := Doctor{Out: deaf{}}
	for _, c := range checks() {
		if d.Tell(c) {
			t.Error("says that it was read")
		}
	}
	if !ReaderGone(d.Err()) {
		t.Errorf("ends with %v", d.Err())
	}
}
