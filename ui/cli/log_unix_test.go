//go:build unix

package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"attache/model"
	"attache/model/session"
)

func fifo(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "fifo") //nolint:usetesting // who opens it may come when the test is over
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	path := filepath.Join(dir, "fifo")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// interrupted runs a command line that waits, and ends it as ctrl+c does.
func interrupted(t *testing.T, w *world, args ...string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	time.AfterFunc(20*time.Millisecond, stop) // it waits by then, or will not begin to
	done := make(chan int, 1)
	go func() { done <- Run(ctx, args, w.deps) }()
	select {
	case code := <-done:
		if code != 130 {
			t.Errorf("%q: exit code %d: %s", args, code, w.err.String())
		}
	case <-time.After(soon):
		t.Fatalf("%q cannot be interrupted", args)
	}
}

func TestAPipeThatNobodyServesCanBeInterrupted(t *testing.T) {
	for _, flag := range []string{"--log", "--config"} {
		for _, command := range []string{"list", "demo"} {
			w := newWorld()
			w.env["ATTACHE_CONNECTION_TOKEN"] = canary
			interrupted(t, w, command, flag, fifo(t))
		}
	}
}

func TestAHealthCheckWaitsForNoPipe(t *testing.T) {
	interrupted(t, newWorld(), "emulate", "--check", "https://127.0.0.1:1", "--tls-ca", fifo(t))
}

// secured is an emulator that speaks TLS.
type secured struct{ served }

func (secured) CA() []byte { return []byte("-----BEGIN CERTIFICATE-----") }

func TestACertificateIsWrittenToARegularFileAlone(t *testing.T) {
	w := newWorld()
	w.deps.Emulate = func(context.Context, Chat, string) (Emulator, error) { return secured{}, nil }
	for _, file := range []string{fifo(t), "/dev/null"} {
		w.refused(t, 2, []string{"emulate", "--tls-ca", file}, "--tls-ca cannot be used: it is no regular file")
	}
}

func TestALogThatIsNotWholeIsTold(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("there is no /dev/full")
	}
	for _, own := range []error{nil, &model.Problem{Kind: model.KindOffline}} {
		w := newWorld()
		w.deps.Browse = func(_ context.Context, b Browse) ([]session.Summary, error) {
			if _, err := fmt.Fprintln(b.Log, "line"); err != nil {
				t.Error("what is done waits for its log:", err)
			}
			return []session.Summary{{}}, own
		}
		code := w.run(t, "demo", "--log", "/dev/full")
		if want := map[bool]int{true: 8, false: 7}[own == nil]; code != want || !strings.Contains(w.err.String(), "log could not be written") || !strings.Contains(w.err.String(), "no space left") {
			t.Errorf("exit code %d: %s", code, w.err.String())
		}
	}
}

func TestALogThatNobodyReadsHoldsNothingUp(t *testing.T) {
	path := fifo(t)
	reader, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close() //nolint:errcheck // it was only there
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	l := &logWriter{file: file}
	done := make(chan error, 1)
	go func() {
		for range 100 {
			_, _ = l.Write([]byte(strings.Repeat("x", 64<<10)))
		}
		done <- l.close()
	}()
	select {
	case err := <-done:
		if !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	case <-time.After(soon + logPatience):
		t.Fatal("a pipe that nobody reads holds up what is logged")
	}
}
