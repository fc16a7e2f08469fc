//go:build unix

// Package e2e_test drives the built program in a terminal, against its own emulator and against a
// stub service.
package e2e_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// built is the program under test.
var built build //nolint:gochecknoglobals // TestMain has no other way to hand it over

// build is a program that was built once, from sources that are an input of the tests.
type build struct {
	path string
	read sync.Once
}

// binary returns where the program is.
func (b *build) binary() string {
	b.read.Do(func() {
		if err := readSources(root); err != nil {
			panic(err)
		}
	})
	return b.path
}

// builtAt is the variable by which a test that runs these tests hands its program over.
const builtAt = "ATTACHE_BUILT_AT"

// root is the folder of the module.
const root = "../.."

// readSources looks at all that the program is built from. The go command keeps the result of a test for
// as long as the files that it looked at stay the same; what the compiler reads for it does not count.
// Looking before the tests run would not count either.
func readSources(root string) error {
	for _, name := range []string{"main.go", "keymap.go", "go.mod", "go.sum"} {
		if _, err := os.Stat(filepath.Join(root, name)); err != nil {
			return err
		}
	}
	for _, room := range []string{"api", "model", "ui"} {
		err := filepath.WalkDir(filepath.Join(root, room), func(_ string, _ fs.DirEntry, err error) error { return err })
		if err != nil {
			return err
		}
	}
	return nil
}

func TestMain(m *testing.M) {
	hearSignals()
	testscript.Main(tests{m}, programs())
}

// hearSignals sees to it that the program is started with no signal ignored: it would inherit that of nohup, and
// of a shell or a runner that started these tests in the background.
func hearSignals() {
	for s := syscall.Signal(1); s < 32; s++ {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
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
	if built.path = os.Getenv(builtAt); built.path == "" {
		built.path = filepath.Join(dir, "attache")
		build := exec.Command("go", "build", "-o", built.path, ".") //nolint:noctx // the test's own time limit holds
		build.Dir = root
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
			return 1
		}
	}
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	// The tests wait much more than they work: as many at once as there are processors is too few.
	if !given {
		if err := flag.Set("test.parallel", "24"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
	}
	return m.M.Run()
}
