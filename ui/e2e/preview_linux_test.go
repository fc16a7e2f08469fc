package e2e_test

import (
	"errors"
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/mattn/go-sixel"
	"golang.org/x/sys/unix"

	"attache/ui/vt"
)

// decoding starts the program with a preview open, and returns its child that decodes.
func decoding(t *testing.T) (p *program, child int) {
	t.Helper()
	p = start(t, terminal{args: []string{"demo", "--scenario", "still"}, env: append(tokenVariables(), "HTTPS_PROXY=http://CANARY", "AWS_SESSION_TOKEN=CANARY")})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.moveTo("IMG_2041")
	p.press("p", "JPEG picture")
	list, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", p.cmd.Process.Pid))
	if err != nil {
		leftOut(t, "a list of children", err)
	}
	others, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range others {
		more, _ := os.ReadFile(path) // a thread may be gone
		list = append(list, more...)
	}
	for _, field := range strings.Fields(string(list)) {
		line, _ := os.ReadFile("/proc/" + field + "/cmdline") // likewise
		if strings.HasSuffix(string(line), "\x00preview-worker\x00") {
			child, err = strconv.Atoi(field)
		}
	}
	if child == 0 || err != nil {
		t.Fatalf("no child among %q: %v", list, err)
	}
	return p, child
}

func TestWhatDecodesHasNoSecretNoFileAndNoSocketAndEndsWithTheProgram(t *testing.T) {
	t.Parallel()
	p, child := decoding(t)
	env, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", child))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(env), "CANARY") || strings.Count(string(env), "\x00") > 3 {
		t.Errorf("it finds %q", env)
	}
	open, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", child))
	if err != nil {
		t.Fatal(err)
	}
	for _, fd := range open {
		if to, err := os.Readlink(fd); err == nil && !regexp.MustCompile(`^(pipe:|/dev/null$|anon_inode:|/sys/fs/cgroup/)`).MatchString(to) {
			t.Errorf("it holds %s", to)
		}
	}
	handle, err := unix.PidfdOpen(child, 0)
	if err != nil {
		leftOut(t, "a handle of a process", err)
	}
	defer unix.Close(handle) //nolint:errcheck // nothing hangs on it
	p.signal(syscall.SIGKILL)
	fds := []unix.PollFd{{Fd: int32(handle), Events: unix.POLLIN}} //nolint:gosec // a small number
	n, err := unix.Poll(fds, int(patience.Milliseconds()))
	for errors.Is(err, unix.EINTR) { // by a signal to this process
		n, err = unix.Poll(fds, int(patience.Milliseconds()))
	}
	if n != 1 || err != nil {
		t.Errorf("it outlives the program: %d, %v", n, err)
	}
}

// TestTheStartPaysLittleForWhatIsLinked counts what packages allocate before main: the tables of decoders
// belong into the child, and into its first use of them.
func TestTheStartPaysLittleForWhatIsLinked(t *testing.T) {
	t.Parallel()
	const before, more = 190_000, 1 << 20            // without previews, and what they may add
	cmd := exec.Command(built.binary(), "--version") //nolint:noctx // the test's own time limit holds
	cmd.Env = append(cleanEnv(shortDir(t)), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	total, whose := 0, ""
	for _, m := range regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes,`).FindAllStringSubmatch(string(out), -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		if total += n; n > 100_000 {
			whose += " " + m[1]
		}
	}
	if total == 0 || total > before+more {
		t.Errorf("%d bytes are allocated before main, most of them by%s", total, whose)
	}
}

func TestSixelsOfThePictureAreDrawnInItsPlaceAndNoLongerThanItIsShown(t *testing.T) {
	t.Parallel()
	p := start(t, terminal{args: []string{"demo", "--scenario", "still", "--images", "sixel"}, foreign: true})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.moveTo("IMG_2041")
	p.press("p", "JPEG picture", "Camera")
	sixels := regexp.MustCompile(`\x1b\[(\d+);(\d+)H(\x1bP[0-9;]*q[^\x1b]*\x1b\\)`)
	var found []string
	p.until("sixels where their place is", func(s vt.Screen) bool { // which what else comes may move
		all := sixels.FindAllStringSubmatch(p.output(), -1)
		above := s.Find("Camera")
		if len(all) == 0 || above < 0 {
			return false
		}
		found = all[len(all)-1]
		before, _, _ := strings.Cut(s.Line(above), "Camera")
		return found[1] == strconv.Itoa(above+2) && found[2] == strconv.Itoa(ansi.StringWidth(before)+1)
	})
	var m image.Image
	if err := sixel.NewDecoder(strings.NewReader(found[3])).Decode(&m); err != nil {
		t.Fatal(err)
	}
	if w, h := m.Bounds().Dx(), m.Bounds().Dy(); w < 200 || h < 100 || w*3/4-h > 8 || h-w*3/4 > 8 {
		t.Errorf("a photo of 4:3 is %d x %d", w, h)
	}
	p.press("p", "p preview")
	at := len(p.output())
	p.keys("q")
	p.exits(patience)
	if strings.Contains(p.output()[at:], "\x1bP") {
		t.Error("it is drawn after it was closed")
	}
}
