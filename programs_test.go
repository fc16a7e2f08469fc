package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// programs checks who starts other programs: whoever does leaves the environment to main, which has
// taken the tokens out of it, and is tried by the end-to-end test of what children inherit. The worker of
// previews starts this binary with no environment at all, and on some systems asks ps how large it is. So does the
// tool that draws a PDF, which becomes pdftoppm once it can do no more than draw.
// The child of the emulator gets the tokens of the emulator, which it is started for, and no others.
func (s *source) programs() {
	if s.test {
		return
	}
	starters := []string{
		"ui/opener/opener.go", "ui/clip/run.go", "ui/cli/token/shell_other.go", "ui/cli/token/shell_windows.go",
		"ui/onsaved/onsaved.go", // a virus scanner that the user names, for each file that was saved
		"ui/preview/worker/child.go", "ui/preview/worker/resident_unix.go", "ui/preview/tool/tool.go", "ui/system/child.go",
		"api/contact/credentials.go", // the AWS CLI, for whoever signs in by it
	}
	for pkg, names := range map[string][]string{
		"os/exec": {"Command", "CommandContext"},
		"os":      {"StartProcess"},
		"syscall": {"Exec", "ForkExec", "StartProcess", "CreateProcess", "CreateProcessAsUser"},
	} {
		for _, name := range s.uses(pkg) {
			if slices.Contains(names, name) && (pkg != "os/exec" || !slices.Contains(starters, s.name)) {
				s.fault("starts a program by %s.%s", pkg, name)
			}
		}
	}
}

func TestTheTokensLeaveTheEnvironmentBeforeAnythingElse(t *testing.T) {
	main, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(main), "\nfunc run() int {\n")
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		if line != "getenv := system.Environment()" {
			t.Errorf("run begins with %q", line)
		}
		return
	}
}
