//go:build unix

package e2e_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

// The scripts in testdata/script hold the commands to what they promise, one a file named after what
// it is about. They run the built program against its own emulator, and against a port where nobody
// listens. Beside the commands of testscript they have
//
//	emulate [FLAGS]          start the emulator and lead the program to it
//	nobody                   lead the program to a port where nobody listens
//	proxy STATUS             lead the program through a proxy that refuses with this status
//	control METHOD PATH [BODY]   control the emulator; until a count of requests holds that is asked for
//	take NAME LINE FIELD     set a variable to a field of a line of the last standard output
//	exits CODE PROGRAM ...   run a program that must end with this code and show no secret
//	interrupt CODE PROGRAM   the same, with an interruption once it has printed a line
//	terminate CODE PROGRAM   likewise, with a termination
//	unread CODE PROGRAM      the same, with a reader that goes away after a line

const scripts = "testdata/script"

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: scripts,
		Setup: func(e *testscript.Env) error {
			home := filepath.Join(e.WorkDir, "home")
			for _, v := range append(cleanEnv(home), "AWS_REGION=", "PATH="+filepath.Dir(built.binary())+":"+e.Getenv("PATH"), "ATTACHE_RATE=8", "ATTACHE_DIR="+filepath.Join(e.WorkDir, "saved")) {
				name, value, _ := strings.Cut(v, "=")
				e.Setenv(name, value)
			}
			return os.MkdirAll(home, 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"emulate": emulateForScript, "nobody": leadToNobody, "proxy": leadThroughProxy, "control": controlEmulator, "take": takeField,
		},
	})
}

// emulateForScript starts the emulator for as long as the script runs.
func emulateForScript(ts *testscript.TestScript, _ bool, args []string) {
	env, stop, err := serveEmulator(ts.Getenv("HOME"), args)
	ts.Check(err)
	ts.Defer(stop)
	for name, value := range env {
		ts.Setenv(name, value)
	}
}

// emulating starts an emulator for a test and returns the variables that lead to it.
func emulating(t *testing.T, args ...string) map[string]string {
	t.Helper()
	env, stop, err := serveEmulator(t.TempDir(), args)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return env
}

// serveEmulator starts the program's emulator. It serves until stop is called.
func serveEmulator(home string, args []string) (env map[string]string, stop func(), err error) {
	cmd := exec.Command(built.binary(), append([]string{"emulate", "--json", "--listen", "127.0.0.1:0"}, args...)...) //nolint:noctx // stop kills it
	cmd.Env = cleanEnv(home)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, err
	}
	stop = func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &env)
	}
	if err != nil {
		stop()
	}
	return env, stop, err
}

// leadToNobody leads the program to a port where nobody listens.
func leadToNobody(ts *testscript.TestScript, _ bool, _ []string) {
	url, free, err := deserted()
	ts.Check(err)
	ts.Defer(free)
	ts.Setenv("AWS_ENDPOINT_URL_CONNECTPARTICIPANT", url)
	ts.Setenv("ATTACHE_CONNECTION_TOKEN", "CANARY-nobody")
}

// deserted takes a port and does not listen there: one that was closed could be another program's by now.
func deserted() (url string, free func(), err error) {
	syscall.ForkLock.RLock() // no child of another test takes it along
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err == nil {
		unix.CloseOnExec(fd)
	}
	syscall.ForkLock.RUnlock()
	if err != nil {
		return "", nil, err
	}
	free = func() { _ = unix.Close(fd) }
	err = unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
	if err != nil {
		free()
		return "", nil, err
	}
	at, err := unix.Getsockname(fd)
	if err != nil {
		free()
		return "", nil, err
	}
	here, is := at.(*unix.SockaddrInet4)
	if !is {
		free()
		return "", nil, errors.New("an address of another kind")
	}
	return fmt.Sprintf("http://127.0.0.1:%d", here.Port), free, nil
}

// leadThroughProxy starts a proxy that lets nothing through.
func leadThroughProxy(ts *testscript.TestScript, _ bool, args []string) {
	status, err := strconv.Atoi(args[0])
	ts.Check(err)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	ts.Defer(proxy.Close)
	ts.Setenv("HTTPS_PROXY", strings.Replace(proxy.URL, "//", "//CANARY:CANARY@", 1))
}

// takeField keeps what the program printed in a variable.
func takeField(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: take NAME LINE FIELD")
	}
	lines := strings.Split(ts.ReadFile("stdout"), "\n")
	line, err := strconv.Atoi(args[1])
	ts.Check(err)
	field, err := strconv.Atoi(args[2])
	ts.Check(err)
	if line > len(lines) || field > len(strings.Split(lines[line-1], "\t")) {
		ts.Fatalf("no field %d in line %d of %q", field, line, lines)
	}
	ts.Setenv(args[0], strings.Split(lines[line-1], "\t")[field-1])
}

// programs are what the scripts run beside attache, as processes of their own.
func programs() map[string]func() {
	all := map[string]func(){}
	for _, name := range []string{"exits", "interrupt", "terminate", "unread"} {
		all[name] = func() { os.Exit(watchedRun(name, os.Args[1], os.Args[2:])) }
	}
	return all
}

// watchedRun runs a program, passes on what it writes, and returns 0 when it ended with the code it
// must end with and wrote no secret.
func watchedRun(how, code string, line []string) int {
	var out, errs bytes.Buffer
	cmd := exec.Command(line[0], line[1:]...) //nolint:noctx,gosec // the script names the program, and ends with it
	cmd.Stdin, cmd.Stderr = os.Stdin, &errs
	r, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	hangs := time.AfterFunc(5*time.Minute, func() { _ = cmd.Process.Kill() })
	defer hangs.Stop()
	lines := bufio.NewReader(r)
	if how != "exits" {
		first, _ := lines.ReadString('\n')
		out.WriteString(first)
	}
	switch how {
	case "interrupt":
		_ = cmd.Process.Signal(syscall.SIGINT)
	case "terminate":
		_ = cmd.Process.Signal(syscall.SIGTERM)
	case "unread":
		_ = r.Close()
	}
	_, _ = io.Copy(&out, lines)
	_ = cmd.Wait()
	_, _ = os.Stdout.Write(out.Bytes())
	_, _ = os.Stderr.Write(errs.Bytes())
	if got := strconv.Itoa(cmd.ProcessState.ExitCode()); got != code {
		fmt.Fprintf(os.Stderr, "exit code %s, not %s\n", got, code)
		return 1
	}
	secrets := []string{os.Getenv("ATTACHE_CONNECTION_TOKEN"), os.Getenv("ATTACHE_PARTICIPANT_TOKEN"), "CANARY"}
	if !slices.Contains(line, "link") {
		secrets = append(secrets, "X-Amz-")
	}
	for _, secret := range secrets {
		if secret != "" && (strings.Contains(out.String(), secret) || strings.Contains(errs.String(), secret)) {
			fmt.Fprintf(os.Stderr, "a secret is in the output\n")
			return 1
		}
	}
	return 0
}

// TestEveryCommandFlagAndExitCodeHasAScript reads the commands from the completions, the flags from the
// help, which is made from the table of settings, and the exit codes from the contract.
func TestEveryCommandFlagAndExitCodeHasAScript(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(scripts, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d scripts: %v", len(files), err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	said := func(pattern string) bool { return regexp.MustCompile(`(?m)` + pattern).MatchString(all.String()) }
	commands := []string{""}
	offered := without(t, nil, "__complete", "").must(t, 0).out.String()
	for _, m := range regexp.MustCompile(`(?m)^([a-z]+)\t`).FindAllStringSubmatch(offered, -1) {
		commands = append(commands, m[1])
		if !said(`^(exits|interrupt|unread) \d+ (<\S+ )?attache ` + m[1] + `\b`) {
			t.Errorf("no script runs attache %s", m[1])
		}
		if _, err := os.Stat(filepath.Join(scripts, m[1]+".txtar")); err != nil {
			t.Errorf("no script has the name of attache %s", m[1])
		}
	}
	flags := map[string]bool{}
	for _, command := range commands {
		for _, m := range regexp.MustCompile(`(?m)^  (?:-\w, )?(--[a-z-]+)`).FindAllStringSubmatch(help(t, command), -1) {
			flags[m[1]] = true
		}
	}
	if len(commands) < 7 || len(flags) < 20 {
		t.Fatalf("found the commands %q and the flags %v only", commands, flags)
	}
	for flag := range flags {
		if !said(`^(exits|interrupt|terminate|unread|emulate) .*` + flag + `\b`) {
			t.Errorf("no script gives %s", flag)
		}
	}
	for _, code := range []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 130, 141} {
		if !said(`^(exits|interrupt|unread) ` + strconv.Itoa(code) + ` `) {
			t.Errorf("no script ends with %d", code)
		}
	}
}

func help(t *testing.T, command ...string) string {
	t.Helper()
	command = slices.DeleteFunc(command, func(s string) bool { return s == "" })
	return without(t, nil, append(command, "--help")...).must(t, 0).out.String()
}
