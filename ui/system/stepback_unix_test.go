//go:build unix

package system

import (
	"os"
	"path/filepath"
	"testing"
)

func TestASessionStepsBackWhereTheKernelSharesBySession(t *testing.T) {
	session := filepath.Join(t.TempDir(), "autogroup")
	stepBackAs(session)
	if _, err := os.Stat(session); err == nil {
		t.Error("a file is made where no kernel has one")
	}
	if err := os.WriteFile(session, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	stepBackAs(session)
	if got, err := os.ReadFile(session); err != nil || string(got) != "10" {
		t.Errorf("%q is asked for, %v", got, err)
	}
}
