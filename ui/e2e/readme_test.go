//go:build unix

package e2e_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"attache/ui/vt"
)

// pages is what a reader is given, as one text: the README, the guide and the page of the emulator.
func pages(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{"README.md", ".github/GUIDE.md", ".github/EMULATOR.md"} {
		text, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// readmeCommands returns the lines of the pages' shell blocks, each once and without its comment.
func readmeCommands(t *testing.T) []string {
	t.Helper()
	var lines []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(pages(t), -1) {
		for line := range strings.Lines(block[1]) {
			line, _, _ = strings.Cut(line, "  #")
			if line = strings.TrimSpace(line); !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// readmeChat is the chat.json that the pages show.
func readmeChat(t *testing.T) string {
	t.Helper()
	found := regexp.MustCompile("(?s)```json\n(.*?)```").FindStringSubmatch(pages(t))
	if found == nil {
		t.Fatal("no chat.json in the pages")
	}
	return found[1]
}

// desk is a home as the README supposes it: the program and a password store on the path, tokens in
// files, a chat of one's own.
func desk(t *testing.T, env map[string]string) string {
	t.Helper()
	home := shortDir(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(filepath.Join(home, "bin"), 0o700))
	must(os.Symlink(built.binary(), filepath.Join(home, "bin", "attache")))
	claim := filepath.Join("testdata", "claim")
	must(os.MkdirAll(filepath.Join(home, claim), 0o700))
	for name, text := range map[string]string{
		claim + "/chat.json": readmeChat(t), claim + "/bill.pdf": "%PDF-1.7", claim + "/tool.exe": "MZ", claim + "/clip.mov": "moov",
		"token.txt": env["ATTACHE_CONNECTION_TOKEN"], "participant.txt": env["ATTACHE_PARTICIPANT_TOKEN"], "report.pdf": "%PDF-1.7",
		"bin/pass": "#!/bin/sh\ncat token.txt\n",
	} {
		must(os.WriteFile(filepath.Join(home, name), []byte(text), 0o700))
	}
	return home
}

// TestTheCommandsOfTheReadmeWork runs each in a terminal, leaves it as a person would, and looks at
// its exit code.
func TestTheCommandsOfTheReadmeWork(t *testing.T) {
	t.Parallel()
	long(t)
	// All of them at once ask more of the quota than one person would.
	env := emulating(t, "--scenario", "bulk", "--count", "3", "--fault", "unlimited")
	env["AWS_ENDPOINT_URL_CONNECT"], env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"] = env["AWS_ENDPOINT_URL_CONNECTPARTICIPANT"], "AKID", "secret"
	env["AWS_DEFAULT_REGION"] = env["AWS_REGION"] // the AWS CLI's first version knows no other
	list := without(t, []string{
		"AWS_ENDPOINT_URL_CONNECTPARTICIPANT=" + env["AWS_ENDPOINT_URL_CONNECTPARTICIPANT"],
		"ATTACHE_CONNECTION_TOKEN=" + env["ATTACHE_CONNECTION_TOKEN"],
	}, "list")
	id, _, _ := strings.Cut(list.must(t, 0).out.String(), "\t")
	lines, contact := readmeCommands(t), newContact(t, env)
	if len(lines) < 20 || id == "" {
		t.Fatalf("found %q, an attachment %q", lines, id)
	}
	for _, line := range lines {
		if slices.Contains([]string{"go run . demo", "go test ./...", "go build -o attache ."}, line) {
			continue // the checks of every change run these themselves
		}
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			path, env := "", env
			if as(line).has(`'aws `) {
				path = ":" + filepath.Dir(needs(t, "aws"))
			}
			if as(line).has("attache send") { // in a chat of its own: others would find its file being scanned
				env = emulating(t, "--scenario", "empty")
			}
			home := desk(t, env)
			if as(line).has(`attache verify`) { // what an earlier line has packed
				pack(t, env, filepath.Join(home, "chat.zip"))
			}
			in := terminal{
				cmd:  []string{"/bin/sh", "-c", as(line).typed(id, contact)},
				env:  []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "ATTACHE_DIR=" + home, "PATH=" + home + "/bin:/usr/bin:/bin" + path},
				link: strings.HasPrefix(line, "attache link"),
			}
			for name, value := range env {
				in.env = append(in.env, name+"="+value)
			}
			in.dir = home
			if got, want := as(line).leave(start(t, in)), as(line).code(); got != want {
				t.Errorf("exit code %d, not %d", got, want)
			}
		})
	}
}

// newContact starts a chat that a command may end.
func newContact(t *testing.T, env map[string]string) string {
	t.Helper()
	var all []string
	for name, value := range env {
		all = append(all, name+"="+value)
	}
	said := without(t, all, "chat", "start", "--instance", "i", "--flow", "f", "--print-token").must(t, 0).errs.String()
	_, said, _ = strings.Cut(said, "contact ")
	contact, _, _ := strings.Cut(said, ".\n")
	return contact
}

// pack saves the files of a chat in one archive.
func pack(t *testing.T, env map[string]string, archive string) {
	t.Helper()
	var all []string
	for name, value := range env {
		all = append(all, name+"="+value)
	}
	without(t, all, "get", "--all", "--zip", archive).must(t, 0)
}

// as is a command as a person uses it.
type as string

func (line as) has(pattern string) bool { return regexp.MustCompile(pattern).MatchString(string(line)) }

// endless reports whether the command goes on until it is interrupted.
func (line as) endless() bool { return line.has(`attache (emulate|watch|pair)`) && !line.has(` -- `) }

// typed is the line for a shell: an ID that there is, a port that is free, and no shell around the
// program that an interruption would end.
func (line as) typed(id, contact string) string {
	text := strings.NewReplacer("CONTACT-ID", contact, " ID", " "+id, ":8080", ":0").Replace(string(line))
	if line.endless() {
		text = "exec " + text
	}
	return text
}

func (line as) code() int {
	if line.endless() {
		return 130
	}
	return 0
}

// leave waits until the command has shown what it is for, leaves it and returns its exit code.
func (line as) leave(p *program) int {
	p.t.Helper()
	switch {
	case line.endless():
		p.until("a result", func(s vt.Screen) bool {
			return s.Contains("ATTACHE_") || s.Contains(`"event"`) || s.Contains("(not shown)")
		})
		p.keys("\x03")
	case line.has(`^attache demo --plain`):
		p.sees("Command:")
		p.keys("quit\n")
	case line.has(`attache( demo| chat start| -)`) && !line.has(`--plain`):
		p.until("the list", func(s vt.Screen) bool { return s.Contains("STATE") && s.Contains(" files") })
		p.keys("q")
	}
	select {
	case <-p.ended:
	case <-p.t.Context().Done():
	}
	return p.exits(patience)
}
