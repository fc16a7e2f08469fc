package linemode

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"attache/model"
)

// leaving is what is to be left: nothing, the chat in front, or all.
type leaving int

const (
	leaveNot leaving = iota
	leaveOne
	leaveAll
)

// chatChanged says that something has happened in a chat that is not in front.
type chatChanged struct {
	in   *conversation
	page *decoded // what was read of a file there; nil: its runner has something to collect
}

// terminal is where a conversation takes place.
type terminal struct {
	*conversation // in front

	all      []*conversation
	left     []*conversation // that were closed
	leaving  leaving
	asked    *conversation // last, whether it may be left
	stirred  chan chatChanged
	out      io.Writer
	ask      chan struct{} // a line of the input is wanted
	lines    chan typedLine
	tokens   chan typedLine // typed without being shown
	wanted   bool           // a line was asked for
	asks     bool           // a token was
	prompted string         // the prompt that stands there, with the cursor behind it
	broken   error          // the output takes no more
}

// typedLine is a line of the input; long is one that is longer than any command.
type typedLine struct {
	text string
	long bool
	err  error // it has come to its end
}

// print prints what is to be said, each on a line of its own whatever stands there.
func (t *terminal) print(typed bool) {
	if lines := t.due(typed); len(lines) > 0 {
		t.endLine()
		t.write(strings.Join(lines, "\n") + "\n")
	}
	t.printOthers(typed)
}

// printOthers prints what is to be told of the chats that are not in front, with their names.
func (t *terminal) printOthers(typed bool) {
	for _, c := range t.all {
		if c == t.conversation || t.secret || t.asking != nil {
			continue
		}
		c.chatter = t.chatter
		lines := c.due(typed)
		for i, line := range lines {
			lines[i] = c.name() + ": " + line
		}
		if len(lines) > 0 {
			t.endLine()
			t.write(strings.Join(lines, "\n") + "\n")
		}
	}
}

// anyBusy reports whether anything that was asked for is under way in a chat.
func (t *terminal) anyBusy() bool {
	for _, c := range t.all {
		if c.busy() {
			return true
		}
	}
	return false
}

// over reports whether all chats are.
func (t *terminal) over() bool {
	for _, c := range t.all {
		if !c.session.Over() {
			return false
		}
	}
	return true
}

// endLine moves on to an empty line.
func (t *terminal) endLine() {
	if t.prompted != "" {
		t.prompted = ""
		t.write("\n")
	}
}

func (t *terminal) write(s string) {
	if _, err := io.WriteString(t.out, s); err != nil && t.broken == nil {
		t.broken = err
	}
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
