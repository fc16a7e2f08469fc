package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"attache/ui/vt"
)

// TestAChatThatIsStartedAndEndedLeavesNoSecretAnywhere uses it in between. Its credentials are marked, and the
// emulator makes up its token.
func TestAChatThatIsStartedAndEndedLeavesNoSecretAnywhere(t *testing.T) {
	t.Parallel()
	long(t)
	home := shortDir(t)
	w, _ := witnessed(t, "--scenario", "empty", "--fault", "hurry=20", "--log", filepath.Join(home, "journal"))
	env := []string{"AWS_ENDPOINT_URL_CONNECT=" + w.url, "AWS_ACCESS_KEY_ID=AKIDQA", "AWS_SECRET_ACCESS_KEY=CANARY-key", "AWS_SESSION_TOKEN=CANARY-session"}
	do := func(want string, a audited) string {
		t.Helper()
		out := a.under(t, w, home)
		if !strings.Contains(out, want) {
			t.Errorf("%q says:\n%s", a.args, out)
		}
		return out
	}
	start := []string{"chat", "start", "--instance", "i", "--flow", "f"}
	do("No files in this chat yet", audited{env: env, args: append(start, "--plain"), in: "quit\n"})
	out := do("Started a chat", audited{env: env, args: append(start, "--print-token"), links: true})
	token := regexp.MustCompile(`(?m)^[^\s:]{20,}$`).FindString(out)
	contact := regexp.MustCompile(`attache chat end (\S+?)'`).FindStringSubmatch(out)
	if contact == nil || len(w.in(token)) == 0 {
		t.Fatalf("no token is printed that has passed: %q", token)
	}
	inside := append(slices.Clone(env), "ATTACHE_PARTICIPANT_TOKEN="+token)
	do("", audited{env: inside, args: []string{"send", "--yes", "notes.txt"}})
	do("notes.txt", audited{env: inside, args: []string{"get", "--all", "--wait", "--receipt", "receipt.json"}})
	do("Ended the chat.", audited{env: env, args: []string{"chat", "end", contact[1], "--instance", "i"}})
	do("has ended", audited{env: env, args: []string{"chat", "end", "no-such-contact", "--instance", "i"}})
	do("credentials", audited{env: slices.Delete(slices.Clone(env), 2, 3), args: append(start, "--print-token")})
}

// TestAChatThatAPageHandsOverLeavesNoSecretAnywhere renews the token, saves a file and looks at one.
func TestAChatThatAPageHandsOverLeavesNoSecretAnywhere(t *testing.T) {
	t.Parallel()
	long(t)
	home := shortDir(t)
	w, _ := witnessed(t, "--scenario", "still", "--log", filepath.Join(home, "journal"))
	p := start(t, terminal{dir: home, args: []string{"pair", "--config", "off", "--log", filepath.Join(home, "log")}, env: []string{
		"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + w.url, "GOTRACEBACK=all",
	}})
	p.sees("(not shown):")
	code := regexp.MustCompile(`([0-9]+)-([A-Z2-7]{26})`).FindStringSubmatch(p.output())
	page := &contactPage{t: t, port: code[1]}
	page.pair(code[2])
	w.learn(page.ticket)
	answered := make(chan map[string]string, 1)
	go func() { answered <- page.post("/offer", page.chat(w.token)) }()
	p.sees("Open it? [y/N]")
	p.keys("y\r")
	if a := <-answered; a["refused"] != "" {
		t.Fatal(a)
	}
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	if a := page.post("/renew", page.chat(w.token)); a["refused"] != "" {
		t.Error(a)
	}
	p.moveTo("IMG_2041")
	p.press("p", "JPEG picture")
	if w.searchChildren(t, p.cmd.Process.Pid) == 0 {
		t.Error("no child decodes the preview")
	}
	p.press("s", "Saved")
	p.signal(syscall.SIGQUIT)
	p.exits(patience)
	if found := w.in(uncopied(p.output())); len(found) > 0 {
		t.Errorf("the output holds %q", found)
	}
	w.learn(code[2]) // which the terminal shows, and no file keeps
	w.searchFiles(t, home)
}

// slowPDF is a document that the system's program draws for seconds.
func slowPDF() []byte {
	page := strings.Repeat("0 0 m 50 700 300 -300 600 800 c 500 20 30 600 0 0 c f*\n", 20_000)
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"+
		"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n", len(page), page)
}

func TestTheProgramThatDrawsAPageIsGivenNoSecret(t *testing.T) {
	t.Parallel()
	long(t)
	needs(t, "pdftoppm")
	home, files := shortDir(t), shortDir(t)
	if err := os.WriteFile(filepath.Join(files, "slow.pdf"), slowPDF(), 0o600); err != nil {
		t.Fatal(err)
	}
	w, _ := witnessed(t, "--files", files)
	p := start(t, terminal{dir: home, args: []string{"--preview-tools", "--log", filepath.Join(home, "log")}, env: []string{
		"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + w.url, "ATTACHE_CONNECTION_TOKEN=" + w.token, "AWS_SESSION_TOKEN=CANARY",
	}})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("p", "PDF document")
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	drawn := func() bool {
		w.searchChildren(t, p.cmd.Process.Pid)
		return slices.ContainsFunc(descendants(p.cmd.Process.Pid), func(c process) bool { return strings.HasPrefix(c.cmdline, "/usr/bin/pdftoppm") && c.environ != "" })
	}
	for end := time.Now().Add(patience); !drawn(); <-tick.C {
		if time.Now().After(end) {
			t.Fatal("no program of the system draws the page")
		}
	}
	p.signal(syscall.SIGQUIT)
	p.exits(patience)
	if found := w.in(uncopied(p.output())); len(found) > 0 {
		t.Errorf("the output holds %q", found)
	}
	w.searchFiles(t, home)
}
