package system

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/muesli/cancelreader"
	"golang.org/x/term"
)

// IsTerminal reports whether a stream is a file that is a terminal.
func IsTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && f != nil && term.IsTerminal(int(f.Fd()))
}

// Columns is the width of the terminal that a stream is, and a usual one where it is none.
func Columns(stream any) int {
	const usual = 80
	if f, ok := stream.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w
		}
	}
	return usual
}

// OpenControl opens the terminal that the program was started from, wherever its input comes from.
func OpenControl() (*os.File, error) {
	name := "/dev/tty"
	if runtime.GOOS == "windows" {
		name = "CONIN$"
	}
	return os.OpenFile(name, os.O_RDWR, 0)
}

// AskSecret shows prompt on errs and reads one line of the terminal in, or a pasted object of many, without
// showing it. The terminal is raw for that time, and the prompt comes only then: nothing that is typed or
// pasted in answer to it is echoed. When ctx ends, the terminal is put back, and what is typed from then on
// is left to whoever reads next.
func AskSecret(ctx context.Context, in *os.File, errs io.Writer, prompt string) (string, error) {
	return ask(ctx, in, errs, func(t *term.Terminal) (string, error) { return readLines(t, prompt) })
}

// Ask is AskSecret for a line that may be seen.
func Ask(ctx context.Context, in *os.File, errs io.Writer, prompt string) (string, error) {
	return ask(ctx, in, errs, func(t *term.Terminal) (string, error) {
		t.SetPrompt(prompt)
		return t.ReadLine()
	})
}

func ask(ctx context.Context, in *os.File, errs io.Writer, read func(*term.Terminal) (string, error)) (string, error) {
	fd := int(in.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return "", fmt.Errorf("ask the terminal: %w", err)
	}
	var from io.Reader = in
	stop := func() bool { return false } // then the read goes on until a key comes
	if stoppable, err := cancelreader.NewReader(in); err == nil {
		defer func() { _ = stoppable.Close() }() // the terminal stays open
		from, stop = stoppable, stoppable.Cancel
	}
	keys := &keyReader{Reader: from}
	var line string
	done := make(chan error, 1)
	go func() {
		text, err := read(term.NewTerminal(readWriter{keys, errs}, ""))
		line = text
		if keys.interrupted {
			err = context.Canceled
		}
		done <- err
	}()
	select {
	case err = <-done:
	case <-ctx.Done():
		if stop() {
			<-done //nolint:errcheck // ctx says why
		}
		err = ctx.Err()
	}
	if restored := term.Restore(fd, before); err == nil && restored != nil {
		err = fmt.Errorf("restore the terminal: %w", restored)
	}
	if err != nil {
		_, _ = io.WriteString(errs, "\n") // the prompt still stands on its line
		return "", err
	}
	return line, nil
}

// readLines reads a line, and those that belong to it where it opens a brace: a pasted answer of an SDK
// has many lines, and what would be left of it is a command line's to run.
func readLines(t *term.Terminal, prompt string) (string, error) {
	text, err := t.ReadPassword(prompt)
	for err == nil && strings.HasPrefix(strings.TrimSpace(text), "{") && strings.Count(text, "{") > strings.Count(text, "}") && len(text) < maxSecret {
		var line string
		line, err = t.ReadPassword("")
		text += "\n" + line
	}
	return text, err
}

// maxSecret is far over what a person pastes.
const maxSecret = 64 << 10

type readWriter struct {
	io.Reader
	io.Writer
}

// keyReader notes ctrl+c, which a raw terminal passes on as a key, and takes out ctrl+l, to which the
// prompt would answer by clearing the screen.
type keyReader struct {
	io.Reader
	interrupted bool
}

// Read implements io.Reader.
func (k *keyReader) Read(p []byte) (int, error) {
	const ctrlC, ctrlL = 3, 12
	n, err := k.Reader.Read(p)
	for i := range p[:n] {
		if p[i] == ctrlL {
			p[i] = 0
		}
	}
	k.interrupted = k.interrupted || bytes.IndexByte(p[:n], ctrlC) >= 0
	return n, err
}
