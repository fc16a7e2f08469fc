//go:build unix

package e2e_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// spoken checks that the program wrote nothing but lines: no escape sequence, no other control
// character, and a carriage return only where the terminal makes one of a line's end.
func (p *program) spoken() {
	p.t.Helper()
	out := strings.ReplaceAll(p.output(), "\r\n", "\n")
	if i := strings.IndexFunc(out, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }); i >= 0 {
		p.t.Errorf("more than lines: %q", out[max(i-40, 0):min(i+40, len(out))])
	}
}

func TestADumbTerminalGetsLinesAlone(t *testing.T) {
	t.Parallel()
	for _, env := range []string{"TERM=dumb", "ACCESSIBLE=1"} {
		t.Run(env, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal{args: []string{"demo", "--scenario", "still"}, env: []string{env}, h: 60, w: 120})
			p.sees("17 files.", "1. Screenshot of the error.png.", "Command:")
			p.press("link 12\n", "New link of 12, estimate-5244.pdf: good for 4 minutes 5")
			p.press("save 12,13\n", "Done: 2 saved.")
			p.press("copy 1\n", "an escape sequence, which line mode never sends")
			p.press("status\n", "2 saved, 2 with a good link.")
			p.press("help all\n", "quit: leaves.")
			p.keys("quit\n")
			if code := p.exits(patience); code != 0 {
				t.Errorf("exit code %d", code)
			}
			p.spoken()
			if n := len(p.files()); n != 2 {
				t.Errorf("%d files", n)
			}
		})
	}
}

func TestATokenTypedInATalkIsNotEchoed(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 3})
	p := start(t, terminal{args: []string{"--plain"}, env: on(server, "ATTACHE_CONNECTION_TOKEN=CANARY-not-this-one")})
	p.sees("The service refused the token", "Command:")
	p.press("token\n", "not shown while you type:")
	p.keys("CANARY-still-\x0cwrong\r")
	p.until("a second refusal", func(s vt.Screen) bool { // and what was said before: ctrl+l did not clear it away
		return server.Count("GetTranscript") == 2 && strings.Count(s.Text(), "Type read to try again") == 2
	})
	p.keys("token\n")
	p.until("a second prompt", func(s vt.Screen) bool { return strings.Count(s.Text(), "not shown while you type:") == 2 })
	p.keys(stub.ConnectionToken + "\r")
	p.sees("3 files.", "Trying the new token.")
	p.press("explain\n", "Possible cause:") // the terminal echoes and takes lines again
	p.keys("quit\n")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
	p.spoken()
	if !strings.Contains(p.output(), "explain\r\n") {
		t.Error("the terminal does not echo any more")
	}
}

func TestKeysThatEndATalk(t *testing.T) {
	t.Parallel()
	const ctrlC, ctrlD = "\x03", "\x04"
	slow := stub.Options{Files: 1}
	slow.Broken = func(stub.Get) *stub.Trouble { return &stub.Trouble{Delay: time.Hour} }
	for name, c := range map[string]struct {
		say  [][2]string
		code int
	}{
		"ctrl+d leaves":                         {[][2]string{{ctrlD, ""}}, 0},
		"ctrl+d asks while files are saved":     {[][2]string{{"save 1\n", "Saving 1"}, {ctrlD, "Quit?"}, {"no\n", "Staying."}, {ctrlD, "Type yes to leave."}, {ctrlD, ""}}, 130},
		"ctrl+c leaves at once":                 {[][2]string{{"save 1\n", "Saving 1"}, {ctrlC, ""}}, 130},
		"ctrl+c within a token is no token":     {[][2]string{{"token\n", "not shown"}, {ctrlC, "The old one stays."}, {ctrlD, ""}}, 0},
		"ctrl+c with a half typed line":         {[][2]string{{"sav", "sav"}, {ctrlC, ""}}, 130},
		"quit now asks nothing":                 {[][2]string{{"save 1\n", "Saving 1"}, {"quit now\n", ""}}, 130},
		"a question is answered by yes to quit": {[][2]string{{"save 1\n", "Saving 1"}, {"quit\n", "Quit?"}, {"yes\n", ""}}, 130},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal{args: []string{"--plain"}, env: on(chat(t, slow))})
			p.sees("1 file.", "Command:")
			for _, s := range c.say {
				p.keys(s[0])
				if s[1] != "" {
					p.sees(s[1])
				}
			}
			if code := p.exits(patience); code != c.code {
				t.Errorf("exit code %d, not %d", code, c.code)
			}
		})
	}
}

func TestALinkIsPrintedOnlyWhereItIsAskedFor(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 2})
	p := start(t, terminal{args: []string{"--plain"}, env: on(server), link: true, w: 200, h: 40})
	p.sees("2 files.", "Command:")
	p.press("link 1\n", "New link of 1")
	if strings.Contains(p.output(), "X-Amz-") {
		t.Error("a link is in the output, and nobody asked to see it")
	}
	p.press("show 1\n", "X-Amz-Signature=")
	p.keys("quit\n")
	p.exits(patience)
	if n := server.Count("GetAttachment"); n != 1 {
		t.Errorf("%d links were asked for", n)
	}
}

func TestATalkGoesThroughPipes(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 3, Size: func(int) int { return 5_000 }})
	c := without(t, on(server), "--plain", "--receipt", "receipt.json")
	c.cmd.Stdin = strings.NewReader("save 1,3\nlink 2\nstatus")
	if code := c.run(t); code != 0 {
		t.Errorf("exit code %d: %s", code, c.errs.String())
	}
	for _, want := range []string{"3 files.\n", "Done: 2 saved.\n", "New link of 2, ", "Files: 3, 2 saved, 3 with a good link.\n"} {
		if !strings.Contains(c.out.String(), want) {
			t.Errorf("no %q in %s", want, c.out.String())
		}
	}
	if strings.ContainsAny(c.out.String(), "\x1b\r") || strings.Contains(c.out.String(), "Command:") {
		t.Errorf("more than lines: %q", c.out.String())
	}
	if got := c.errs.String(); !strings.HasPrefix(got, "attache: 2 saved.\n") || !strings.Contains(got, "SHA-256 of the receipt") {
		t.Errorf("said %q", got)
	}
	text, err := os.ReadFile(filepath.Join(c.home, "receipt.json"))
	var receipt struct {
		Files            []struct{ State, Sender string }
		Region, Endpoint string
	}
	if err != nil || json.Unmarshal(text, &receipt) != nil || len(receipt.Files) != 2 || receipt.Files[1].State != "saved" || receipt.Files[1].Sender == "" || receipt.Region == "" || receipt.Endpoint == "" {
		t.Errorf("the receipt holds %s: %v", text, err)
	}
	if server.Count("GetTranscript") > 1 {
		t.Errorf("%d pages were read", server.Count("GetTranscript"))
	}
}

func TestATalkThatCouldNotSaveAllSaysSo(t *testing.T) {
	t.Parallel()
	o := stub.Options{Files: 2, Status: func(i int) string { return []string{"APPROVED", "REJECTED"}[i] }}
	o.Broken = func(stub.Get) *stub.Trouble { return &stub.Trouble{Status: 403, Code: "AccessDenied"} }
	c := without(t, on(chat(t, o)), "--plain")
	c.cmd.Stdin = strings.NewReader("save all\nexplain 1\n")
	if code := c.run(t); code != 1 { // as of any batch: all failed, each for a reason of its own
		t.Errorf("exit code %d: %s", code, c.errs.String())
	}
	for _, want := range []string{"Failed: 1, file-0000.txt. ", "Rejected: 2, file-0001.txt. ", "Done: 0 saved, 1 failed, 1 not available.", "Possible cause:"} {
		if !strings.Contains(c.out.String(), want) {
			t.Errorf("no %q in %s", want, c.out.String())
		}
	}
}

func TestATalkThatCouldNotSaveOneOfTwoEndsAsABatchDoes(t *testing.T) {
	t.Parallel()
	o := stub.Options{Files: 2, Status: func(i int) string { return []string{"APPROVED", "REJECTED"}[i] }}
	c := without(t, on(chat(t, o)), "--plain")
	c.cmd.Stdin = strings.NewReader("save all\n")
	if code := c.run(t); code != 3 || !strings.Contains(c.out.String(), "Done: 1 saved, 1 not available.") {
		t.Errorf("exit code %d: %s %s", code, c.out.String(), c.errs.String())
	}
}

func TestAThousandFilesDoNotFloodATalk(t *testing.T) {
	t.Parallel()
	server := chat(t, stub.Options{Files: 1000})
	p := start(t, terminal{args: []string{"--plain", "--rate", "100"}, env: on(server)})
	p.sees("1000 files. Type list to hear them, 20 at a time.", "Command:")
	p.press("list\n", "980 more. Type more to go on.")
	p.press("find 0999\n", "1 of 1000 files.")
	p.keys("quit\n")
	p.exits(patience)
	if n := strings.Count(p.output(), "\n"); n > 60 {
		t.Errorf("%d lines", n)
	}
}
