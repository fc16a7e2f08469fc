package cli

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// documented is what a reader has to be told of: every command and flag of the tree.
func documented(t *testing.T) (commands []*cobra.Command, flags []string) {
	t.Helper()
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		cmd.InitDefaultHelpFlag()
		commands = append(commands, cmd)
		cmd.Flags().VisitAll(func(f *pflag.Flag) { flags = append(flags, f.Name) })
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() && cmd.Name() != "completion" { // its commands are the shells
				walk(sub)
			}
		}
	}
	w := newWorld()
	w.deps.Actions = actions
	p := newCommandLine(w.deps)
	p.buildTree(nil)
	walk(p.tree)
	slices.Sort(flags)
	return commands, slices.Compact(flags)
}

// unnamed returns the commands and flags that a text does not name, however it is laid out, and the
// flags that it names and that do not exist.
func unnamed(t *testing.T, text string) (missing, invented []string) {
	t.Helper()
	commands, flags := documented(t)
	words := strings.Join(strings.Fields(text), " ")
	for _, cmd := range commands {
		if !regexp.MustCompile(`\b` + cmd.CommandPath() + `\b`).MatchString(words) {
			missing = append(missing, cmd.CommandPath())
		}
	}
	var named []string
	text = regexp.MustCompile(`\b(jq|aws connect) [^|\n]*`).ReplaceAllString(text, "") // their flags are their own
	for _, match := range regexp.MustCompile(`(^|[^-\w])--([a-z][a-z0-9-]*[a-z0-9])`).FindAllStringSubmatch(text, -1) {
		named = append(named, match[2])
		if !slices.Contains(flags, match[2]) {
			invented = append(invented, "--"+match[2])
		}
	}
	for _, name := range flags {
		if !slices.Contains(named, name) {
			missing = append(missing, "--"+name)
		}
	}
	return missing, invented
}

// TestEveryTextNamesTheSameCommandsAndFlags walks the command tree.
func TestEveryTextNamesTheSameCommandsAndFlags(t *testing.T) {
	w := newWorld()
	w.run(t, "man")
	var pages strings.Builder
	for _, name := range []string{"README.md", ".github/GUIDE.md", ".github/EMULATOR.md"} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		pages.Write(text)
	}
	page := regexp.MustCompile(`\\f[BIR]`).ReplaceAllString(w.out.String(), "")
	for name, text := range map[string]string{
		"the help":        wholeHelp(t),
		"the pages":       pages.String(),
		"the manual page": strings.NewReplacer(`\-`, "-").Replace(page),
	} {
		missing, invented := unnamed(t, text)
		if len(missing) > 0 {
			t.Errorf("%s does not name %s", name, strings.Join(missing, ", "))
		}
		if len(invented) > 0 {
			t.Errorf("%s names what is not there: %s", name, strings.Join(invented, ", "))
		}
	}
}

// wholeHelp is the help of every command.
func wholeHelp(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	commands, _ := documented(t)
	for _, cmd := range commands {
		w := newWorld()
		args := append(strings.Fields(cmd.CommandPath())[1:], "--help")
		if code := w.run(t, args...); code != 0 || !strings.HasPrefix(w.out.String(), cmd.Short) {
			t.Errorf("%q: exit %d, %q", args, code, w.out.String())
		}
		all.WriteString(w.out.String())
	}
	return all.String()
}

func TestWhatATextLeavesOutOrMakesUpIsSeen(t *testing.T) {
	missing, invented := unnamed(t, "attache get, `--rate N` and ---seed, --no-such or x--dir. attache config\nkeys --url-expiry. x | jq --raw y")
	for _, want := range []string{"attache demo", "attache man", "attache config template", "--seed", "--dir", "--help"} {
		if !slices.Contains(missing, want) {
			t.Errorf("%s is not missed", want)
		}
	}
	for _, not := range []string{"attache get", "attache config keys", "--rate", "--url-expiry"} {
		if slices.Contains(missing, not) {
			t.Errorf("%s is missed", not)
		}
	}
	if !slices.Equal(invented, []string{"--no-such"}) {
		t.Errorf("invented are %q", invented)
	}
}
