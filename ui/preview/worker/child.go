package worker

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"time"

	"attache/model"
	"attache/ui/preview"
	"attache/ui/system"
)

// Why a child is ended. Each is a sentence for whoever looks at the preview.
const (
	errCrashed = model.ConstError("the decoder failed on this file")
	errStuck   = model.ConstError("the decoder did not end in time")
	errHungry  = model.ConstError("the file takes too much memory to decode")
	errBroken  = model.ConstError("the decoder's answer makes no sense")
	errStart   = model.ConstError("the process that decodes files did not start")
)

// refusal is why a decoder refused a file. The child is well.
type refusal string

// Error implements error.
func (r refusal) Error() string { return string(r) }

// command is the hidden command that the child is started with. Nothing of a file is an argument.
const command = "preview-worker"

// watchTime is between looks at its memory.
const watchTime = 100 * time.Millisecond

// patience is how long a child may take.
type patience struct {
	toStart  time.Duration // and say that it is ready
	perFile  time.Duration // whoever still waits
	toCancel time.Duration // to answer that an answer is no longer wanted
}

func problem(err error) string {
	if err == nil {
		err = errBroken // it said that more follows, and ended
	}
	return preview.Sentence(err)
}

// child is one process, and the way to it.
type child struct {
	cmd    *exec.Cmd
	kill   context.CancelFunc
	words  chan words
	frames chan frame // closed when the child is gone
	over   <-chan struct{}
	guard  guard
	limits limits
}

// words are a frame to be sent.
type words struct {
	kind   kind
	number uint32
	parts  [][]byte
}

// start starts a child that lives no longer than ctx. It gets no variable of the environment but those
// without which a program does not run here, and no argument but the one that says what it is.
func start(ctx context.Context, argv []string) (*child, error) {
	if len(argv) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, errStart
		}
		argv = []string{self, command}
	}
	ctx, kill := context.WithCancel(ctx)
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...) //nolint:gosec // this binary
	cmd.Env = environment()
	system.OwnSession(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		kill()
		return nil, errStart
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		kill()
		return nil, errStart
	}
	c := &child{cmd: cmd, kill: kill, words: make(chan words, 2), frames: make(chan frame), over: ctx.Done(), guard: guardOf(cmd.Process)}
	go c.listen(out)
	go c.speak(in)
	return c, nil
}

// environment is all that a child finds there. Two processors are enough, and one stays the screen's.
func environment() []string {
	env := []string{"GOMAXPROCS=" + strconv.Itoa(max(1, min(2, runtime.NumCPU()-1))), "GOTRACEBACK=none"}
	if runtime.GOOS == "windows" {
		env = append(env, "SYSTEMROOT="+os.Getenv("SYSTEMROOT"))
	}
	return env
}

// listen hands on what the child says, until it ends.
func (c *child) listen(out io.Reader) {
	defer close(c.frames)
	for r := bufio.NewReader(out); ; {
		f, err := readFrame(r, maxPage)
		if err != nil {
			return
		}
		select {
		case c.frames <- f:
		case <-c.over:
			return
		}
	}
}

// gone reports whether the child has ended, or says something that nobody asked for.
func (c *child) gone() bool {
	select {
	case <-c.frames:
		return true
	default:
		return false
	}
}

// end kills the child and waits until it is no more.
func (c *child) end() {
	c.kill()
	_ = c.cmd.Wait() // it was killed
	for range c.frames {
	}
	c.guard.release()
}

// awaitReady waits for the child's first word.
func (c *child) awaitReady(ctx context.Context, wait time.Duration) error {
	late := time.NewTimer(wait)
	defer late.Stop()
	select {
	case f, ok := <-c.frames:
		if !ok || f.kind != kindReady || len(f.body) != 1 {
			return errStart
		}
		c.limits = limits(f.body[0]) | c.guard.limits()
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-late.C:
		return errStart
	}
}

// ask sends a question and tells the pages that answer it. After an error that is no refusal the child is
// of no more use.
func (c *child) ask(ctx context.Context, ask *preview.Ask, number uint32, wait patience, most int64, tell func(preview.Page)) error {
	late := time.NewTimer(wait.perFile)
	defer late.Stop()
	if err := c.send(words{kindAsk, number, [][]byte{packAsk(ask), ask.Data}}, late.C); err != nil {
		return err
	}
	watch := time.NewTicker(watchTime)
	defer watch.Stop()
	cancelled := ctx.Done()
	for {
		select {
		case f, ok := <-c.frames:
			if !ok {
				return errCrashed
			}
			if done, err := answered(f, number, ask.Box, tell); done || err != nil {
				return err
			}
		case <-cancelled:
			cancelled = nil
			late.Reset(wait.toCancel)
			if err := c.send(words{kindCancel, number, nil}, late.C); err != nil {
				return err
			}
		case <-late.C:
			return errStuck
		case <-watch.C:
			if c.guard.memory() > most {
				return errHungry
			}
		}
	}
}

// send hands a frame to speak. A child that reads nothing holds nobody up: it is given up in time, or when the worker
// is closed.
func (c *child) send(w words, late <-chan time.Time) error {
	select {
	case c.words <- w:
		return nil
	case <-late:
		return errStuck
	case <-c.over:
		return errCrashed
	}
}

// answered takes one frame of an answer, and reports whether it was the last.
func answered(f frame, number uint32, box preview.Box, tell func(preview.Page)) (bool, error) {
	if f.number != number {
		return false, errBroken
	}
	switch f.kind {
	case kindPage:
		page, ok := unpackPage(f.body, box)
		if !ok {
			return false, errBroken
		}
		tell(page)
		return false, nil
	case kindDone:
		if len(f.body) == 0 {
			return true, nil
		}
		return true, refusal(f.body[:min(len(f.body), maxName)])
	case kindReady, kindAsk, kindCancel:
	}
	return false, errBroken
}

// speak sends what there is to say, in its order. A child that is gone is seen by its silence.
func (c *child) speak(in io.Writer) {
	for {
		select {
		case w := <-c.words:
			_ = writeFrame(in, w.kind, w.number, w.parts...)
		case <-c.over:
			return
		}
	}
}
