//go:build unix

package e2e_test

import (
	"os"
	"os/exec"
	"testing"
)

// needs looks for a program that a test runs beside Go. Where there is none the test is left out, with
// the reason.
func needs(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		leftOut(t, name, err)
	}
	return path
}

// leftOut leaves a test out because this machine lacks something. Where everything has been installed,
// as .ci/run does, that is a failure.
func leftOut(t *testing.T, what string, err error) {
	t.Helper()
	if os.Getenv("ATTACHE_CI") != "" {
		t.Fatalf("this test needs %s, which should be here: %v", what, err)
	}
	t.Skipf("left out: this test needs %s: %v", what, err)
}
