package reference

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// sample is a program with commands, a hidden flag and one flag that only the program itself has.
func sample() (*Program, *cobra.Command) {
	flags := func(cmd *cobra.Command, rate, all, secret bool) *pflag.FlagSet {
		set := cmd.Flags()
		set.SortFlags = false
		if rate {
			set.Var(number{}, "rate", "calls a second at most; "+strings.Repeat("words ", 20))
			Describe(set.Lookup("rate"), "Work", "X_RATE", "4")
		}
		if all {
			set.VarP(flag{}, "all", "a", "everything")
			Describe(set.Lookup("all"), "Work", "X_ALL", "")
		}
		if secret {
			set.Var(flag{}, "secret", "nothing")
			Describe(set.Lookup("secret"), "Hidden", "X_SECRET", "")
			set.Lookup("secret").Hidden = true
		}
		return set
	}
	p := &Program{
		Version: "v1", Date: "2026-01-31", Files: []string{"Configuration: none"}, Commands: []string{"get", "emulate"}, Flags: flags(&cobra.Command{}, true, true, true),
		Scenarios: []Choice{{Name: "demo", Does: "a conversation"}}, Faults: []Choice{{Name: "throttle", Value: "[N]", Does: "the next N calls get 429"}},
	}
	root := &cobra.Command{Use: "prog", Short: "Do things", Run: func(*cobra.Command, []string) {}}
	for _, name := range []string{"get", "emulate", "other"} {
		cmd := &cobra.Command{Use: name + " [ID...]", Short: "Short of " + name, Example: "prog " + name, Run: func(*cobra.Command, []string) {}}
		flags(cmd, true, false, true)
		root.AddCommand(cmd)
		cmd.GroupID = map[string]string{"get": "Screenless", "emulate": "Chatless"}[name]
	}
	root.AddGroup(&cobra.Group{ID: "Screenless", Title: "Without a screen"}, &cobra.Group{ID: "Chatless", Title: "Without a chat"})
	flags(root, false, true, false)
	return p, root
}

// flag is the value of a flag that takes none.
type flag struct{}

func (flag) String() string   { return "" }
func (flag) Set(string) error { return nil }
func (flag) Type() string     { return "" }

// number is the value of a flag that takes one.
type number struct{ flag }

func (number) Type() string { return "N" }

func TestHelpShowsWhatTheCommandHasAndNothingElse(t *testing.T) {
	p, root := sample()
	for _, c := range []struct {
		name      string
		has, lack []string
	}{
		{"", []string{"Do things\n\n", "Without a screen:\n  get", "Help and set-up:\n  other", "-a, --all", "Configuration: none\n"}, []string{"--rate", "--secret", "Faults:"}},
		{"get", []string{"  prog get\n", "Usage: prog get [ID...]", "\nWork:\n  --rate N  calls a second", "(4)"}, []string{"--all", "--secret", "Hidden:", "Faults:", "Configuration:"}},
		{"emulate", []string{"\nScenarios:\n  demo  a conversation\n", "\nFaults:\n  throttle[=N]  the next"}, []string{"--all"}},
	} {
		cmd, _, err := root.Find(strings.Fields(c.name))
		if err != nil {
			t.Fatal(err)
		}
		help := p.Help(cmd)
		for _, want := range c.has {
			if !strings.Contains(help, want) {
				t.Errorf("%q lacks %q in\n%s", c.name, want, help)
			}
		}
		for _, no := range c.lack {
			if strings.Contains(help, no) {
				t.Errorf("%q has %q in\n%s", c.name, no, help)
			}
		}
		for line := range strings.Lines(help) {
			if len(line) > columns+1 || strings.HasSuffix(line, " \n") {
				t.Errorf("%q: %q", c.name, line)
			}
		}
	}
}

func TestTheManualTellsWhichCommandsTakeAFlag(t *testing.T) {
	p, root := sample()
	page := p.Manual(root)
	for _, want := range []string{
		`.TH "ATTACHE" 1 "2026-01-31" "attache v1"`, "Variable: X_RATE. Taken by prog emulate, prog get, prog other.", "Variable: X_ALL. Taken by prog.",
		`\fBthrottle[=N]\fR` + "\nthe next N calls get 429.", `\fB141\fR`, `.SH "ENVIRONMENT"`, `.SH "FILES"`,
	} {
		if !strings.Contains(strings.ReplaceAll(page, "\n", " "), strings.ReplaceAll(want, "\n", " ")) {
			t.Errorf("no %q in\n%.300s", want, page)
		}
	}
}

func TestAReleaseNamesItsOwnVersion(t *testing.T) {
	if got := VersionText("v9.8.7"); got != "v9.8.7" {
		t.Errorf("got %s", got)
	}
	if VersionText("") == "" || !strings.HasPrefix(Built().Go, "go") || !strings.Contains(Built().Platform, "/") {
		t.Errorf("got %q, %+v", VersionText(""), Built())
	}
}
