package lines

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"
	"syscall"
	"time"

	"attache/model"
)

// tidyTime bounds how long the program waits at its end for transfers to leave their part files in
// order.
const tidyTime = 2 * time.Second

// Run talks until the user leaves, the input ends or ctx does, and returns what became of the files
// that were to be saved. Whatever was under way has been stopped then. Its error is nil when the
// user left, and holds a *model.Problem otherwise: the one that kept the chat shut, if the user left
// before it opened.
func Run(ctx context.Context, opts Options, in io.Reader, out io.Writer) ([]model.Outcome, error) {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	r := &runner{
		opts: opts, ctx: inner, talk: newTalk(opts), out: out, box: newMailbox(),
		calls: map[int]context.CancelFunc{}, ask: make(chan struct{}, 1),
	}
	go r.read(in)
	err := r.loop() //nolint:contextcheck // calls hang on the runner's own context, made of ctx above
	stop()
	r.tidy()
	return r.talk.outcomes(), err
}

// runner gives a talk its events and carries out its orders.
type runner struct {
	opts  Options
	ctx   context.Context
	talk  *talk
	out   io.Writer
	box   *mailbox
	calls map[int]context.CancelFunc // by the number of the request
	saves sync.WaitGroup             // transfers own part files
	timer *time.Timer

	ask      chan struct{} // a line of the input is wanted
	asked    bool
	prompted string // the prompt that stands there, with the cursor behind it
	broken   error  // the output takes no more
}

func (r *runner) loop() error {
	defer close(r.ask)
	r.timer = time.NewTimer(time.Hour)
	defer r.timer.Stop()
	r.take(started{})
	for !r.talk.over && r.broken == nil {
		r.listen()
		select {
		case <-r.ctx.Done():
			r.endLine()
			return &model.Problem{Kind: model.KindCancelled, Err: r.ctx.Err()}
		case <-r.box.ready:
			for _, e := range r.box.empty() {
				r.take(e)
			}
		case <-r.timer.C:
			r.take(woken{})
		}
	}
	r.endLine()
	switch {
	case r.broken != nil:
		return outputProblem(r.broken)
	case r.talk.shut != nil:
		return r.talk.shut
	}
	return nil
}

// outputProblem makes a problem of an error of the output, without the path that the system names in it.
func outputProblem(err error) error {
	p := &model.Problem{Kind: model.KindDisk, Op: "standard output"}
	if path := new(fs.PathError); errors.As(err, &path) {
		err = path.Err
	}
	if errors.Is(err, syscall.ENOSPC) {
		p.Kind = model.KindDiskFull
	}
	p.Detail, p.Err = model.Text(err.Error()), err
	return p
}

// take gives the talk an event, prints what it says and does what it wants. What comes after it has
// said its last is not told.
func (r *runner) take(e event) {
	switch e := e.(type) {
	case lineTyped:
		r.asked, r.prompted = false, "" // the return key has ended the line
	case inputEnded:
		r.asked = false
	case linkAnswered:
		delete(r.calls, e.num)
	case saveEnded:
		delete(r.calls, e.num)
	case chatRead:
		delete(r.calls, e.num)
	}
	over := r.talk.over
	reply := r.talk.take(e, moment{r.opts.Now(), r.opts.Session.Status()})
	if over {
		return
	}
	r.print(reply.lines)
	for _, o := range reply.orders {
		r.do(o)
	}
	if at := r.talk.wake(); !at.IsZero() {
		r.timer.Reset(max(at.Sub(r.talk.now), 0))
	} else {
		r.timer.Stop()
	}
}

// listen asks for the next line where one is wanted, behind its prompt. Never is more than one line
// asked for, so that nothing reads the terminal while a token is typed.
func (r *runner) listen() {
	if p := r.talk.prompt(); p != r.prompted && p != "" {
		r.endLine()
		r.write(p)
		r.prompted = p
	}
	if !r.asked && r.talk.wantsLine() {
		r.asked = true
		r.ask <- struct{}{}
	}
}

// print prints lines, each on a line of its own whatever stands there.
func (r *runner) print(lines []string) {
	if len(lines) == 0 {
		return
	}
	r.endLine()
	r.write(strings.Join(lines, "\n") + "\n")
}

// endLine moves on to an empty line.
func (r *runner) endLine() {
	if r.prompted != "" {
		r.prompted = ""
		r.write("\n")
	}
}

func (r *runner) write(s string) {
	if _, err := io.WriteString(r.out, s); err != nil && r.broken == nil {
		r.broken = err
	}
}

// tidy waits for the transfers, and notes what became of them at the last moment.
func (r *runner) tidy() {
	done := make(chan struct{})
	go func() { r.saves.Wait(); close(done) }()
	late := time.NewTimer(tidyTime)
	defer late.Stop()
	select {
	case <-done:
	case <-late.C: // a file system that hangs must not keep the terminal
	}
	for _, e := range r.box.empty() {
		if _, ok := e.(saveEnded); ok {
			r.talk.take(e, moment{r.opts.Now(), r.opts.Session.Status()})
		}
	}
}

// mailbox carries what goroutines report to the loop. Putting into it never waits.
type mailbox struct {
	mu     sync.Mutex
	events []event
	ready  chan struct{}
}

func newMailbox() *mailbox { return &mailbox{ready: make(chan struct{}, 1)} }

func (b *mailbox) put(e event) {
	b.mu.Lock()
	b.events = append(b.events, e)
	b.mu.Unlock()
	select {
	case b.ready <- struct{}{}:
	default:
	}
}

func (b *mailbox) empty() []event {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.events
	b.events = nil
	return all
}
