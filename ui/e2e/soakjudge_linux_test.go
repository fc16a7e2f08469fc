package e2e_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"
)

// judge looks at all that was written, on the terminal and on disk.
func (s *soaking) judge() {
	s.t.Helper()
	out := strings.TrimSuffix(s.output(), s.dump)
	s.judgeOutput(out)
	several := regexp.MustCompile(`\x1b]2;attache \S+ \d+ chats`).MatchString(out) // one may be the demo, whose files are its own
	s.searches(s.dump)
	if s.wide { // both chats are known here
		several = strings.Contains(out, "EMULATOR")
	}
	s.unpacks(several)
	for _, name := range s.program.files() {
		s.judgeFile(name, several)
	}
}

// judgeOutput looks at what was written on the terminal.
func (s *soaking) judgeOutput(out string) {
	s.t.Helper()
	if s.quiet {
		if found := s.in(uncopied(out)); len(found) > 0 {
			s.t.Errorf("the output holds the secrets %q", found)
		}
	} else if strings.Contains(out, "CANARY") {
		s.t.Error("a token is in the output")
	}
	if strings.Contains(out, "goroutine ") || strings.Contains(out, "panic") {
		s.t.Error("it panicked")
	}
	if found := controls(out); len(found) > 0 {
		s.t.Errorf("the output holds the characters %q", found)
	}
}

// judgeFile looks at a file that was saved.
func (s *soaking) judgeFile(name string, several bool) {
	s.t.Helper()
	content := s.content(name)
	if strings.HasSuffix(name, ".part.json") || json.Valid(content) && bytes.HasPrefix(content, []byte("{")) {
		return // a receipt, under the name that was typed, or what a part is a part of
	}
	known, is := s.files[sha256.Sum256(content)]
	if !is && !several {
		s.t.Errorf("%s holds %d bytes that no file of the chat has", name, len(content))
	}
	stem := regexp.MustCompile(`^(.*?)( \(\d+\))?(\.\w+)$`)
	if other := stem.ReplaceAllString(name, "$1$3"); other != known && s.named(other) && !s.reset {
		s.t.Errorf("%s holds what is in %s", name, known)
	}
}

// searches looks for secrets in the files and in the dump. The code of a page is shown, and kept nowhere.
func (s *soaking) searches(dump string) {
	s.t.Helper()
	if s.code != "" {
		s.learn(s.code)
	}
	if found := s.in(dump); len(found) > 0 {
		s.t.Errorf("the dump holds the secrets %q", found)
	}
	for name := range s.chats { // those that this test put there
		_ = os.Remove(s.home + "/" + name + ".secret")
	}
	s.searchFiles(s.t, s.home)
}

// named reports whether a file of the chat has this name.
func (s *soaking) named(name string) bool {
	for _, other := range s.files {
		if other == name {
			return true
		}
	}
	return false
}

// rests waits until what was under way has ended, and returns what the program takes then: the slower a machine, the
// more is under way at once, and a leak stays.
func (s *soaking) rests() (all taken) {
	s.asks(http.MethodDelete, "/faults", nil)
	s.soon(func() bool {
		all = takes(s.cmd.Process.Pid)
		return all.files <= filesBound
	})
	return all
}

// family are the commands that live on in the session of the program that has left, those that are ending not counted.
func (s *soaking) family() (left []string) {
	s.soon(func() bool {
		left = nil
		for _, p := range processes() {
			if p.session == s.cmd.Process.Pid {
				p.read()
				left = append(left, p.cmdline)
			}
		}
		return len(left) == 0
	})
	return left
}

// soon looks again and again until ok, or until time is up.
func (s *soaking) soon(ok func() bool) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(answerBound); !ok() && time.Now().Before(end); {
		<-tick.C
	}
}
