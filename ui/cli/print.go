package cli

import (
	"encoding/json"
	"io"
	"strings"

	"attache/model"
	"attache/ui/batch"
)

// print writes results.
func (p *program) print(text string) error {
	_, err := io.WriteString(p.Out, text)
	return batch.OutputProblem(err)
}

// output is standard output for what is printed by cobra, which forgets that it could not be written.
type output struct {
	io.Writer
	err error // the first one
}

// Write implements io.Writer.
func (o *output) Write(b []byte) (int, error) {
	n, err := o.Writer.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// printJSON writes results as an object a line.
func printJSON[T any](p *program, all []T) error {
	var b strings.Builder
	for _, one := range all {
		line, err := json.Marshal(one)
		if err != nil {
			return &model.Problem{Kind: model.KindInternal, Err: err}
		}
		b.Write(line)
		b.WriteByte('\n')
	}
	return p.print(b.String())
}
