//go:build unix

package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// tokenVariables are what no child may find in its environment.
func tokenVariables() []string {
	return []string{
		"ATTACHE_CONNECTION_TOKEN=CANARY-1", "ATTACHE_PARTICIPANT_TOKEN=CANARY-2", "ATTACHE_OTHER_TOKEN=CANARY-3",
		"ATTACHE_CONNECTION_TOKEN_COMMAND=echo CANARY-4", "ATTACHE_PARTICIPANT_TOKEN_COMMAND=echo CANARY-5",
	}
}

// spies puts programs into a folder that only write down how they were started: the environment with what they can read
// from descriptor 7, and the session they run in.
func spies(t *testing.T, names ...string) (dir string) {
	t.Helper()
	dir = shortDir(t)
	for _, name := range names {
		body := "#!/bin/sh\n{ env; cat <&7; } >'" + dir + "/" + name + ".env.new' 2>/dev/null\nps -o sid= -p $$ >'" + dir + "/" + name + ".sid'\n" +
			"grep SigIgn /proc/self/status >'" + dir + "/" + name + ".ign'\n" +
			"mv '" + dir + "/" + name + ".env.new' '" + dir + "/" + name + ".env'\ncat >/dev/null\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	return dir
}

// spied returns the environment of a spy once it has run: an opener is not waited for.
func spied(t *testing.T, dir, name string) string {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); ; <-tick.C {
		env, err := os.ReadFile(filepath.Join(dir, name+".env"))
		if err == nil {
			return string(env)
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// withTokenFile runs the program with a file of a token open, as a shell leaves it for /dev/fd/7.
func withTokenFile(t *testing.T, args ...string) []string {
	t.Helper()
	file := filepath.Join(shortDir(t), "token")
	if err := os.WriteFile(file, []byte("CANARY-7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return append([]string{"/bin/sh", "-c", `exec 7<"$1"; shift; exec "$0" "$@"`, "ATTACHE", file}, args...)
}

// TestNoChildInheritsAToken starts all that the program starts: the opener, a clipboard tool, tmux,
// and a scanner.
func TestNoChildInheritsAToken(t *testing.T) {
	t.Parallel()
	dir := spies(t, "xdg-open", "xclip", "tmux", "scan")
	env := append(tokenVariables(), "PATH="+dir+":/usr/bin:/bin", "DISPLAY=:9")
	p := start(t, terminal{cmd: withTokenFile(t, "demo", "--scenario", "still", "--clipboard", "native", "--on-saved", filepath.Join(dir, "scan")), env: env})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("y", "copied")
	p.press("o", "Opened")
	p.keys("q")
	p.exits(patience)
	q := start(t, terminal{cmd: withTokenFile(t, "demo", "--scenario", "still"), env: append(env, "TMUX=/x,1,0", "TERM=tmux-256color")})
	q.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	q.press("y", "sent through tmux")
	q.keys("q")
	q.exits(patience)
	for _, name := range []string{"xdg-open", "xclip", "tmux", "scan"} {
		if got := spied(t, dir, name); strings.Contains(got, "CANARY") || !strings.Contains(got, "DISPLAY=:9") {
			t.Errorf("%s was given:\n%s", name, got)
		}
	}
}

func TestATokenCommandInheritsNoToken(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 1})
	out := filepath.Join(shortDir(t), "env")
	c := without(t, append(tokenVariables(), "AWS_ENDPOINT_URL_CONNECTPARTICIPANT="+server.URL()),
		"list", "--connection-token-command", "env >'"+out+"'; echo "+stub.ConnectionToken)
	c.must(t, 0)
	got, err := os.ReadFile(out)
	if err != nil || strings.Contains(string(got), "CANARY") || !strings.Contains(string(got), "HOME=") {
		t.Errorf("the command was given (%v):\n%s", err, got)
	}
}

// TestWhatIsOpenedLivesInASessionOfItsOwn is how it survives the program, its terminal and the keys
// pressed there.
func TestWhatIsOpenedLivesInASessionOfItsOwn(t *testing.T) {
	t.Parallel()
	needs(t, "ps") // which tells the session of a process
	dir := spies(t, "xdg-open")
	ours := filepath.Join(dir, "ours")
	p := start(t, terminal{
		cmd: []string{"/bin/sh", "-c", `ps -o sid= -p $$ >'` + ours + `'; exec "$0" demo --scenario still --clipboard off`, "ATTACHE"},
		env: []string{"PATH=" + dir + ":/usr/bin:/bin", "DISPLAY=:9"},
	})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("o", "Opened")
	p.keys("q")
	p.exits(patience)
	spied(t, dir, "xdg-open")
	child, err := os.ReadFile(filepath.Join(dir, "xdg-open.sid"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile(ours)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := strings.TrimSpace(string(child)), strings.TrimSpace(string(own)); a == "" || a == b {
		t.Errorf("the opener runs in session %q, the program in %q", a, b)
	}
}

// TestWhatRunsBesideTheEmulatorHasTheOpenFilesOfItsCaller: it stands in the place of the program, as under "env" or "time".
func TestWhatRunsBesideTheEmulatorHasTheOpenFilesOfItsCaller(t *testing.T) {
	t.Parallel()
	p := start(t, terminal{cmd: withTokenFile(t, "emulate", "--", "/bin/sh", "-c", `test "$(cat <&7)" = CANARY-7`)})
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d:\n%s", code, p.output())
	}
}
