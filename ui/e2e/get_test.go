//go:build unix

package e2e_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"attache/ui/e2e/stub"
)

// command is a run of the program without a terminal.
type command struct {
	cmd       *exec.Cmd
	out, errs bytes.Buffer
	home, dir string // dir is where it saves
}

// without makes a run that is not started yet.
func without(t *testing.T, env []string, args ...string) *command {
	t.Helper()
	c := &command{home: t.TempDir()}
	c.dir = filepath.Join(c.home, "saved")
	c.cmd = exec.Command(built.binary(), args...) //nolint:noctx // the test's own time limit holds
	c.cmd.Env = append(append(cleanEnv(c.home), "ATTACHE_DIR="+c.dir), env...)
	c.cmd.Dir, c.cmd.Stdout, c.cmd.Stderr = c.home, &c.out, &c.errs
	return c
}

// wait returns the exit code of a run that was started, and searches what it wrote for secrets.
func (c *command) wait(t *testing.T) int {
	t.Helper()
	var exit *exec.ExitError
	if err := c.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	for _, text := range []string{c.out.String(), c.errs.String()} {
		for _, secret := range []string{"CANARY", "X-Amz-", stub.Signature} {
			if strings.Contains(text, secret) {
				t.Errorf("%s is in the output", secret)
			}
		}
	}
	return c.cmd.ProcessState.ExitCode()
}

func (c *command) run(t *testing.T) int {
	t.Helper()
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return c.wait(t)
}

// must runs and expects an exit code.
func (c *command) must(t *testing.T, code int) *command {
	t.Helper()
	if got := c.run(t); got != code {
		t.Fatalf("%q: exit %d, not %d\n%s", c.cmd.Args[1:], got, code, c.errs.String())
	}
	return c
}

// paths are the lines of standard output, each of which must name a file with the right content.
func (c *command) paths(t *testing.T, o stub.Options, files ...int) {
	t.Helper()
	var want []string
	for _, i := range files {
		want = append(want, filepath.Join(c.dir, o.FileName(i)))
	}
	if got := slices.Collect(strings.SplitSeq(strings.TrimSuffix(c.out.String(), "\n"), "\n")); !slices.Equal(got, want) {
		t.Errorf("printed %q, want %q", got, want)
	}
	for n, path := range want {
		if content, err := os.ReadFile(path); err != nil || !bytes.Equal(content, o.Content(files[n])) {
			t.Errorf("%s: %d bytes, %v", path, len(content), err)
		}
	}
}

// left are the names in a folder, none where it is not there.
func left(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestGetPrintsPathsAndNothingElse(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 5}
	for _, c := range []struct {
		args  []string
		files []int
	}{
		{[]string{stub.ID(2)}, []int{2}},
		{[]string{stub.ID(4), stub.ID(0), stub.ID(4)}, []int{4, 0}},
		{[]string{"--all"}, []int{0, 1, 2, 3, 4}},
	} {
		run := without(t, on(chat(t, o), "ATTACHE_RATE=8"), append([]string{"get"}, c.args...)...).must(t, 0)
		run.paths(t, o, c.files...)
		if run.errs.Len() != 0 {
			t.Errorf("%q: said %q", c.args, run.errs.String())
		}
		if names := left(t, run.dir); len(names) != len(c.files) {
			t.Errorf("%q: left %q", c.args, names)
		}
	}
}

func TestGetOnAPipeIsSilent(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 2, Rate: 4, Size: func(int) int { return 300_000 }, Drip: 600_000}
	run := without(t, on(chat(t, o)), "get", "--all").must(t, 0)
	run.paths(t, o, 0, 1)
	if run.errs.Len() != 0 {
		t.Errorf("said %q", run.errs.String())
	}
}

func TestGetSpeaksJSON(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 2, Status: func(i int) string { return []string{"APPROVED", "REJECTED"}[i] }}
	run := without(t, on(chat(t, o)), "get", "--all", "--json", "--receipt", "receipt.json").must(t, 3)
	lines := strings.Split(strings.TrimSpace(run.out.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(run.errs.String(), `{"receipt":{"path":`) {
		t.Fatalf("printed %q, said %q", lines, run.errs.String())
	}
	var first, second map[string]any
	if err := errors.Join(json.Unmarshal([]byte(lines[0]), &first), json.Unmarshal([]byte(lines[1]), &second)); err != nil {
		t.Fatal(err)
	}
	content := o.Content(0)
	sum := sha256.Sum256(content)
	for key, want := range map[string]any{
		"id": stub.ID(0), "name": o.FileName(0), "path": filepath.Join(run.dir, o.FileName(0)),
		"size": float64(len(content)), "sha256": hex.EncodeToString(sum[:]), "state": "saved",
	} {
		if first[key] != want {
			t.Errorf("%s is %v, want %v", key, first[key], want)
		}
	}
	if problem, ok := second["error"].(map[string]any); !ok || second["state"] != "failed" || problem["kind"] != "rejected" {
		t.Errorf("got %v", second)
	}
	receipt, err := os.ReadFile(filepath.Join(run.home, "receipt.json"))
	if err != nil || !json.Valid(receipt) || strings.Contains(string(receipt), "CANARY") || strings.Contains(string(receipt), "X-Amz-") {
		t.Errorf("the receipt is %s, %v", receipt, err)
	}
}

func TestGetPassesTheBytesOfOneFileOn(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 2, Size: func(int) int { return 1_000_000 }}
	o.Broken = func(g stub.Get) *stub.Trouble {
		if g.N == 1 {
			return &stub.Trouble{Cut: 400_000}
		}
		return nil
	}
	run := without(t, on(chat(t, o)), "get", "-o", "-", stub.ID(1)).must(t, 0)
	if !bytes.Equal(run.out.Bytes(), o.Content(1)) || run.errs.Len() != 0 {
		t.Errorf("%d bytes, said %q", run.out.Len(), run.errs.String())
	}
	if names := left(t, run.home); len(names) != 0 {
		t.Errorf("left %q", names)
	}
	run = without(t, on(chat(t, o)), "get", "-o", "-", "no-such-id").must(t, 5)
	if run.out.Len() != 0 || len(left(t, run.home)) != 0 {
		t.Errorf("printed %q, left %q", run.out.String(), left(t, run.home))
	}
}

func TestGetTellsWhyByItsExitCode(t *testing.T) {
	t.Parallel()
	nobody, free, err := deserted()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(free)
	bad := func(status int, code string) stub.Options {
		return stub.Options{Files: 2, Trouble: func(call stub.Call) *stub.Trouble {
			if call.Op == "GetAttachment" {
				return &stub.Trouble{Status: status, Code: code}
			}
			return nil
		}}
	}
	status := func(s string) stub.Options {
		return stub.Options{Files: 2, Status: func(int) string { return s }}
	}
	for name, c := range map[string]struct {
		chat stub.Options
		env  string
		args []string
		code int
		says string
		slow bool
	}{
		"unknown ID":   {stub.Options{Files: 2}, "", []string{"no-such-id"}, 5, "attache: no-such-id: ", false},
		"one unknown":  {stub.Options{Files: 2}, "", []string{stub.ID(0), "no-such-id"}, 3, "no-such-id: ", false},
		"rejected":     {status("REJECTED"), "", []string{stub.ID(1)}, 5, "The scanner rejected this file", false},
		"all rejected": {status("REJECTED"), "", []string{"--all"}, 5, "The scanner rejected this file", false},
		"denied files": {bad(403, "AccessDeniedException"), "", []string{"--all"}, 4, "This participant may list files but not open them", false},
		"not scanned": {func() stub.Options {
			o := bad(400, "ValidationException")
			o.Status = status("IN_PROGRESS").Status
			return o
		}(), "", []string{stub.ID(0)}, 5, "still being scanned", false},
		"refused token":     {stub.Options{Files: 2}, "ATTACHE_CONNECTION_TOKEN=wrong", []string{"--all"}, 4, "The service refused the token", false},
		"no file":           {stub.Options{Files: 2, Broken: func(stub.Get) *stub.Trouble { return &stub.Trouble{Status: 404, Code: "NoSuchKey"} }}, "", []string{stub.ID(0)}, 5, "no longer", false},
		"usage":             {stub.Options{}, "", nil, 2, "attachment ID is missing", false},
		"unwritable folder": {stub.Options{Files: 1}, "ATTACHE_DIR=/dev/null/x", []string{"--all"}, 8, "ATTACHE_DIR cannot be written", false},
		"throttled":         {bad(429, "ThrottlingException"), "", []string{stub.ID(0)}, 6, "slow down", true},
		"nobody there":      {stub.Options{}, "AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + nobody, []string{"--all"}, 7, "No connection", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.slow {
				long(t)
			}
			run := without(t, append(on(chat(t, c.chat)), c.env), append([]string{"get"}, c.args...)...).must(t, c.code)
			if !strings.HasPrefix(run.errs.String(), "attache: ") || !strings.Contains(run.errs.String(), c.says) || !strings.Contains(run.errs.String(), "\n  ") {
				t.Errorf("said %q", run.errs.String())
			}
			if c.code != 3 && run.out.Len() != 0 {
				t.Errorf("printed %q", run.out.String())
			}
		})
	}
}

func TestAnInterruptedGetGoesOnWithTheCommandItNames(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 1, Size: func(int) int { return 400_000 }}
	o.Broken = func(g stub.Get) *stub.Trouble {
		if g.N == 1 {
			return &stub.Trouble{Stall: 200_000}
		}
		return nil
	}
	server := chat(t, o)
	run := without(t, on(server), "get", stub.ID(0))
	if err := run.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); partSize(t, run.dir) < 100_000; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("nothing came: %q", left(t, run.dir))
		}
	}
	if err := run.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := run.wait(t); code != 130 || run.out.Len() != 0 {
		t.Errorf("exit %d, printed %q", code, run.out.String())
	}
	_, command, ok := strings.Cut(strings.TrimSpace(run.errs.String()), "flags as before: attache ")
	if !ok || command != "get "+stub.ID(0) {
		t.Fatalf("said %q", run.errs.String())
	}
	kept := partSize(t, run.dir)
	if kept < 100_000 || kept >= 400_000 {
		t.Fatalf("kept %d bytes of %q", kept, left(t, run.dir))
	}
	again := without(t, append(on(server), "ATTACHE_DIR="+run.dir), strings.Fields(command)...)
	again.dir = run.dir
	again.must(t, 0).paths(t, o, 0)
	if ranges := server.Ranges(0); !slices.Equal(ranges, []string{fmt.Sprintf("bytes=%d-", kept)}) {
		t.Errorf("asked for %q with %d bytes there", ranges, kept)
	}
	if names := left(t, run.dir); len(names) != 1 {
		t.Errorf("left %q", names)
	}
}

// partSize is how much of a file under way is there.
func partSize(t *testing.T, dir string) int64 {
	t.Helper()
	parts, err := filepath.Glob(filepath.Join(dir, "*.part"))
	if err != nil || len(parts) == 0 {
		return 0
	}
	info, err := os.Stat(parts[0])
	if err != nil {
		return 0
	}
	return info.Size()
}

func TestGetShowsProgressOnATerminalWithoutEscapes(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 2, Size: func(int) int { return 500_000 }, Drip: 500_000}
	p := start(t, terminal{env: on(chat(t, o)), cmd: []string{"ATTACHE", "get", "--all", "--dir", "saved"}})
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit %d", code)
	}
	out := p.output()
	if !strings.Contains(out, "\rattache: 0 of 2 done, ") || strings.Contains(out, "\x1b") || !strings.Contains(out, "/saved/"+o.FileName(1)) {
		t.Errorf("%q", out)
	}
}

// TestAKilledPipeLeavesNothingOfTheFile kills the program while its reader stalls in the middle of the
// file, and ends it by a signal at the same place.
func TestAKilledPipeLeavesNothingOfTheFile(t *testing.T) {
	t.Parallel()
	o := stub.Options{Files: 1, Size: func(int) int { return 1_000_000 }}
	for _, with := range []os.Signal{syscall.SIGKILL, syscall.SIGTERM, os.Interrupt} {
		c := without(t, on(chat(t, o)), "get", "-o", "-", stub.ID(0))
		c.cmd.Stdout = nil
		out, err := c.cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(out, make([]byte, 1000)); err != nil {
			t.Error(err)
		}
		if names := left(t, c.home); len(names) != 0 {
			t.Errorf("while it waits there are %q", names)
		}
		if err := c.cmd.Process.Signal(with); err != nil {
			t.Error(err)
		}
		_ = c.wait(t)
		if names := left(t, c.home); len(names) != 0 {
			t.Errorf("%v: left %q", with, names)
		}
	}
}
