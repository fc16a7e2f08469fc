//go:build unix

package e2e_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

func TestAListOnATerminalIsATableThatFits(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 3})
	for _, width := range []int{40, 80, 120} {
		p := start(t, terminal{w: width, h: 24, env: on(server), cmd: []string{"ATTACHE", "list"}})
		if code := p.exits(patience); code != 0 {
			t.Fatalf("%d: exit code %d: %q", width, code, p.output())
		}
		out := p.output()
		if strings.Contains(out, "\x1b") || strings.Count(out, "approved") != 3 || !strings.Contains(out, stub.ID(2)) {
			t.Errorf("%d: %q", width, out)
		}
		for line := range strings.Lines(out[strings.LastIndex(out, "\rSTATE")+1:]) {
			if w := ansi.StringWidth(strings.TrimRight(line, "\r\n")); w > width {
				t.Errorf("%d: %d cells in %q", width, w, line)
			}
		}
	}
}

func TestACommandForPipesAsksForItsTokenUnseen(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 3})
	p := start(t, terminal{
		env: []string{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + server.URL()},
		cmd: []string{"/bin/sh", "-c", `"$0" list | cat`, "ATTACHE"},
	})
	p.until("a prompt", func(s vt.Screen) bool { return s.Contains("Connection token (not shown):") })
	p.keys(stub.ConnectionToken + "\r")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if out := p.output(); strings.Contains(out, stub.ConnectionToken) || !strings.Contains(out, stub.ID(1)+"\tAPPROVED\t-\t") {
		t.Errorf("%q", out)
	}
}

func TestIDsFromAPipeOpenAScreenThatHearsTheTerminal(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 3})
	p := start(t, terminal{env: on(server), cmd: []string{
		"/bin/sh", "-c", `"$0" list | cut -f 1 | head -n 2 | "$0" --clipboard osc52 -`, "ATTACHE",
	}})
	p.sees("2 files", "STATE")
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
