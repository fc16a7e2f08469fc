//go:build unix

package e2e_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"attache/ui/e2e/stub"
)

// watcher is a run of attache watch --json whose lines are read one by one.
type watcher struct {
	*command

	t     *testing.T
	out   io.Closer
	lines *bufio.Scanner
}

// watching starts attache watch on a server.
func watching(t *testing.T, s *stub.Server, args ...string) *watcher {
	t.Helper()
	c := without(t, byParticipant(s), append([]string{"watch", "--json"}, args...)...)
	c.cmd.Stdout = nil
	out, err := c.cmd.StdoutPipe()
	if err == nil {
		err = c.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.cmd.Process.Kill() })
	return &watcher{c, t, out, bufio.NewScanner(out)}
}

// next reads a line and returns its event, with the file and its status where it is about one.
func (w *watcher) next() string {
	w.t.Helper()
	stuck := time.AfterFunc(patience, func() { _ = w.out.Close() })
	defer stuck.Stop()
	if !w.lines.Scan() {
		w.t.Fatalf("no more lines: %v; said %s", w.lines.Err(), w.errs.String())
	}
	var e struct {
		Event, Name, Status string
		At                  time.Time
	}
	if err := json.Unmarshal(w.lines.Bytes(), &e); err != nil || e.At.IsZero() {
		w.t.Fatalf("%s: %v", w.lines.Text(), err)
	}
	return strings.TrimSpace(strings.Join([]string{e.Event, e.Name, e.Status}, " "))
}

// tells expects these events, in this order.
func (w *watcher) tells(events ...string) {
	w.t.Helper()
	for _, want := range events {
		if got := w.next(); got != want {
			w.t.Fatalf("told %q, want %q", got, want)
		}
	}
}

// ends expects no more lines, and the exit code.
func (w *watcher) ends(code int) {
	w.t.Helper()
	for w.lines.Scan() {
		w.t.Errorf("told %s in the end", w.lines.Text())
	}
	if got := w.wait(w.t); got != code {
		w.t.Errorf("exit code %d, not %d: %s", got, code, w.errs.String())
	}
}

func TestAWatchTellsWhatHappensInOrderThroughTheFallOfTheServer(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 2, Status: scanningFrom(1)})
	w := watching(t, server, "--all")
	w.tells("added file-0000.txt APPROVED", "added file-0001.txt IN_PROGRESS")
	await(t, server, "a socket", func() bool { return server.Sockets() == 1 && server.Count("GetTranscript") == 2 })
	server.Push(garbage(server)...)
	server.Send(1)
	server.Scan("APPROVED", 1, 1)
	w.tells("added file-0002.txt IN_PROGRESS", "changed file-0001.txt APPROVED")
	server.Stop()
	server.Send(1)
	server.Scan("REJECTED", 2)
	restart(t, server)
	w.tells("changed file-0002.txt REJECTED", "added file-0003.txt IN_PROGRESS", "reconnected") // once what was missed is told
	server.End()
	w.tells("ended")
	w.ends(0)
	if w.errs.Len() > 0 {
		t.Errorf("said %s", w.errs.String())
	}
}

func TestAWatchEndsByItsExitCode(t *testing.T) {
	t.Parallel()
	t.Run("interrupted", func(t *testing.T) {
		t.Parallel()
		server := chat(t, stub.Options{Files: 1})
		w := watching(t, server)
		await(t, server, "a socket", func() bool { return server.Sockets() == 1 })
		_ = w.cmd.Process.Signal(syscall.SIGINT)
		w.ends(130)
		await(t, server, "no socket", func() bool { return server.Sockets() == 0 })
	})
	t.Run("refused midway", func(t *testing.T) {
		t.Parallel()
		dead := &atomic.Bool{}
		server := chat(t, stub.Options{Files: 1, Trouble: func(stub.Call) *stub.Trouble {
			if dead.Load() {
				return &stub.Trouble{Status: http.StatusForbidden, Code: "AccessDeniedException"}
			}
			return nil
		}})
		w := watching(t, server)
		await(t, server, "a socket", func() bool { return server.Sockets() == 1 && server.Count("GetTranscript") == 2 })
		dead.Store(true)
		server.Drop(1001)
		w.ends(4)
		if !strings.Contains(w.errs.String(), `{"error":{"kind":"denied"`) {
			t.Errorf("said %s", w.errs.String())
		}
	})
}

// Whoever reads the lines may be slow; the socket does not wait for that.
func TestASlowReaderOfAWatchMissesNothingAndCostsNoSocket(t *testing.T) {
	t.Parallel()
	long(t)
	server := chat(t, stub.Options{Status: scanningFrom(0)})
	w := watching(t, server)
	await(t, server, "a socket", func() bool { return server.Sockets() == 1 && server.Count("GetTranscript") == 2 })
	beats := server.Beats()
	burst(server)
	await(t, server, "another heartbeat", func() bool { return server.Beats() >= beats+2 })
	seen := map[string]int{}
	for range events {
		seen[w.next()]++
	}
	for i := range events / 2 {
		for _, want := range []string{fmt.Sprintf("added file-%04d.txt IN_PROGRESS", i), fmt.Sprintf("changed file-%04d.txt APPROVED", i)} {
			if seen[want] != 1 {
				t.Fatalf("told %d times: %s", seen[want], want)
			}
		}
	}
	server.End()
	w.tells("ended")
	w.ends(0)
	if server.Upgrades() != 1 {
		t.Errorf("%d sockets", server.Upgrades())
	}
}
