package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// process is one of the machine, as /proc tells.
type process struct {
	pid, parent, session int
	environ, cmdline     string
}

// processes lists what runs now.
func processes() (all []process) {
	paths, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil
	}
	for _, path := range paths {
		stat, _ := os.ReadFile(path) // it may be gone by now
		_, rest, found := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		if !found || len(fields) < 4 || fields[0] == "Z" {
			continue
		}
		dir := filepath.Dir(path)
		p := process{}
		p.pid, _ = strconv.Atoi(filepath.Base(dir))
		p.parent, _ = strconv.Atoi(fields[1])
		p.session, _ = strconv.Atoi(fields[3])
		cmdline, _ := os.ReadFile(dir + "/cmdline") // first, to know whose the environment is
		environ, _ := os.ReadFile(dir + "/environ")
		p.environ, p.cmdline = string(environ), string(cmdline)
		all = append(all, p)
	}
	return all
}

// unborn reports whether a process was still a copy of its parent when it was looked at, before it became another
// program: what it had then was the parent's.
func (p process) unborn() bool {
	parent, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", p.parent))
	return p.cmdline == string(parent)
}

// descendants are the children of a process, and theirs.
func descendants(pid int) (all []process) {
	now, family := processes(), []int{pid}
	for i := 0; i < len(family); i++ {
		for _, p := range now {
			if p.parent == family[i] && !slices.Contains(family, p.pid) {
				family, all = append(family, p.pid), append(all, p)
			}
		}
	}
	return all
}

// searchChildren looks for secrets in what a program started, and in its own arguments.
func (w *witness) searchChildren(t *testing.T, pid int) (children int) {
	t.Helper()
	all := descendants(pid)
	for _, p := range all {
		if p.unborn() {
			continue
		}
		if found := w.in(p.environ + p.cmdline); len(found) > 0 {
			t.Errorf("the child %q is given the secrets %q", p.cmdline, found)
		}
	}
	own, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if found := w.in(string(own)); len(found) > 0 {
		t.Errorf("the arguments hold %q", found)
	}
	return len(all)
}

// resident returns the most memory that a process has had, in MiB, and how many files it holds open.
func resident(pid int) (mebibytes, files int) {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if m := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status); m != nil {
		mebibytes, _ = strconv.Atoi(string(m[1]))
	}
	open, _ := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	return mebibytes / 1024, len(open)
}
