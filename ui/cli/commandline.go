package cli

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/wording"
)

// tokenCommandTime is how long a token command may take: a person may have to type a passphrase
// or touch a key in the meantime.
const tokenCommandTime = 2 * time.Minute

// commandLine is one run of the command line.
type commandLine struct {
	*Deps
	inputs
	fault       error // what is wrong with the settings, for the command that is run all the same
	tree        *cobra.Command
	learnt      []string     // the commands in the order of the help
	printed     resultWriter // standard output for cobra
	commandTime time.Duration
	idsRead     bool // standard input held IDs, and has been read
	alone       bool // nobody can be asked for anything, not even by a token command
}

func newCommandLine(deps Deps) *commandLine {
	p := &commandLine{Deps: deps.withDefaults(), commandTime: tokenCommandTime, printed: resultWriter{Writer: deps.Out}}
	p.inputs = inputs{
		opts: defaults(), table: settings(deps.Scenarios, deps.Faults, deps.Appearances), getenv: p.Getenv, actions: p.Actions, warn: p.say,
	}
	return p
}

// tell says on standard error why the program ends, unless that is known: the user stopped it, or
// each failure was told by itself.
func (p *commandLine) tell(err error) {
	var failures *model.Failures
	if problem := model.AsProblem(err); problem.Kind != model.KindCancelled && !errors.As(err, &failures) {
		p.reporter().Fail(model.Attachment{}, problem)
	}
}

// say tells words on standard error.
func (p *commandLine) say(w wording.Words) { p.reporter().Warn(model.Attachment{}, w) }

func (p *commandLine) reporter() batch.Reporter { return batch.Reporter{W: p.Err, JSON: p.opts.json} }

// print writes results.
func (p *commandLine) print(text string) error {
	_, err := io.WriteString(p.Out, text)
	return batch.OutputProblem(err)
}

// printJSON writes results as an object a line.
func printJSON[T any](p *commandLine, all ...T) error {
	var b strings.Builder
	for _, one := range all {
		line, err := json.Marshal(one)
		if err != nil {
			return &model.Problem{Kind: model.KindInternal, Err: err}
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	return p.print(b.String()) // at once, so that a reader never sees half of it
}

// width is that of the terminal that standard output is, and 0 where it is none.
func (p *commandLine) width() int {
	if !p.Terminal(StreamOut) {
		return 0
	}
	return p.Columns()
}

// progress reports whether progress is shown: to people alone, and only where it can be painted
// over.
func (p *commandLine) progress() bool {
	return p.Terminal(StreamErr) && p.Getenv("TERM") != "dumb" && !p.opts.json
}

// resultWriter is standard output for what is printed by cobra, which forgets that it could not be written.
type resultWriter struct {
	io.Writer
	err error // the first one
}

// Write implements io.Writer.
func (o *resultWriter) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}
