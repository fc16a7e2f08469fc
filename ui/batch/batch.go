// Package batch is the front end for pipes: results on one stream, one a line, and words on the
// other. It knows the chat through Session alone.
package batch

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"attache/model"
)

// Session is all that the commands for pipes ask of a chat.
type Session interface {
	model.Session
	// Attend tells whether somebody is looking: without a socket the chat is read less often while
	// nobody is.
	Attend(looking bool)
}

// jsonLine returns v as one line of JSON.
func jsonLine(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // nobody puts this into a page
	if err := e.Encode(v); err != nil {
		return nil, &model.Problem{Kind: model.KindInternal, Err: err}
	}
	return b.Bytes(), nil
}

// write writes b to standard output at once, so that a reader never sees half a line.
func write(w io.Writer, b []byte) error {
	_, err := w.Write(b)
	return OutputProblem(err)
}

// OutputProblem makes a problem of an error of standard output; nil of nil.
func OutputProblem(err error) error {
	if err == nil {
		return nil
	}
	return diskProblem(outputOp, err)
}

// outputOp names standard output in a problem.
const outputOp = "standard output"

// ReaderGone reports whether err says that nobody reads standard output any more, as when it goes to
// a head that has seen enough. That is no fault.
func ReaderGone(err error) bool {
	var p *model.Problem
	if errors.As(err, &p) {
		return p.Op == outputOp && brokenPipe(p.Err) // a connection can break in the same way
	}
	return brokenPipe(err)
}

// diskProblem makes a problem of what the system said, without the path it said it about.
func diskProblem(op string, err error) *model.Problem {
	p := &model.Problem{Kind: model.KindDisk, Op: op}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		err = link.Err
	}
	p.Detail, p.Err = model.Text(err.Error()), err
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		p.Kind = model.KindDiskFull
	}
	return p
}
