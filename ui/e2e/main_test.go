//go:build unix

// Package e2e_test drives the built program in a terminal, against its own emulator and against a
// foreign server.
package e2e_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// binary is the program under test, built once.
var binary string //nolint:gochecknoglobals // TestMain has no other way to hand it over

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, programs())
}

// tests are run once the program is built.
type tests struct{ *testing.M }

// Run builds the program and runs the tests.
func (m tests) Run() int {
	dir, err := os.MkdirTemp("", "attache-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	binary = filepath.Join(dir, "attache")
	build := exec.Command("go", "build", "-o", binary, ".") //nolint:noctx // the test's own time limit holds
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	flag.Parse()
	// The tests wait much more than they work: as many at once as there are processors is too few.
	if err := flag.Set("test.parallel", "6"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.M.Run()
}
