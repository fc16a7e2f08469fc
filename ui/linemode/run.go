package linemode

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
)

// Run talks until the user leaves, the input ends or ctx does, and returns what became of the files
// that were to be saved. Whatever was under way has been stopped then. Its error is nil when the
// user left, and holds a *model.Problem otherwise: the one that kept the chat shut, if the user left
// before it opened.
func Run(ctx context.Context, opts Options, in io.Reader, out io.Writer) ([]session.Summary, error) {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	c := newConversation(inner, opts)
	c.verbs = commands(c)
	t := &terminal{
		conversation: c, all: []*conversation{c}, out: out, ask: make(chan struct{}, 1), stirred: make(chan chatChanged),
		lines: make(chan typedLine, 1), tokens: make(chan typedLine, 1),
	}
	t.join(inner, opts.Others)
	go t.read(in)
	err := t.loop(ctx)
	var summaries []session.Summary
	for _, c := range append(t.left, t.all...) {
		c.runner.Close()
		s := c.session.Summary()
		if c.opts.Source != nil {
			s.Source = c.opts.Source()
		}
		summaries = append(summaries, s)
	}
	return summaries, err
}

func (t *terminal) loop(ctx context.Context) error {
	defer close(t.ask)
	late := time.NewTimer(patient) // after which a prompt waits for no answer
	defer late.Stop()
	for _, c := range t.all {
		c.start()
	}
	t.print(false)
	for !t.over() && t.broken == nil {
		t.listen(ctx)
		typed := t.next(ctx, late)
		if ctx.Err() != nil { // also where something has come as well: nothing more is begun, or said
			t.endLine()
			return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
		}
		if t.depart(); !t.anyBusy() {
			t.leaveWhenDone()
			t.depart()
		}
		t.print(typed)
	}
	t.endLine()
	if t.broken != nil {
		return outputProblem(t.broken)
	}
	if p := t.session.Shut(); p != nil && len(t.all)+len(t.left) == 1 {
		return p
	}
	return nil
}

// next waits for what comes first, and takes it. It reports whether that was a line.
func (t *terminal) next(ctx context.Context, late *time.Timer) bool {
	select {
	case <-ctx.Done():
	case <-t.runner.Ready():
		if ctx.Err() == nil {
			t.hear(t.runner.Collect())
		}
	case d := <-t.decoding.done:
		t.sayPage(d)
	case s := <-t.stirred:
		switch {
		case ctx.Err() != nil:
		case s.page != nil:
			s.in.sayPage(*s.page)
		default:
			s.in.hear(s.in.runner.Collect())
		}
	case <-late.C:
		t.now = t.opts.Now()
	case l := <-t.tokens:
		t.asks = false
		t.onToken(l.text, l.err)
	case l := <-t.lines:
		t.take(l)
		late.Reset(patient)
		return l.err == nil
	}
	return false
}

// take gives the conversation a line.
func (t *terminal) take(l typedLine) {
	t.wanted = false
	if l.err != nil {
		t.onInputEnded()
		return
	}
	t.prompted = "" // the return key has ended the line
	t.onLine(l.text, l.long)
}

// listen asks for the next line where one is wanted, behind its prompt. Never is more than one line
// asked for, so that nothing reads the terminal while a token is typed.
func (t *terminal) listen(ctx context.Context) {
	if t.secret && !t.asks {
		t.asks = true
		go func() {
			text, err := t.opts.AskSecret(ctx, "Connection token, not shown while you type: ")
			t.tokens <- typedLine{text: text, err: err}
		}()
	}
	if p := t.promptWords(); p != t.prompted && p != "" {
		t.endLine()
		t.write(p)
		t.prompted = p
	}
	if !t.wanted && t.wantsLine() && (t.opts.Interactive || t.asking != nil || !t.anyBusy()) {
		t.wanted = true
		t.ask <- struct{}{}
	}
}

// maxLine is longer than any command; a terminal in line mode takes no longer one either.
const maxLine = 8192

// read reads lines as they are asked for.
func (t *terminal) read(in io.Reader) {
	b := bufio.NewReaderSize(in, maxLine)
	for range t.ask {
		t.lines <- readLine(b)
	}
}

// readLine reads one line. The last one may lack its end.
func readLine(b *bufio.Reader) typedLine {
	read, err := b.ReadSlice('\n')
	text, long := string(read), false
	for errors.Is(err, bufio.ErrBufferFull) {
		long = true
		_, err = b.ReadSlice('\n')
	}
	if err != nil && text == "" {
		return typedLine{err: err}
	}
	return typedLine{text: strings.TrimRight(text, "\r\n"), long: long}
}
