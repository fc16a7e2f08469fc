//go:build unix

package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestAChangeOfTheSourcesIsTestedAnew runs the shortest of these tests as the go command does, and looks
// at what it would be run again for.
func TestAChangeOfTheSourcesIsTestedAnew(t *testing.T) {
	t.Parallel()
	// The folder of the module itself holds what changes without the program: its files count one by one.
	const inputs = `{{if and .Module .Module.Main}}{{if eq .Name "main"}}{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}} {{end}}` +
		`{{.Module.GoMod}} {{else}}{{.Dir}} {{end}}{{end}}`
	list := exec.Command("go", "list", "-deps", "-f", inputs, ".") //nolint:noctx // the test's own time limit holds
	list.Dir = root
	wanted, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	top, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "log")
	run := exec.Command(self, "-test.testlogfile", log, "-test.run", "^TestScripts$/^man$") //nolint:noctx // the test's own time limit holds
	run.Env = append(os.Environ(), builtAt+"="+built.path)
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if _, name, ok := strings.Cut(strings.TrimSpace(line), " "+root+"/"); ok {
			seen[filepath.Join(top, name)] = true
		}
	}
	for _, name := range strings.Fields(string(wanted)) {
		if !seen[name] {
			t.Errorf("%s may change, and these tests would not be run again", name)
		}
	}
}
