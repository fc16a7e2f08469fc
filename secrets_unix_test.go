//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"attache/ui/cli"
	"attache/ui/vt"
)

// tty makes a pseudo-terminal the terminal of this process for a test. Its other end draws all that is written there.
// It returns both ends, what is drawn, and all that was written.
func tty(t *testing.T, w, h int) (_, _ *os.File, _ *vt.Terminal, _ *shared) {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo-terminal: ", err)
	}
	if err := pty.Setsize(master, &pty.Winsize{Cols: uint16(w), Rows: uint16(h)}); err != nil { //nolint:gosec // the size of a test
		t.Fatal(err)
	}
	in, out := os.Stdin, os.Stdout
	os.Stdin, os.Stdout = slave, slave
	screen, all := vt.New(w, h, vt.Reply(func(b []byte) { _, _ = master.Write(b) })), new(shared)
	read := make(chan struct{})
	go func() {
		defer close(read)
		buf := make([]byte, 32<<10)
		for {
			n, err := master.Read(buf)
			_, _ = all.Write(buf[:n])
			_, _ = screen.Write(buf[:n])
			if err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		os.Stdin, os.Stdout = in, out
		_ = slave.Close()
		<-read
		_ = master.Close()
	})
	return slave, master, screen, all
}

// TestTheScreenOfTenChatsKeepsThemApart saves a file in each tab, all of one name and into one folder.
func TestTheScreenOfTenChatsKeepsThemApart(t *testing.T) {
	s := newSessions(t)
	slave, master, screen, all := tty(t, 160, 40)
	together := filepath.Join(s.home, "together")
	s.env["TERM"] = "xterm-256color"
	for name, value := range map[string]string{"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "", "TMUX": "", "STY": ""} {
		t.Setenv(name, value)
	}
	until := func(what string, is func(vt.Screen) bool) bool {
		late := time.After(time.Minute)
		looking := time.NewTicker(10 * time.Millisecond)
		defer looking.Stop()
		for !is(screen.Screen()) {
			select {
			case <-looking.C:
			case <-late:
				t.Errorf("no %s:\n%s", what, screen.Screen().Text())
				return false
			}
		}
		return true
	}
	went := make(chan struct{})
	go func() {
		defer close(went)
		defer func() { _, _ = master.WriteString("Q") }()
		for i := range s.hosts {
			front := "▌" + strconv.Itoa(i+1) + " " // in the line of tabs
			if !until("files of tab "+front, func(v vt.Screen) bool { return v.Contains(front) && v.Contains("3 files") }) {
				return
			}
			_, _ = master.WriteString("s")
			if !until("saved file", func(vt.Screen) bool { return countFiles(together) == i+1 }) {
				return
			}
			_, _ = master.WriteString("]")
		}
	}()
	s.run(func(d *cli.Deps) { d.In, d.Out, d.Err, d.Terminal = slave, slave, slave, nil }, nil,
		"--dir", together, "--on-exists", "overwrite", "--config", "off")
	<-went
	s.told.WriteString(all.String())
	s.strays()
}

// countFiles is how many whole files a folder holds.
func countFiles(dir string) (n int) {
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, name := range names {
		if !strings.Contains(name, ".part") {
			n++
		}
	}
	return n
}
