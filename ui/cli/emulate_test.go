package cli

import (
	"context"
	"net"
	"strings"
	"syscall"
	"testing"

	"attache/model"
)

// taken makes every port but a free one another program's.
func (w *world) taken() {
	emulate := w.deps.Emulate
	w.deps.Emulate = func(ctx context.Context, c Chat, address string) (Emulator, error) {
		s, err := emulate(ctx, c, address)
		if address != freePort {
			err = &net.OpError{Op: "listen", Net: "tcp", Err: syscall.EADDRINUSE}
		}
		return s, err
	}
}

func TestTheEmulatorListensWhereItIsRemembered(t *testing.T) {
	for name, c := range map[string]struct {
		args   []string
		taken  bool
		listen []string
		code   int
		says   string
	}{
		"by itself":                   {[]string{"emulate"}, false, []string{"127.0.0.1:2428"}, 0, ""},
		"the usual port is taken":     {[]string{"emulate"}, true, []string{"127.0.0.1:2428", "127.0.0.1:0"}, 0, "Another program uses 127.0.0.1:2428"},
		"a port that was asked for":   {[]string{"emulate", "--listen", "127.0.0.1:4711"}, false, []string{"127.0.0.1:4711"}, 0, ""},
		"one that is taken":           {[]string{"emulate", "--listen", "127.0.0.1:4711"}, true, []string{"127.0.0.1:4711"}, 2, "--listen cannot be used"},
		"the usual one, asked for":    {[]string{"emulate", "--listen", "127.0.0.1:2428"}, true, []string{"127.0.0.1:2428"}, 2, "--listen cannot be used"},
		"beside a command":            {[]string{"emulate", "--", "no-such-program"}, true, []string{"127.0.0.1:0"}, 2, "command no-such-program cannot be used: executable file not found"},
		"beside a command, asked for": {[]string{"emulate", "--listen", "127.0.0.1:4711", "--", "no-such-program"}, true, []string{"127.0.0.1:4711"}, 2, "--listen cannot be used"},
	} {
		w := newWorld()
		if c.taken {
			w.taken()
		}
		code := w.run(t, c.args...)
		var listen []string
		for _, e := range w.emulated {
			listen = append(listen, e.Listen)
		}
		if strings.Join(listen, " ") != strings.Join(c.listen, " ") || code != c.code || !strings.Contains(w.err.String(), c.says) || c.says == "" && w.err.Len() > 0 {
			t.Errorf("%s: listened at %q, exit %d, said %q", name, listen, code, w.err.String())
		}
	}
}

func TestWhatElseIsWrongIsToldThoughTheUsualPortIsTaken(t *testing.T) {
	w := newWorld()
	w.deps.Emulate = func(_ context.Context, _ Chat, address string) (Emulator, error) {
		if address != freePort {
			return nil, &net.OpError{Op: "listen", Net: "tcp", Err: syscall.EADDRINUSE}
		}
		return nil, model.NewInputProblem("--bucket-listen", model.FaultUnreadable, "no such address")
	}
	w.refused(t, 2, []string{"emulate", "--bucket-listen", "203.0.113.1:80"}, "--bucket-listen cannot be used")
}

func TestLinesForAShellRunNothing(t *testing.T) {
	w := newWorld()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	Run(ctx, []string{"emulate", "--env", "--signing-key", "ID:it's;$(id)`id`&"}, w.deps)
	if out := w.out.String(); !strings.Contains(out, `export AWS_SECRET_ACCESS_KEY='it'\''s;$(id)`+"`id`&'\n") || !strings.Contains(out, "export AWS_ACCESS_KEY_ID=ID\n") {
		t.Errorf("printed %s, said %s", out, w.err.String())
	}
	w = newWorld()
	Run(ctx, []string{"emulate", "--signing-key", "ID:it's"}, w.deps)
	if strings.Contains(w.out.String(), "'") {
		t.Errorf("what programs read is quoted: %s", w.out.String())
	}
}

func TestAChatTokenThatIsNoneIsNoFile(t *testing.T) {
	w := newWorld()
	w.refused(t, 2, []string{"emulate", "--chat-token", "short"}, "--chat-token", "8 to 1000")
	if strings.Contains(w.err.String(), "path") {
		t.Error(w.err.String())
	}
}

func TestPagesThatMayReadAnswersAreOrigins(t *testing.T) {
	w := newWorld()
	w.run(t, "emulate", "--allow-origin", "https://app.example,http://10.0.0.7:3000", "--allow-origin", "https://two.example")
	if len(w.emulated) != 1 || strings.Join(w.emulated[0].Origins, " ") != "https://app.example http://10.0.0.7:3000 https://two.example" {
		t.Errorf("%+v, said %q", w.emulated, w.err.String())
	}
	for _, bad := range []string{"app.example", "https://app.example/page", "https://app.example?q", "https://me@app.example", "ftp://app.example", "*", "null", "https://"} {
		newWorld().refused(t, 2, []string{"emulate", "--allow-origin", bad}, "--allow-origin")
	}
}
