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

	"attache/ui/vt"
)

// audited is a run of the program whose every trace is searched for secrets.
type audited struct {
	name  string
	args  []string
	fault []string
	env   []string
	in    string
	links bool // it prints links, which it is for
	// endless: it goes on until it is stopped by the signal of a dump, a second after it has said something
	endless bool
}

func audits() []audited {
	all := []audited{
		{name: "list", args: []string{"list", "--json"}},
		{name: "list", args: []string{"list"}, in: "\n"},
		{name: "watch", args: []string{"watch", "--json", "--all"}, endless: true},
		{name: "get", args: []string{"get", "--all", "--receipt", "receipt.json"}},
		{name: "get into an archive", args: []string{"get", "--all", "--zip", "all.zip"}},
		{name: "get one that is none", args: []string{"get", "no-such-id"}},
		{name: "link", args: []string{"link", "--json", "no-such-id"}, links: true},
		{name: "send", args: []string{"send", "--yes", "notes.txt"}},
		{name: "send without a question", args: []string{"send", "notes.txt"}},
		{name: "doctor", args: []string{"doctor"}},
		{name: "config", args: []string{"config"}},
		{name: "lines", args: []string{"--plain"}, in: "list\n1\ninfo 1\nsave 1\nlog\nhelp\ntoken\nbad\nquit\n"},
		{name: "help", args: []string{"help"}},
		{name: "an unknown flag", args: []string{"--nonsense"}},
		{name: "chat start without its flags", args: []string{"chat", "start", "--json"}},
		{name: "verify", args: []string{"verify", "receipt.json"}},
		{name: "get and ask a program", args: []string{"get", "--all", "--on-saved", `sh -c "env >>asked; echo $* >>asked; exit 1" sh`}},
		{name: "get an archive and ask a program", args: []string{"get", "--all", "--zip", "all.zip", "--on-saved", `sh -c "env >>asked" sh`}},
		{name: "lines, an archive, and a program", args: []string{"--plain", "--on-saved", `sh -c "env >>asked" sh`}, in: "save 1\nreceipt all.zip\nquit\n"},
		{name: "get and wait", args: []string{"get", "--all", "--wait=1s", "--limit-rate", "1M", "--type", "text"}},
		{name: "list and wait", args: []string{"list", "--wait=1s", "--sizes"}},
		{name: "chat end", args: []string{"chat", "end", "no-such-contact", "--instance", "i"}},
		{name: "pair", args: []string{"pair", "--plain"}, endless: true},
		{name: "watch all", args: []string{"watch", "--all", "--no-live"}},
		{name: "config keys", args: []string{"config", "keys"}},
		{name: "a completion", args: []string{"__complete", "get", ""}},
	}
	for _, fault := range []string{
		"throttle=2", "deny", "errors", "junk", "connect-deny", "connect-errors", "expire-token", "skew=1h", "no-expiry", "nourl",
		"expired-links", "link-ends=-10m", "cut=50", "s3-errors", "missing", "no-socket", "drop=1", "refuse", "garbage", "end",
	} {
		all = append(
			all,
			audited{name: "get under " + fault, args: []string{"get", "--all"}, fault: []string{fault}},
			audited{name: "doctor under " + fault, args: []string{"doctor"}, fault: []string{fault}},
		)
	}
	return all
}

// TestNoCommandAndNoFaultLeavesASecretAnywhere looks as an auditor would: at all that is printed, at every file
// with its attributes, the debug logs of both sides, and at the arguments and the environment of all children.
func TestNoCommandAndNoFaultLeavesASecretAnywhere(t *testing.T) {
	t.Parallel()
	long(t)
	for i, a := range audits() {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			a.run(t, []string{"CONNECTION", "PARTICIPANT"}[i%2])
		})
	}
}

func (a audited) run(t *testing.T, kind string) {
	t.Helper()
	home := shortDir(t)
	flags := []string{"--scenario", "bulk", "--count", "3", "--size", "9000", "--log", filepath.Join(home, "journal")}
	for _, fault := range a.fault {
		flags = append(flags, "--fault", fault)
	}
	w, _ := witnessed(t, flags...)
	a.env = append(a.env, "ATTACHE_"+kind+"_TOKEN="+w.token)
	a.under(t, w, home)
}

// under runs it in a folder, searches all that it leaves there, and returns what it prints.
func (a audited) under(t *testing.T, w *witness, home string) string {
	t.Helper()
	if err := os.WriteFile(filepath.Join(home, "notes.txt"), []byte("notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), built.binary(), a.args...)
	cmd.Dir = home
	cmd.Env = append(cleanEnv(home), "AWS_ENDPOINT_URL_CONNECTPARTICIPANT="+w.url, "ATTACHE_OTHER_TOKEN=CANARY-3",
		"ATTACHE_DIR="+filepath.Join(home, "saved"), "ATTACHE_LOG="+filepath.Join(home, "log"), "ATTACHE_RATE=100")
	cmd.Env = append(cmd.Env, a.env...)
	var out said
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(a.in), &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	limit, tick := time.After(patience), time.NewTicker(20*time.Millisecond)
	defer tick.Stop()
	for running, heard := true, false; running; {
		select {
		case <-ended:
			running = false
		case <-limit:
			_ = cmd.Process.Signal(syscall.SIGQUIT)
			if heard = true; !a.endless {
				t.Errorf("%q has not ended after %v", a.args, patience)
			}
		case <-tick.C:
			w.searchChildren(t, cmd.Process.Pid)
			if !heard && a.endless && out.String() != "" {
				heard, limit = true, time.After(time.Second)
			}
		}
	}
	if found := w.in(out.String()); len(found) > 0 && !a.links {
		t.Errorf("it prints %q:\n%s", found, out.String())
	}
	w.searchFiles(t, home)
	return out.String()
}

// said is what a program that is still running has written.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// TestNoScreenLeavesASecretAnywhere opens what the screen has, with a preview whose child decodes, and ends with
// the signal that makes other programs dump their memory.
func TestNoScreenLeavesASecretAnywhere(t *testing.T) {
	t.Parallel()
	long(t)
	home := shortDir(t)
	w, _ := witnessed(t, "--scenario", "still", "--log", filepath.Join(home, "journal"))
	p := start(t, terminal{w: 120, h: 40, dir: home, args: []string{"--log", filepath.Join(home, "log")}, env: []string{
		"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + w.url, "ATTACHE_PARTICIPANT_TOKEN=" + w.token, "GOTRACEBACK=all",
	}})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.moveTo("IMG_2041")
	p.press("p", "JPEG picture")
	if w.searchChildren(t, p.cmd.Process.Pid) == 0 {
		t.Error("no child decodes the preview")
	}
	p.press("y", "sent to the terminal")
	p.press("s", "Saved")
	for _, key := range []string{"?", ":", "1", "3", "e", "D", "P", ",", "T", "Y", "i", "/", "N", "W", "S", "t", "A", "v", "m", "F", "I", "z", "n", "R"} {
		p.keys(key)
		p.press("\x1b[27u\x1b[27u\x1b[27u", "STATE")
	}
	p.signal(syscall.SIGQUIT)
	p.exits(patience)
	if w.known() < 5 {
		t.Errorf("only %d secrets passed", w.known())
	}
	if found := w.in(uncopied(p.output())); len(found) > 0 {
		t.Errorf("the output holds %q", found)
	}
	w.searchFiles(t, home)
}
