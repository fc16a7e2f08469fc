package e2e_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// wideFrom is the first seed that draws from all there is: several chats, a page that hands them over, archives, files
// that are sent, every fault of the emulator. Those below draw what there was when they failed.
const wideFrom = 10_000

// goroutinesBound is for 40 connections at rest, with two each, 16 transfers, and all that a screen has.
const goroutinesBound = 250

// wider is what a run has beside one chat.
type wider struct {
	wide   bool
	paired bool              // a page hands the chat over
	chats  map[string]string // the connection tokens of contacts
	page   *contactPage
	code   string
	posts  sync.WaitGroup // of the page
	faults []string       // every one, in a form that can be asked for
	dump   string         // of the goroutines, at the end
	packed int            // archives
}

// widens prepares a wide run, and returns how the program is started there.
func (s *soaking) widens(t *testing.T, dir string) (args, env []string) {
	t.Helper()
	s.allFaults(t)
	s.chats = map[string]string{}
	content := []byte("content of the second chat")
	s.files[sha256.Sum256(content)] = "second.txt"
	answer := s.posted(t, "/chats", map[string]any{
		"chat":  map[string]any{"participants": []any{map[string]any{"name": "Rosa", "role": "CUSTOMER"}}, "files": []any{map[string]any{"file": "second.txt"}}},
		"files": map[string]any{"second.txt": content},
	})
	var second struct {
		Chat         string
		Participants []struct{ Connection_token, Participant_token string } //nolint:revive,staticcheck // as they are named in JSON
	}
	if err := json.Unmarshal(answer, &second); err != nil || len(second.Participants) == 0 || second.Participants[0].Connection_token == "" {
		t.Fatalf("no second chat: %s, %v", answer, err)
	}
	for _, p := range second.Participants {
		s.learn(p.Connection_token)
		s.learn(p.Participant_token)
	}
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.files[sha256.Sum256([]byte("notes"))] = "notes.txt"
	s.chats["first"], s.chats["second"] = s.token, second.Participants[0].Connection_token
	pick := func(all ...string) { args = append(args, strings.Fields(all[s.rand.IntN(len(all))])...) }
	pick("", "--limit-rate 5M")
	pick("", "--name {sent}-{name}")
	pick("", "--on-saved accept", "--on-saved refuse --on-refused keep", "--on-saved refuse --on-refused remove")
	pick("", "--receipt receipt.json")
	switch s.rand.IntN(3) {
	case 0:
		s.paired = true
		return append([]string{"pair"}, args...), nil
	case 1:
		for name, token := range s.chats {
			text := "endpoint-url: " + s.url + "\nconnection-token-file: " + name + ".secret\n"
			for file, text := range map[string]string{name + ".yaml": text, name + ".secret": token} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			args = append(args, "--chat", filepath.Join(dir, name+".yaml"))
		}
		return args, nil
	}
	kind := []string{"CONNECTION", "PARTICIPANT"}[s.rand.IntN(2)]
	return args, []string{"ATTACHE_" + kind + "_TOKEN=" + s.token}
}

// allFaults asks the emulator for the names of its faults. Each must be known here, so that none is left out.
func (s *soaking) allFaults(t *testing.T) {
	t.Helper()
	values := map[string][]string{
		"latency": {"300ms", "0s"}, "token-life": {"20s"}, "expire-token": {"", "3s"}, "skew": {"1h", "-90s"}, "date": {"72h", "-1h"}, "hurry": {"20"},
		"link-ends": {"-10m"}, "cut": {"50"}, "drip": {"20000"}, "socket-life": {"2s"}, "scan": {"approved", "rejected", "never"}, "scan-item": {"same", "new"},
		"link-life": {"20s"}, "unavailable": {"invalid", "deny"}, "connection-ends": {"url", "socket"}, "sixth-socket": {"refuse", "oldest"},
		"upload-life": {"1s"}, "upload-max": {"10"}, "upload-types": {"pdf+png", "any"}, "scan-time": {"1s"}, "drop": {"1", "1s"}, "end": {"", "5s"},
		"throttle": {"3"}, "deny": {"1"}, "errors": {"4"}, "junk": {"2"}, "connect-deny": {"1"}, "connect-errors": {"2"}, "expired-links": {"3"},
		"s3-errors": {"3"}, "missing": {"2"}, "no-socket": {"2"}, "refuse": {"1"}, "garbage": {"5"},
	}
	refusal := s.posted(t, "/faults", map[string]any{"fault": "?"})
	_, names, found := strings.Cut(string(refusal), "there are: ")
	if !found {
		t.Fatalf("the emulator does not say which faults there are: %s", refusal)
	}
	for _, name := range regexp.MustCompile(`[a-z0-9-]+`).FindAllString(names, -1) {
		all, valued := values[name]
		if delete(values, name); !valued {
			all = []string{""}
		}
		for _, value := range all {
			fault := name
			if value != "" {
				fault += "=" + value
			}
			if answer := s.posted(t, "/faults", map[string]any{"fault": fault}); bytes.Contains(answer, []byte("emulator: ")) {
				t.Fatalf("no soak knows how to ask for %s: %s", fault, answer)
			}
			s.faults = append(s.faults, fault)
		}
	}
	if len(values) > 0 {
		t.Fatalf("there is no fault of these: %v", values)
	}
	s.posted(t, "/reset", nil)
	s.posted(t, "/faults", map[string]any{"fault": "unlimited"})
}

// posted is what the emulator's control answers.
func (s *soaking) posted(t *testing.T, path string, body any) []byte {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if body == nil {
		text = nil
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.control+path, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	said, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return said
}

// pairs lets a page hand the first chat over.
func (s *soaking) pairs(t *testing.T) {
	t.Helper()
	s.sees("(not shown):")
	code := regexp.MustCompile(`([0-9]+)-([A-Z2-7]{26})`).FindStringSubmatch(s.output())
	if code == nil {
		t.Fatal("no code")
	}
	s.page, s.code = &contactPage{t: t, port: code[1]}, code[2]
	s.page.pair(s.code)
	s.learn(s.page.ticket)
	s.offers("/offer", "first")
	s.sees("Open it? [y/N]")
	s.keys("y\r")
}

// offers is what the page sends, however it is answered: the program may have left.
func (s *soaking) offers(path, contact string) {
	body := s.page.chat(s.chats[contact])
	body["contact"] = contact
	text, _ := json.Marshal(body)
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, "http://127.0.0.1:"+s.page.port+path, bytes.NewReader(text))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Origin", "http://127.0.0.1:"+s.page.port)
	r.Header.Set("Content-Type", "application/json")
	s.posts.Go(func() {
		if answer, err := new(http.Client).Do(r); err == nil {
			_ = answer.Body.Close()
		}
	})
}

// wideEvent is one thing more that may happen; false where it may not now.
func (s *soaking) wideEvent() {
	contact := []string{"first", "second"}[s.rand.IntN(2)]
	switch n := s.rand.IntN(8); {
	case n < 3:
		s.asks(http.MethodPost, "/faults", map[string]any{"fault": s.faults[s.rand.IntN(len(s.faults))]})
	case n < 4:
		faults := []string{"throttle=2", "deny=1", "errors=1", "invalid=1", "junk=1", "missing=1", "hangup=2", "latency=1s"}
		operations := []string{"GetTranscript", "GetAttachment", "CreateParticipantConnection"}
		s.asks(http.MethodPost, "/faults", map[string]any{
			"fault": faults[s.rand.IntN(len(faults))], "operation": operations[s.rand.IntN(len(operations))], "call": 1 + s.rand.IntN(3),
		})
	case n < 5 && s.page != nil:
		s.did("the page offers %s", contact)
		s.offers("/offer", contact)
	case n < 6 && s.page != nil:
		s.did("the page renews %s", contact)
		s.offers("/renew", contact)
	case s.quiet: // typed keys may come where they show a link
		s.send([]string{"]", "[", "]", "[", "]", "[", "]", "\x17"}[s.rand.IntN(8)]) // the last closes a chat
	case n < 7:
		s.did("an archive")
		s.keys(strings.Repeat("\x1b[27u", 8) + "W\x15" + fmt.Sprintf("saved-%d.zip\r", s.rand.IntN(3)))
	default:
		s.did("a file is sent")
		s.keys(strings.Repeat("\x1b[27u", 8) + ":send a file\r")
		s.pause(100)
		s.keys("\x15" + filepath.Join(s.home, "notes.txt") + "\ry")
	}
}

// dumps ends the program by a signal at which Go tells what all goroutines do.
func (s *soaking) dumps() {
	s.t.Helper()
	before := len(s.output())
	_ = s.cmd.Process.Signal(syscall.SIGTRAP)
	select {
	case <-s.ended:
	case <-time.After(answerBound):
		s.t.Fatal("a signal does not end it")
	}
	<-s.read
	s.dump = s.output()[before:]
	if n := strings.Count(s.dump, "\ngoroutine "); n == 0 || n > goroutinesBound {
		s.t.Errorf("%d goroutines\n%s", n, s.dump[:min(len(s.dump), 20_000)])
	}
	if left := s.family(); len(left) > 0 {
		s.t.Errorf("left behind: %q", left)
	}
}

// unpacks looks into every archive that was made, and has the program verify it.
func (s *soaking) unpacks(several bool) {
	s.t.Helper()
	err := filepath.WalkDir(s.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".zip" {
			return err
		}
		s.packed++
		if out, err := s.verify(path); err != nil {
			s.t.Errorf("%s: %v\n%s", path, err, out)
		}
		r, err := zip.OpenReader(path)
		if err != nil {
			return err
		}
		defer func() { _ = r.Close() }()
		for _, f := range r.File {
			name := filepath.Base(f.Name)
			if several || strings.HasSuffix(f.Name, "/") || name == "receipt.json" || name == "SHA256SUMS" {
				continue
			}
			in, err := f.Open()
			if err != nil {
				return err
			}
			sum := sha256.New()
			_, err = io.Copy(sum, in)
			if _, known := s.files[[sha256.Size]byte(sum.Sum(nil))]; err != nil || !known {
				s.t.Errorf("%s holds %s, which no chat has: %v", path, f.Name, err)
			}
			_ = in.Close()
		}
		return nil
	})
	if err != nil {
		s.t.Error(err)
	}
}

// verify is what the program says of an archive.
func (s *soaking) verify(path string) ([]byte, error) {
	cmd := exec.CommandContext(s.t.Context(), built.binary(), "verify", path)
	cmd.Env = cleanEnv(s.home)
	return cmd.CombinedOutput()
}

// controls returns what is in the output that is neither text nor a sequence that ends, with what stands around it.
func controls(out string) (found []string) {
	rest := regexp.MustCompile(`\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]*\x1b\\|\x1b[ -/]*[0-~]`).ReplaceAllString(out, "")
	harmful := regexp.MustCompile(`[\x00-\x07\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)
	for _, at := range harmful.FindAllStringIndex(rest, 3) {
		found = append(found, rest[max(0, at[0]-60):min(len(rest), at[1]+60)])
	}
	return found
}
