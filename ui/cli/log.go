package cli

import (
	"context"
	"io"
	"os"
	"sync"
	"time"

	"attache/model"
	"attache/ui/system"
	"attache/ui/wording"
)

// withLog runs do with the debug log, which is for its owner's eyes alone; nil where none is wanted. A
// log that was not written whole is told, since whoever reads it would take it for all there was.
func (in *inputs) withLog(ctx context.Context, do func(io.Writer) error) error {
	if in.opts.logFile == "" {
		return do(nil)
	}
	path := in.home(in.opts.logFile)
	// A pipe that nobody reads yet waits for its reader.
	f, err := system.Await(ctx, func() (*os.File, error) { return system.OpenLog(path) })
	if ctx.Err() != nil && err != nil {
		return ctx.Err()
	}
	if err != nil {
		return model.NewInputProblem(in.opts.input("log"), model.FaultUnwritable, system.Reason(err)+" ("+in.opts.logFile+")")
	}
	log := &logWriter{file: f}
	err = do(log)
	broken := log.close()
	if broken == nil {
		return err
	}
	problem := &model.Problem{Kind: model.KindDisk, Op: "log", Detail: model.Text(system.Reason(broken)), Err: broken}
	if err == nil {
		return problem
	}
	in.warn(wording.For(problem))
	return err
}

// logPatience is how long a line of the log may wait for whoever reads it, where the log is a pipe.
const logPatience = 2 * time.Second

// logWriter writes to the log until that fails, and remembers why. It never fails itself: nothing that
// is done waits for its log.
type logWriter struct {
	mu     sync.Mutex
	file   *os.File
	broken error
}

// Write implements io.Writer.
func (l *logWriter) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken == nil {
		// A plain file knows no deadline, and needs none.
		late := time.AfterFunc(logPatience, func() { _ = l.file.SetWriteDeadline(time.Unix(1, 0)) })
		_, l.broken = l.file.Write(line)
		late.Stop()
	}
	return len(line), nil
}

// close ends the log, and returns why it is not whole.
func (l *logWriter) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if shut := l.file.Close(); l.broken == nil {
		l.broken = shut
	}
	return l.broken
}
