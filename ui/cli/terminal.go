package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"attache/model"
)

// Stream is one of the places that may be a terminal.
type Stream int

// The streams.
const (
	StreamIn      Stream = iota // standard input
	StreamOut                   // standard output
	StreamErr                   // standard error
	StreamControl               // the terminal the program was started from, wherever its input comes from
)

// systemTerminal asks the system.
func (p *program) systemTerminal(s Stream) bool {
	var stream any
	switch s {
	case StreamIn:
		stream = p.In
	case StreamOut:
		stream = p.Out
	case StreamErr:
		stream = p.Err
	case StreamControl:
		f, err := os.OpenFile(controlTerminal(), os.O_RDWR, 0)
		if err != nil {
			return false
		}
		return f.Close() == nil
	}
	f, ok := stream.(*os.File)
	return ok && f != nil && term.IsTerminal(int(f.Fd()))
}

// systemColumns asks the system.
func (p *program) systemColumns() int {
	const usual = 80
	if f, ok := p.Out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return w
		}
	}
	return usual
}

// needTerminal reports why the screen cannot be drawn. keys is the stream the keys come from.
func (p *program) needTerminal(keys Stream) error {
	var why string
	switch {
	case p.Getenv("TERM") == "dumb":
		why = "TERM is dumb"
	case !p.Terminal(StreamOut):
		why = "standard output is not one"
	case !p.Terminal(keys):
		why = "standard input is not one"
	default:
		return nil
	}
	return model.NewInputProblem("screen", model.FaultNoTerminal, why)
}

// askAtTerminal reads one line of the terminal In without showing it. The terminal is raw for that
// time, and the prompt comes only then: nothing that is typed or pasted in answer to it is echoed.
// The terminal is put back when ctx ends, too, since the read itself cannot be stopped.
func (p *program) askAtTerminal(ctx context.Context, prompt string) (string, error) {
	in, ok := p.In.(*os.File)
	if !ok {
		return "", io.EOF
	}
	return p.askAt(ctx, in, prompt)
}

func (p *program) askAt(ctx context.Context, in *os.File, prompt string) (string, error) {
	fd := int(in.Fd())
	before, err := term.MakeRaw(fd)
	if err != nil {
		return "", fmt.Errorf("ask the terminal: %w", err)
	}
	line, err := await(ctx, func() (string, error) {
		keys := &keyReader{Reader: in}
		line, err := term.NewTerminal(readWriter{keys, p.Err}, "").ReadPassword(prompt)
		if keys.interrupted {
			err = context.Canceled
		}
		return line, err
	})
	if restored := term.Restore(fd, before); err == nil && restored != nil {
		err = fmt.Errorf("restore the terminal: %w", restored)
	}
	if err != nil {
		_, _ = io.WriteString(p.Err, "\n") // the prompt still stands on its line
	}
	return line, err
}

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

// await runs read, which no context can stop, and returns no later than ctx ends. What is still
// read after that is thrown away.
func await[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := read()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
