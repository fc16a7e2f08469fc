package e2e_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"attache/ui/vt"
)

// The bounds of a soak. They are wide: a loaded machine must not fail it.
const (
	answerBound = time.Minute
	memoryBound = 160 // MiB
	filesBound  = 240 // open ones: a chat may have 16 transfers, each with four, and 40 connections at rest; and there may be two
)

// seeds are those that failed once.
func seeds() []uint64 { return []uint64{1, 4, 5004, 7003, 10001, 10005, 40003} }

// TestNothingThatComesAtRandomDoesHarm runs the program under keys, pastes, sizes, the mouse and faults
// drawn from a seed. ATTACHE_SOAK is for how many seconds, ATTACHE_SOAK_SEED the first seed; without them
// the seeds that failed once are tried. With ATTACHE_SOAK_LONG one process lives all the time. .ci/soak sets them.
func TestNothingThatComesAtRandomDoesHarm(t *testing.T) {
	t.Parallel()
	long(t)
	asked := os.Getenv("ATTACHE_SOAK")
	if asked == "" {
		for _, seed := range seeds() {
			t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
				t.Parallel()
				soak(t, seed, 120)
			})
		}
		return
	}
	seconds, err := strconv.Atoi(asked)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := strconv.ParseUint(os.Getenv("ATTACHE_SOAK_SEED"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("ATTACHE_SOAK_LONG") != "" {
		soakLong(t, seed, time.Duration(seconds)*time.Second)
		return
	}
	for end := time.Now().Add(time.Duration(seconds) * time.Second); time.Now().Before(end) && !t.Failed(); seed++ {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) { soak(t, seed, 600) })
	}
}

// soaking is one program under random events.
type soaking struct {
	*program

	*witness
	wider
	control string
	rand    *rand.Rand
	home    string
	quiet   bool // nothing is pressed that shows a link
	long    bool // it lives until the end: nothing is done after which it has nothing more to do
	sent    int  // files that came into the chat
	reset   bool // the chat gives the IDs of files that were sent to others
	settled bool // the screen has the size of the terminal
	wraps   int  // until it had
	slowest time.Duration
	events  []string
	files   map[[sha256.Size]byte]string // the content of every file there is, and its name
}

// soaked starts a program that is to be soaked.
func soaked(t *testing.T, seed uint64, long bool) *soaking {
	t.Helper()
	s := &soaking{rand: rand.New(rand.NewPCG(seed, 0)), home: shortDir(t), files: map[[sha256.Size]byte]string{}}
	s.quiet, s.wide, s.long = seed%2 == 0, seed >= wideFrom, long
	s.witness, s.control = witnessed(t, "--files", s.chatFiles(t), "--fault", "unlimited")
	s.program = start(t, s.terminal(t, seed))
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("seed %d; the last events: %s\n%s", seed, strings.Join(s.events[max(0, len(s.events)-40):], " "), s.term.Text())
		}
	})
	if s.paired {
		s.pairs(t)
	}
	s.until("the screen", func(screen vt.Screen) bool { return screen.Mode(1049) }) // what is typed earlier, the system echoes
	return s
}

func soak(t *testing.T, seed uint64, steps int) {
	t.Helper()
	s, children := soaked(t, seed, false), 0
	for step := range steps {
		if !s.running() {
			break
		}
		if s.wide && s.rand.IntN(6) == 0 {
			s.wideEvent()
		}
		s.event()
		if step%40 == 39 && s.running() {
			s.answers()
			children = max(children, s.searchChildren(t, s.cmd.Process.Pid))
		}
	}
	rest := s.rests()
	if rest.most > memoryBound || rest.files > filesBound {
		t.Errorf("%d MiB, %s", rest.most, rest.open())
	}
	if s.wide && seed%3 == 0 && s.running() {
		s.dumps()
	} else {
		s.leaves()
	}
	s.posts.Wait()
	s.judge()
	t.Logf("seed %d: %d events, slowest answer %v, %d MiB, %s, %d children, %d secrets, %d saved, %d archives, %d goroutines, %d chats",
		seed, len(s.events), s.slowest.Round(time.Millisecond), rest.most, rest.open(), children, s.known(), len(s.program.files()), s.packed, strings.Count(s.dump, "\ngoroutine "), len(s.chats))
}

// terminal is what the program is started in, and how.
func (s *soaking) terminal(t *testing.T, seed uint64) terminal {
	t.Helper()
	bin := filepath.Join(s.home, "bin")
	if err := os.Mkdir(bin, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, ends := range map[string]string{"xdg-open": "0", "accept": "0", "refuse": "1"} { // the opener, and programs that are asked about files
		spy := "#!/bin/sh\n{ echo \"$@\"; env; } >>'" + s.home + "/opened'\nexit " + ends + "\n"
		if err := os.WriteFile(filepath.Join(bin, name), []byte(spy), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	pick := func(all ...string) []string { return strings.Fields(all[s.rand.IntN(len(all))]) }
	args := []string{"--rate", "100", "--log", filepath.Join(s.home, "log")}
	args = append(args, pick("", "--ascii", "--theme light", "--theme 16")...)
	args = append(args, pick("", "--mouse")...)
	args = append(args, pick("", "--images blocks", "--images off")...)
	args = append(args, pick("", "--hide-names", "--url-expiry 5", "--prefetch none", "--no-live")...)
	if s.wide {
		more, env := s.widens(t, s.home)
		if s.paired { // the command comes first
			more, args = append(more, args...), nil
		}
		return terminal{
			w: 100, h: 30, args: append(args, more...), dir: s.home, link: true, foreign: true, // a dump is in no terminal test
			env: append(env, "PATH="+bin+":/usr/bin:/bin", "DISPLAY=:9", "GOTRACEBACK=all", "AWS_ENDPOINT_URL_CONNECTPARTICIPANT="+s.url, tokenVariables()[2]),
		}
	}
	kind := []string{"CONNECTION", "PARTICIPANT"}[seed/2%2]
	return terminal{
		w: 100, h: 30, args: args, dir: s.home, link: true, foreign: s.long,
		env: append(tokenVariables()[2:3], "PATH="+bin+":/usr/bin:/bin", "DISPLAY=:9", "GOTRACEBACK=all",
			"AWS_ENDPOINT_URL_CONNECTPARTICIPANT="+s.url, "ATTACHE_"+kind+"_TOKEN="+s.token),
	}
}

func (s *soaking) running() bool {
	select {
	case <-s.ended:
		return false
	default:
		return true
	}
}

// answers presses a key wherever the program is, and looks at what is then on the screen. The terminal gets its size
// once the program has drawn for it, which a terminal that is wider tells: at once it would take a frame for another
// size, still on its way, for one that is too wide.
func (s *soaking) answers() {
	s.t.Helper()
	const there = "type what you want to do"
	s.resize(100, 30)
	s.term.Resize(200, 30)
	s.keys(strings.Repeat("\x1b[27u", 8))
	s.waits(answerBound, func(screen vt.Screen) bool { return !screen.Contains(there) })
	at := time.Now()
	for time.Since(at) < answerBound && s.running() {
		s.keys(strings.Repeat("\x1b[27u", 8) + ":")
		if s.waits(2*time.Second, func(screen vt.Screen) bool { return screen.Contains(there) && drawn(screen, 100) }) {
			break
		}
	}
	s.slowest = max(s.slowest, time.Since(at))
	s.term.Resize(100, 30)
	screen := s.term.Screen()
	switch {
	case !s.running():
		return
	case !screen.Contains(there) || !drawn(screen, 100):
		s.t.Fatalf("no key is answered, or no size, for %v", time.Since(at))
	}
	s.settled, s.wraps = true, screen.Wraps()
	s.shows(screen)
	s.keys("\x1b[27u")
}

// drawn reports whether a line goes over exactly so many columns.
func drawn(screen vt.Screen, columns int) bool {
	_, h := screen.Size()
	for y := range h {
		if line := screen.Line(y); line == strings.Repeat("─", columns) || line == strings.Repeat("-", columns) {
			return true
		}
	}
	return false
}

// waits reports whether the screen becomes what ok looks for, in time.
func (s *soaking) waits(limit time.Duration, ok func(vt.Screen) bool) bool {
	ctx, cancel := context.WithTimeout(s.t.Context(), limit)
	defer cancel()
	return s.term.WaitFor(ctx, ok) == nil // or the program's output has ended
}

// shows looks at a screen: it holds no control character, and no line went past its end.
func (s *soaking) shows(screen vt.Screen) {
	s.t.Helper()
	for _, r := range screen.Text() {
		if unseen(r) && r != '\n' {
			s.t.Errorf("%U is on the screen", r)
		}
	}
	if s.settled && screen.Wraps() > s.wraps {
		s.t.Errorf("a line is too wide:\n%s", screen.Text())
	}
}

// unseen reports whether a character moves or hides others.
func unseen(r rune) bool {
	return r < ' ' || r >= 0x7f && r <= 0x9f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200b || r == 0xfeff
}

// leaves ends the program as a person does.
func (s *soaking) leaves() {
	s.t.Helper()
	if s.running() {
		s.answers()
		s.keys("\x1b[27uQ")
	}
	if code := s.exits(patience); code < 0 || code == 2 || code > 8 && code != 130 { // else what failed is counted
		s.t.Errorf("exit code %d:\n%s", code, s.output()[max(0, len(s.output())-2000):])
	}
	if left := s.family(); len(left) > 0 {
		s.t.Errorf("left behind: %q", left)
	}
}

func (s *soaking) did(format string, args ...any) {
	s.events = append(s.events, fmt.Sprintf(format, args...))
}
