package cli

import (
	"context"
	"os"
	"testing"

	"attache/model"
)

// startPageOf runs attache and returns the start page that it opened, nil for none.
func (w *world) startPageOf(t *testing.T, args ...string) *StartPage {
	t.Helper()
	w.run(t, args...)
	if len(w.browsed) == 0 {
		return nil
	}
	return w.browsed[0].Start
}

func TestTheStartPageOpensWhereAPersonGaveNoToken(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		set  func(*world)
		code int // of what happens in their place
	}{
		"a token":              {set: func(w *world) { w.env["ATTACHE_PARTICIPANT_TOKEN"] = canary }},
		"a token file":         {args: []string{"--connection-token-file", file(t, canary)}},
		"an ID":                {args: []string{"--", "an-id"}, set: func(w *world) { w.answers = []string{canary} }},
		"line mode":            {args: []string{"--plain"}, set: func(w *world) { w.answers = []string{canary} }},
		"a screen reader":      {set: func(w *world) { w.env["ACCESSIBLE"], w.answers = "1", []string{canary} }},
		"the demo":             {args: []string{"demo"}},
		"no terminal for out":  {set: func(w *world) { w.terminal[StreamOut] = false }, code: 2},
		"no terminal for keys": {set: func(w *world) { w.terminal[StreamIn] = false }, code: 2},
		"an unusable endpoint": {set: func(w *world) { w.fails = model.NewInputProblem("AWS_PROFILE", model.FaultUnknown, "x") }, code: 2},
	} {
		w := newWorld()
		if c.set != nil {
			c.set(w)
		}
		if d := w.startPageOf(t, c.args...); d != nil {
			t.Errorf("%s: the start page opened", name)
		}
		if (c.code != 0) != (len(w.browsed) == 0) {
			t.Errorf("%s: %d screens", name, len(w.browsed))
		}
	}
	w := newWorld()
	w.target = Target{Region: "eu-west-2", Host: "evil.example", Custom: true}
	if d := w.startPageOf(t); d == nil || d.Region != "eu-west-2" || d.Host != "evil.example" || len(d.Regions) == 0 || len(w.asked) != 0 {
		t.Errorf("%+v, asked %q", d, w.asked)
	}
}

func TestARegionThatIsMissingIsAskedForOnTheStartPage(t *testing.T) {
	w := newWorld()
	resolve := w.deps.Resolve
	w.deps.Resolve = func(ctx context.Context, c Connection) (Target, error) {
		if c.Region == "" {
			return Target{}, model.NewInputProblem("--region", model.FaultMissing, "")
		}
		w.target = Target{Region: c.Region}
		return resolve(ctx, c)
	}
	d := w.startPageOf(t)
	if d == nil || d.Region != "" {
		t.Fatalf("%+v", d)
	}
	for kind, of := range map[model.TokenKind]func(Connection) model.Secret{
		model.ConnectionToken:  func(c Connection) model.Secret { return c.ConnectionToken },
		model.ParticipantToken: func(c Connection) model.Secret { return c.ParticipantToken },
	} {
		c, err := d.Chat(model.NewSecret(canary), kind, "eu-west-2")
		if other := (Connection{ConnectionToken: c.ParticipantToken, ParticipantToken: c.ConnectionToken}); err != nil || c.Region != "eu-west-2" || of(c).Reveal() != canary || !of(other).IsZero() {
			t.Errorf("%v: %+v, %v", kind, c, err)
		}
	}
	c, err := d.Demo()
	if err != nil || c.Emulator == nil || len(w.emulated) != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	w = newWorld() // where nobody can be asked, it is told as ever
	w.terminal[StreamOut], w.fails = false, model.NewInputProblem("--region", model.FaultMissing, "")
	w.refused(t, 2, nil, "region")
}

func TestTheTourNeedsAScreenAndTheDemosOwnChat(t *testing.T) {
	w := newWorld()
	w.run(t, "demo", "--tour")
	if len(w.browsed) != 1 || !w.browsed[0].Tour || w.browsed[0].Dir == "" {
		t.Fatalf("%+v", w.browsed)
	}
	_ = os.Remove(w.browsed[0].Dir)
	w = newWorld()
	if w.run(t, "demo"); w.browsed[0].Tour || w.browsed[0].Dir != "" {
		t.Errorf("%+v", w.browsed)
	}
	newWorld().refused(t, 2, []string{"demo", "--tour", "--plain"}, "--tour cannot be combined", "line mode")
	newWorld().refused(t, 2, []string{"demo", "--tour", "--count", "3"}, "--tour", "--count")
	newWorld().refused(t, 2, []string{"--tour"}, "--tour")
	w = newWorld()
	w.terminal[StreamOut] = false
	w.refused(t, 2, []string{"demo", "--tour"}, "needs a terminal")
}
