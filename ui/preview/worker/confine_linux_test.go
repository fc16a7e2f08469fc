package worker

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"attache/ui/preview"
)

// confineAlone is confine without the filter of system calls.
func confineAlone() limits { return confineFiles() }

// escape tries what no decoder may, and tells what came of it.
func escape(ctx context.Context, _ *preview.Ask, tell func(preview.Page)) error {
	var page preview.Page
	try := func(what string, err error) {
		page.Facts = append(page.Facts, preview.Fact{Label: what, Value: fmt.Sprint(err)})
	}
	_, err := os.Open("/etc/passwd")
	try("open", err)
	try("write", os.WriteFile("/tmp/attache-escape", nil, 0o600)) //nolint:gosec // it is to fail
	try("remove", os.Remove("/tmp/attache-escape"))
	_, err = (&net.Dialer{}).DialContext(ctx, "tcp", "127.0.0.1:1")
	try("connect", err)
	_, err = (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	try("listen", err)
	_, err = unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	try("socketpair", err)
	try("exec", exec.CommandContext(ctx, "/bin/true").Run())
	try("replace", unix.Exec("/bin/true", []string{"true"}, nil))
	try("trace", unix.PtraceAttach(os.Getppid()))
	try("signal", unix.Kill(os.Getppid(), 0))
	try("signal another", unix.Kill(1, 0))
	_, err = unix.MemfdCreate("x", 0)
	try("memfd", err)
	try("raise a limit", unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 100, Max: 100}))
	tell(page)
	return nil
}

func TestNoDecoderReachesAFileASocketOrAProcess(t *testing.T) {
	t.Parallel()
	w := open(t, Options{})
	all, err := w.Limits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(strings.Join(all, "; "))
	if w.child.limits&limitCalls == 0 {
		t.Skip("this kernel filters no system calls")
	}
	facts := decode(t, w, "escape", "").Facts
	for _, f := range facts {
		if f.Value == "<nil>" || strings.Contains(f.Value, "refused") {
			t.Errorf("it can %s: %s", f.Label, f.Value)
		}
	}
	if len(facts) != 13 {
		t.Errorf("%d of 13 tried: %+v", len(facts), facts)
	}
}

func TestDecodingComesAfterTheScreen(t *testing.T) {
	t.Parallel()
	w := open(t, Options{})
	if _, err := w.Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	pid := w.child.cmd.Process.Pid
	if got, err := unix.Getpriority(unix.PRIO_PROCESS, pid); err != nil || got > 20-10 {
		t.Errorf("priority %d, %v", got, err) // the system call counts down from 20
	}
}

// TestEachHoldHoldsAlone looks at the limits without the filter of system calls, which not every kernel has.
func TestEachHoldHoldsAlone(t *testing.T) {
	t.Parallel()
	w := open(t, Options{Command: []string{os.Args[0], "without-filter"}})
	if _, err := w.Limits(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, f := range decode(t, w, "escape", "").Facts {
		switch f.Label {
		case "open", "write", "connect", "listen", "socketpair", "memfd":
			if f.Value == "<nil>" || strings.Contains(f.Value, "refused") {
				t.Errorf("it can %s: %s", f.Label, f.Value)
			}
		}
	}
}
