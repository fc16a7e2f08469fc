package wording

import (
	"strings"
	"testing"

	"attache/model"
)

func TestAPlaceInAFileIsNamed(t *testing.T) {
	const file = "~/.config/attache/config.yaml"
	for _, c := range []struct {
		what          string
		line          int
		fault, detail string
		sentence      string
		advice        string
	}{
		{"rate", 3, model.FaultRange, "fast", "The rate in ~/.config/attache/config.yaml:3 must be a number of calls a second from 0.1 to 10000: fast.", "--rate 4"},
		{"setting ratee", 4, model.FaultUnknown, "rate", "There is no setting ratee in ~/.config/attache/config.yaml:4.", "Did you mean rate? Run 'attache config template'"},
		{"action act.cop", 5, model.FaultUnknown, "act.copy", "There is no action act.cop in ~/.config/attache/config.yaml:5.", "Did you mean act.copy? Run 'attache config keys'"},
		{"key of broken.token", 6, model.FaultConflict, "R", "The key of broken.token in ~/.config/attache/config.yaml:6 clashes: R.", "Give one"},
		{"key of broken.token", 6, model.FaultChoice, "escape; esc", "The key of broken.token in ~/.config/attache/config.yaml:6 does not know this value: escape.", "Choose one of: esc."},
		{"token", 7, model.FaultArgument, "", "The token in ~/.config/attache/config.yaml:7 may not hold a secret: files are copied, shared and kept.", "--connection-token-file"},
		{"configuration", 0, model.FaultExposed, "", "The configuration in ~/.config/attache/config.yaml can be changed by every user of this machine, and runs commands.", "chmod go-w"},
		{"configuration", 2, model.FaultUnreadable, "tab", "The configuration in ~/.config/attache/config.yaml:2 cannot be used: tab.", "--config off"},
	} {
		w := For(model.NewInputProblem(InFile(c.what, file, c.line), c.fault, c.detail))
		if w.Sentence != c.sentence || !strings.Contains(w.Advice, c.advice) {
			t.Errorf("%s: %q, %q", c.what, w.Sentence, w.Advice)
		}
	}
}

func TestALongPlaceKeepsItsLine(t *testing.T) {
	for _, path := range []string{strings.Repeat("/folder", 40) + "/config.yaml", strings.Repeat("文件", 60) + ".yaml", "/tmp/a in b/c.yaml", "/x/\x1b[2J"} {
		w := For(model.NewInputProblem(InFile("rate", path, 123), model.FaultRange, "x"))
		if !strings.Contains(w.Sentence, ":123 must be a number of calls a second") || cells(w.Sentence) > MaxSentence || strings.Contains(w.Sentence, "\x1b") {
			t.Errorf("%q", w.Sentence)
		}
	}
}
