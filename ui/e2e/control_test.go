//go:build unix

package e2e_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// controlEmulator asks the emulator of a script, which was started with --control. A count of requests that does not
// hold yet is asked for again.
func controlEmulator(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: control METHOD PATH [BODY]")
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		r, err := http.NewRequestWithContext(ctx, args[0], ts.Getenv("ATTACHE_CONTROL_URL")+args[1], strings.NewReader(strings.Join(args[2:], " ")))
		ts.Check(err)
		r.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(r)
		ts.Check(err)
		said, err := io.ReadAll(answer.Body)
		ts.Check(err)
		_ = answer.Body.Close()
		switch answer.StatusCode {
		case http.StatusOK, http.StatusCreated:
			return
		case http.StatusConflict:
			<-again.C
		default:
			ts.Fatalf("%s: %s", answer.Status, said)
		}
	}
}
