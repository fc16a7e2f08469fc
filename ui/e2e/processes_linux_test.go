package e2e_test

import (
	"fmt"
	"os"
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

// processes lists what runs now, without its arguments and environment.
func processes() (all []process) {
	dir, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer func() { _ = dir.Close() }()
	names, _ := dir.Readdirnames(-1)
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		stat, _ := os.ReadFile("/proc/" + name + "/stat") // it may be gone by now
		_, rest, found := strings.Cut(string(stat), ") ")
		fields := strings.Fields(rest)
		if !found || len(fields) < 4 || fields[0] == "Z" {
			continue
		}
		p := process{pid: pid}
		p.parent, _ = strconv.Atoi(fields[1])
		p.session, _ = strconv.Atoi(fields[3])
		all = append(all, p)
	}
	return all
}

// read adds its arguments, and what it was given.
func (p *process) read() {
	cmdline, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", p.pid)) // first, to know whose the environment is
	environ, _ := os.ReadFile(fmt.Sprintf("/proc/%d/environ", p.pid))
	p.environ, p.cmdline = string(environ), string(cmdline)
}

// unborn reports whether a process was still a copy of its parent when it was looked at, before it became another
// program: what it had then was the parent's.
func (p *process) unborn() bool {
	parent, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", p.parent))
	return p.cmdline == string(parent)
}

// descendants are the children of a process, and theirs.
func descendants(pid int) (all []process) {
	family := []int{pid}
	for i := 0; i < len(family); i++ {
		for _, child := range children(family[i]) {
			if !slices.Contains(family, child) {
				p := process{pid: child, parent: family[i]}
				p.read()
				family, all = append(family, child), append(all, p)
			}
		}
	}
	return all
}

// children asks the kernel, or where it keeps no list of them, all processes.
func children(pid int) (all []int) {
	if _, err := os.Stat("/proc/thread-self/children"); err != nil {
		for _, p := range processes() {
			if p.parent == pid {
				all = append(all, p.pid)
			}
		}
		return all
	}
	tasks, _ := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid)) // it may be gone by now
	for _, task := range tasks {
		list, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/children", pid, task.Name()))
		for _, field := range strings.Fields(string(list)) {
			if child, err := strconv.Atoi(field); err == nil {
				all = append(all, child)
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

// taken is what a process takes.
type taken struct {
	most, now int // of memory, in MiB
	files     int // that it holds open; -1 where this user may not see them
}

// takes looks at a process. The program keeps what it holds open from other programs of its user, but for those of root.
func takes(pid int) taken {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	mebibytes := func(name string) int {
		m := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
		if m == nil {
			return 0
		}
		n, _ := strconv.Atoi(string(m[1]))
		return n / 1024
	}
	all := taken{mebibytes("VmHWM"), mebibytes("VmRSS"), -1}
	if open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid)); err == nil {
		all.files = len(open)
	}
	return all
}

// open says how many files are held open.
func (t taken) open() string {
	if t.files < 0 {
		return "open files not counted (root may)"
	}
	return fmt.Sprintf("%d open files", t.files)
}
