package cli

import (
	"context"
	"strings"
	"testing"

	"attache/model"
	"attache/model/session"
)

func TestLinesAreTalkedWhereTheyAreAskedFor(t *testing.T) {
	for _, c := range []struct {
		args  []string
		env   map[string]string
		lines bool
	}{
		{nil, nil, false},
		{[]string{"--plain"}, nil, true},
		{[]string{"--plain=false"}, map[string]string{"ACCESSIBLE": "1", "ATTACHE_PLAIN": "1"}, false},
		{nil, map[string]string{"ATTACHE_PLAIN": "yes"}, true},
		{nil, map[string]string{"ATTACHE_PLAIN": "no", "ACCESSIBLE": "1"}, false},
		{nil, map[string]string{"ACCESSIBLE": "1"}, true},
		{nil, map[string]string{"ACCESSIBLE": "please"}, true},
		{nil, map[string]string{"ACCESSIBLE": "0"}, false},
		{nil, map[string]string{"ACCESSIBLE": "False"}, false},
		{nil, map[string]string{"TERM": "dumb"}, true},
		{nil, map[string]string{"TERM": "dumb", "ACCESSIBLE": "0"}, true},
	} {
		for _, command := range [][]string{nil, {"demo"}} {
			w := newWorld()
			w.answers = []string{"token"}
			for name, value := range c.env {
				w.env[name] = value
			}
			args := append(command[:len(command):len(command)], c.args...)
			b := w.mustBrowse(t, args...)
			if (b.Lines != nil) != c.lines {
				t.Errorf("%q with %v: lines %v", args, c.env, b.Lines != nil)
			}
			if b.Lines != nil && (!b.Lines.Interactive || b.Lines.AskSecret == nil) {
				t.Errorf("%q with %v: nobody to talk to: %+v", args, c.env, b.Lines)
			}
		}
	}
}

func TestLinesMayComeFromAPipeWhereThatIsSaidOutright(t *testing.T) {
	w := newWorld()
	w.terminal[StreamIn], w.terminal[StreamOut] = false, false
	w.deps.In = strings.NewReader("save all")
	b := w.mustBrowse(t, "demo", "--plain")
	if b.Lines.Interactive || b.Lines.AskSecret != nil || b.Lines.In != w.deps.In {
		t.Errorf("got %+v", b.Lines)
	}
	for _, name := range []string{"ACCESSIBLE", "TERM"} {
		w := newWorld()
		w.terminal[StreamIn] = false
		w.env["ATTACHE_CONNECTION_TOKEN"] = "CANARY"
		w.env[name] = map[string]string{"ACCESSIBLE": "1", "TERM": "dumb"}[name]
		w.refused(t, 2, nil, "needs a terminal", "standard input")
	}
}

func TestAPipeThatBroughtTheTokenBringsNoLines(t *testing.T) {
	w := newWorld()
	w.terminal[StreamIn], w.terminal[StreamControl] = false, false
	w.deps.In = strings.NewReader("token")
	b := w.mustBrowse(t, "--plain", "--connection-token-file", "-")
	if b.Lines.Interactive || b.Lines.In == w.deps.In || b.ConnectionToken.Reveal() != "token" {
		t.Errorf("got %+v", b.Lines)
	}
}

func TestATalkHasToldThePathsItself(t *testing.T) {
	for plain, want := range map[string]string{"--plain": "", "--plain=false": "/d/x\n"} {
		w := newWorld()
		w.deps.Browse = func(context.Context, Browse) ([]session.Summary, error) {
			return []session.Summary{{Outcomes: []model.Outcome{{Saved: model.Saved{State: model.SaveDone, Path: "/d/x"}}}}}, nil
		}
		if code := w.run(t, "demo", plain); code != 0 || w.out.String() != want || !strings.Contains(w.err.String(), "1 saved.") {
			t.Errorf("%s: exit %d, printed %q, said %q", plain, code, w.out.String(), w.err.String())
		}
	}
}

// TestAScreenReaderTurnsLineModeOnUnlessAFlagSaysOtherwise has it said, too.
func TestAScreenReaderTurnsLineModeOnUnlessAFlagSaysOtherwise(t *testing.T) {
	for _, c := range []struct {
		args  []string
		env   map[string]string
		lines bool
		said  bool
	}{
		{nil, nil, true, true},
		{[]string{"--plain=false"}, nil, false, false},
		{[]string{"--plain"}, nil, true, false},
		{nil, map[string]string{"ATTACHE_PLAIN": "no"}, false, false},
		{nil, map[string]string{"ACCESSIBLE": "0"}, false, false},
		{nil, map[string]string{"ACCESSIBLE": "1"}, true, false},
	} {
		w := newWorld()
		w.reader = true
		for name, value := range c.env {
			w.env[name] = value
		}
		b := w.mustBrowse(t, append([]string{"demo"}, c.args...)...)
		if said := strings.Contains(w.err.String(), "A screen reader runs") && strings.Contains(w.err.String(), "--plain=false"); (b.Lines != nil) != c.lines || said != c.said {
			t.Errorf("%q %v: lines %v, said %q", c.args, c.env, b.Lines != nil, w.err.String())
		}
	}
	w := newWorld()
	w.reader, w.terminal[StreamIn] = true, false
	w.refused(t, 2, []string{"demo"}, "needs a terminal")
}
