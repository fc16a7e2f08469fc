//go:build unix

package clip

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestToolsFollowTheDesktop(t *testing.T) {
	for _, tt := range []struct {
		name, system string
		env          map[string]string
		want         []string
	}{
		{"wayland before the X server it also runs", "linux", map[string]string{"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, []string{"wl-copy", "xclip", "xsel"}},
		{"x", "linux", map[string]string{"DISPLAY": ":0"}, []string{"xclip", "xsel"}},
		{"no desktop", "linux", nil, nil},
		{"windows around linux", "linux", map[string]string{"WSL_DISTRO_NAME": "Debian"}, []string{"clip.exe"}},
		{"android", "android", map[string]string{"TERMUX_VERSION": "1"}, []string{"termux-clipboard-set"}},
		{"mac", "darwin", nil, []string{"pbcopy"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, tool := range tools(tt.system, env(tt.env)) {
				got = append(got, tool.name)
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("tools %q, want %q", got, tt.want)
			}
		})
	}
}

// patient is the clipboard of a machine that may be busy for long.
func patient(mode string, vars map[string]string) Clipboard {
	c := New(mode, env(vars))
	c.limit = 10 * time.Minute
	return c
}

// toolbox makes the only folder of PATH, with the given shell scripts in it, and returns the file
// that they may write to.
func toolbox(t *testing.T, scripts map[string]string) (took string) {
	t.Helper()
	dir := t.TempDir()
	for name, body := range scripts {
		script := "#!/bin/sh\nPATH=/usr/bin:/bin\n" + body + "\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700); err != nil { //nolint:gosec // a program
			t.Fatal(err)
		}
	}
	took = filepath.Join(dir, "took")
	t.Setenv("PATH", dir)
	t.Setenv("TOOK", took)
	return took
}

func TestTheToolGetsTheTextAndTheRouteIsKnown(t *testing.T) {
	const takes, fails = `printf '%s|' "$*" >"$TOOK"; cat >>"$TOOK"`, "cat >/dev/null; exit 1"
	x, both := map[string]string{"DISPLAY": ":0"}, map[string]string{"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}
	const text = "https://bucket.example/é?a=1&b='2'\nsecond"
	for _, tt := range []struct {
		name, mode string
		env        map[string]string
		scripts    map[string]string
		route      Route
		took       string
	}{
		{"xclip", "auto", x, map[string]string{"xclip": takes}, RouteNative, "-in -selection clipboard|" + text},
		{"xsel where xclip is not there", "auto", x, map[string]string{"xsel": takes}, RouteNative, "--input --clipboard|" + text},
		{"xsel where xclip fails", "auto", x, map[string]string{"xclip": fails, "xsel": takes}, RouteNative, "--input --clipboard|" + text},
		{"wl-copy", "auto", both, map[string]string{"wl-copy": takes, "xclip": fails}, RouteNative, "--type text/plain|" + text},
		{"xclip where wl-copy fails", "auto", both, map[string]string{"wl-copy": fails, "xclip": takes}, RouteNative, "-in -selection clipboard|" + text},
		{"the terminal where no tool is", "auto", x, nil, RouteOSC52, ""},
		{"the terminal where every tool fails", "auto", both, map[string]string{"wl-copy": fails, "xclip": fails, "xsel": fails}, RouteOSC52, ""},
		{"the terminal where there is no desktop", "auto", nil, map[string]string{"xclip": takes, "wl-copy": takes}, RouteOSC52, ""},
		{"nothing else where the tool was wanted", "native", x, map[string]string{"xclip": fails}, RouteNone, ""},
		{"never the far machine's tool over SSH", "auto", map[string]string{"DISPLAY": ":0", "SSH_CONNECTION": "1"}, map[string]string{"xclip": takes}, RouteOSC52, ""},
		{"nothing when off", "off", x, map[string]string{"xclip": takes}, RouteNone, ""},
		{"tmux", "auto", map[string]string{"TMUX": "/t,1,0", "DISPLAY": ":0"}, map[string]string{"tmux": takes, "xclip": fails}, RouteTmux, "load-buffer -w -|" + text},
		{"the terminal where tmux is too old", "auto", map[string]string{"TMUX": "/t,1,0"}, map[string]string{"tmux": fails}, RouteOSC52, ""},
		{"a text that clip.exe would mangle", "auto", map[string]string{"WSL_DISTRO_NAME": "D"}, map[string]string{"clip.exe": takes}, RouteOSC52, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			took := toolbox(t, tt.scripts)
			if got := patient(tt.mode, tt.env).Copy(t.Context(), text); got != tt.route {
				t.Errorf("Copy took route %v, want %v", got, tt.route)
			}
			if got, _ := os.ReadFile(took); string(got) != tt.took {
				t.Errorf("the tool took %q, want %q", got, tt.took)
			}
		})
	}
}

func TestTheToolIsNamed(t *testing.T) {
	toolbox(t, map[string]string{"xsel": "exit 0"})
	if got := New("auto", env(map[string]string{"DISPLAY": ":0"})).Tool(); got != "xsel" {
		t.Errorf("tool %q", got)
	}
	if got := New("auto", env(nil)).Tool(); got != "" {
		t.Errorf("tool %q without a desktop", got)
	}
}

// TestAToolThatHangsIsKilled holds the tool by a pipe that ends with it.
func TestAToolThatHangsIsKilled(t *testing.T) {
	took := toolbox(t, map[string]string{"xclip": `exec 3>"$TOOK"; echo started >&3; exec sleep 1000`})
	if err := syscall.Mkfifo(took, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan Route, 1)
	go func() {
		done <- patient("auto", map[string]string{"DISPLAY": ":0"}).Copy(ctx, strings.Repeat("x", 1<<20))
	}()
	pipe, err := os.Open(took)
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close() //nolint:errcheck // read only
	r := bufio.NewReader(pipe)
	if line, err := r.ReadString('\n'); line != "started\n" {
		t.Fatalf("the tool said %q, %v", line, err)
	}
	cancel()
	if got := <-done; got != RouteOSC52 {
		t.Errorf("Copy took route %v, want the terminal's", got)
	}
	if rest, err := io.ReadAll(r); err != nil || len(rest) > 0 {
		t.Errorf("the tool went on: %q, %v", rest, err)
	}
}

// TestAToolThatStaysToServeIsNotWaitedFor: xclip and wl-copy leave a child behind that holds the
// text for as long as somebody may paste it.
func TestAToolThatStaysToServeIsNotWaitedFor(t *testing.T) {
	took := toolbox(t, map[string]string{"xclip": `cat >/dev/null; sleep 1000 & echo $! >"$TOOK"`})
	if got := patient("native", map[string]string{"DISPLAY": ":0"}).Copy(t.Context(), "x"); got != RouteNative {
		t.Errorf("Copy took route %v", got)
	}
	killed(t, took)
}

// TestAToolThatEndedWellHasTheText: what was said of it counts, however late its pipe is closed.
func TestAToolThatEndedWellHasTheText(t *testing.T) {
	took := toolbox(t, map[string]string{"xclip": `exec 3<&0; sleep 1000 <&3 & echo $! >"$TOOK"`})
	if got := patient("native", map[string]string{"DISPLAY": ":0"}).Copy(t.Context(), strings.Repeat("x", 1<<20)); got != RouteNative {
		t.Errorf("Copy took route %v", got)
	}
	killed(t, took)
}

// killed ends the child whose number is in a file, which must still be there.
func killed(t *testing.T, file string) {
	t.Helper()
	pid, err := strconv.Atoi(strings.TrimSpace(read(t, file)))
	if err == nil {
		err = syscall.Kill(pid, syscall.SIGKILL)
	}
	if err != nil {
		t.Errorf("the child that serves the clipboard is gone: %v", err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
