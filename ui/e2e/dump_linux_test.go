package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestNoSignalMakesAFileOfTheMemory sends the signals of crashes to a program that may leave a core dump, and whose
// environment asks for one.
func TestNoSignalMakesAFileOfTheMemory(t *testing.T) {
	t.Parallel()
	long(t)
	for _, sig := range []syscall.Signal{syscall.SIGQUIT, syscall.SIGABRT, syscall.SIGSEGV, syscall.SIGSYS} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			crash(t, sig)
		})
	}
}

func crash(t *testing.T, sig syscall.Signal) {
	t.Helper()
	home := shortDir(t)
	w, _ := witnessed(t, "--scenario", "still")
	var out strings.Builder
	cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", `ulimit -c "$(ulimit -H -c)"; exec "$0" "$@"`, built.binary(), "watch", "--all", "--json")
	cmd.Dir, cmd.Stderr = home, &out
	cmd.Env = append(cleanEnv(home), "AWS_ENDPOINT_URL_CONNECTPARTICIPANT="+w.url, "ATTACHE_CONNECTION_TOKEN="+w.token, "GOTRACEBACK=crash")
	rows, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rows.Read(make([]byte, 1)); err != nil { // the chat was read with the token
		t.Error(err)
	}
	if err := cmd.Process.Signal(sig); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait()
	cores, _ := filepath.Glob(filepath.Join(home, "core*"))
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.CoreDump() || len(cores) > 0 {
		t.Errorf("%v, cores %v", cmd.ProcessState, cores)
	}
	if found := w.in(out.String()); len(found) > 0 {
		t.Errorf("the dump holds %q", found)
	}
	w.searchFiles(t, home)
}

// TestNoOtherProgramOfTheUserReadsTheEnvironment looks once the chat was read with the token in it. What the kernel keeps
// from other programs of the same user belongs to root.
func TestNoOtherProgramOfTheUserReadsTheEnvironment(t *testing.T) {
	t.Parallel()
	home := shortDir(t)
	w, _ := witnessed(t, "--scenario", "still")
	program, err := os.Open(built.binary())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = program.Close() }()
	cmd := exec.CommandContext(t.Context(), "/proc/self/fd/3", "watch", "--all", "--json") // whoever may not enter its folder starts it too
	cmd.ExtraFiles, cmd.Dir = []*os.File{program}, home
	cmd.Env = append(cleanEnv(home), "AWS_ENDPOINT_URL_CONNECTPARTICIPANT="+w.url, "ATTACHE_CONNECTION_TOKEN="+w.token)
	if os.Getuid() == 0 {
		const nobody = 65534
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		if err := os.Chown(home, nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rows.Read(make([]byte, 1)); err != nil {
		t.Error(err)
	}
	info, err := os.Stat(fmt.Sprintf("/proc/%d/environ", cmd.Process.Pid))
	if err != nil || info.Sys().(*syscall.Stat_t).Uid != 0 {
		t.Errorf("%+v, %v", info, err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}
