package cli

import (
	"encoding/json"
	"io"
	"strings"

	"attache/model"
	"attache/ui/system"
)

// print writes results.
func (p *program) print(text string) error {
	if _, err := io.WriteString(p.Out, text); err != nil {
		return &model.Problem{Kind: model.KindDisk, Op: "standard output", Detail: system.Reason(err), Err: err}
	}
	return nil
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
