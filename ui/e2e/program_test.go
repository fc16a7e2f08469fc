//go:build unix

package e2e_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// patience is how long anything may take before it counts as not happening. It only ends a hang: a
// loaded machine must not fail a test that waits for the right thing.
const patience = time.Minute

// shellTitle is what stands in the terminal's title when the program starts.
const shellTitle = "the shell's title"

// terminal is what the program is started in.
type terminal struct {
	w, h int
	args []string
	env  []string // on top of a clean environment
	mute bool     // the terminal answers no question
	// reply is how the terminal answers; nil: at once
	reply   func(tty *os.File, answer []byte)
	unsized bool     // the terminal does not tell its size
	link    bool     // the test shows a link on purpose
	cmd     []string // run this instead of the program; "ATTACHE" in it stands for the program
	dir     string   // where it is run and saves; empty: a folder of its own
	// foreign: another program draws around this one, with sequences of its own
	foreign bool
}

// program is a running attache and the terminal it runs in.
type program struct {
	t      *testing.T
	cmd    *exec.Cmd
	tty    *os.File // the terminal's side
	term   *vt.Terminal
	before *term.State // of the terminal, when it was opened
	dir    string      // where it saves
	ended  chan struct{}
	read   chan struct{} // closed when all output is read

	reading sync.Mutex // held while the terminal takes no output
	typing  sync.Mutex // held between two pieces of a key: the terminal's answers are before it or after it

	mu     sync.Mutex
	stream bytes.Buffer // every byte of the output
}

// start runs the program. When the test ends, the program is gone and its output has been searched
// for secrets.
func start(t *testing.T, in terminal) *program {
	t.Helper()
	if in.w == 0 {
		in.w, in.h = 120, 40
	}
	home := in.dir
	if home == "" {
		home = shortDir(t)
	}
	p := &program{t: t, dir: filepath.Join(home, "saved"), ended: make(chan struct{}), read: make(chan struct{})}
	line := in.cmd
	if line == nil {
		line = append([]string{"ATTACHE"}, in.args...)
		line = append(line, "--clipboard", "osc52", "--dir", p.dir)
	}
	for i, word := range line {
		if word == "ATTACHE" {
			line[i] = built.binary()
		}
	}
	p.cmd = exec.Command(line[0], line[1:]...) //nolint:noctx // finish kills it, after its terminal was looked at
	p.cmd.Env = append(cleanEnv(home), in.env...)
	p.cmd.Dir = home
	p.open(in)
	t.Cleanup(func() { p.finish(in) })
	return p
}

// shortDir is a folder whose path leaves room on the screen for what is said about it.
func shortDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "e2e") //nolint:usetesting // t.TempDir makes paths of half a screen line
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// cleanEnv is an environment that nothing of this machine's user leaks into.
func cleanEnv(home string) []string {
	return []string{
		"HOME=" + home, "PATH=/usr/bin:/bin", "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "TZ=UTC",
		"AWS_REGION=eu-west-2", "XDG_CONFIG_HOME=" + home, "TMPDIR=" + home,
	}
}

// on returns the environment that leads to a stub service.
func on(s *stub.Server, more ...string) []string {
	return append([]string{
		"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + s.URL(), "ATTACHE_CONNECTION_TOKEN=" + stub.ConnectionToken,
	}, more...)
}

// open starts the command in a terminal of its own and reads all it writes.
func (p *program) open(in terminal) {
	p.t.Helper()
	var opts []vt.Option
	if !in.mute {
		reply := in.reply
		if reply == nil {
			reply = func(tty *os.File, answer []byte) { _, _ = tty.Write(answer) }
		}
		opts = append(opts, vt.Reply(func(b []byte) {
			p.typing.Lock()
			defer p.typing.Unlock()
			reply(p.tty, b)
		}))
	}
	p.term = vt.New(in.w, in.h, opts...)
	_, _ = p.term.Write([]byte("\x1b]2;" + shellTitle + "\a"))
	master, slave, err := pty.Open()
	if err != nil {
		leftOut(p.t, "a pseudo-terminal", err)
	}
	p.tty = master
	if p.before, err = term.GetState(int(slave.Fd())); err != nil {
		p.t.Fatal(err)
	}
	if !in.unsized {
		err = pty.Setsize(master, size(in.w, in.h))
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = slave, slave, slave
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err = p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	_ = slave.Close()
	go func() {
		defer close(p.read)
		buf := make([]byte, 32<<10)
		for {
			p.reading.Lock()
			p.reading.Unlock() //nolint:staticcheck // it is waited for, no more
			n, err := master.Read(buf)
			p.mu.Lock()
			p.stream.Write(buf[:n])
			p.mu.Unlock()
			_, _ = p.term.Write(buf[:n])
			if err != nil {
				_ = p.term.Close()
				return
			}
		}
	}()
	go func() {
		_ = p.cmd.Wait()
		close(p.ended)
	}()
}

func size(w, h int) *pty.Winsize {
	return &pty.Winsize{Cols: uint16(w), Rows: uint16(h)} //nolint:gosec // the sizes of these tests
}

// finish ends the program if the test did not, and searches what it wrote.
func (p *program) finish(in terminal) {
	select {
	case <-p.ended:
	default:
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
	select {
	case <-p.read:
	case <-time.After(time.Second): // a child of the command may still hold the terminal
	}
	_ = p.tty.Close()
	out := p.output()
	if strings.Contains(out, "CANARY") {
		p.t.Error("a token is in the output")
	}
	if !in.link && (strings.Contains(out, "X-Amz-") || strings.Contains(out, stub.Signature)) {
		p.t.Error("a link is in the output, and nobody asked to see it")
	}
	if u := p.term.Unknown(); len(u) > 0 && !in.foreign {
		p.t.Errorf("sequences no terminal test knows: %v", u)
	}
}
