package cli

import (
	"context"
	"io"
	"strings"

	"attache/model"
	"attache/ui/cli/token"
	"attache/ui/system"
)

// maxIDBytes bounds what is read from standard input: more IDs than any chat has files.
const maxIDBytes = 1 << 20

// readIDs returns the attachment IDs among args in the order given, each once. Where "-" stands, those
// on standard input are put; a second one finds nothing left.
func (p *commandLine) readIDs(ctx context.Context, args []string) ([]string, error) {
	var ids []string
	known := map[string]bool{}
	for _, arg := range args {
		given := []string{arg}
		if arg == fromInput {
			lines, err := p.inputLines(ctx)
			if err != nil {
				return nil, err
			}
			given = lines
		}
		for _, s := range given {
			id, err := model.CheckID(s)
			if err != nil {
				return nil, err
			}
			if !known[id] {
				known[id] = true
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 && len(args) > 0 {
		return nil, missingID("standard input holds none")
	}
	return ids, nil
}

// inputLines reads standard input to its end, once. Empty lines are left out.
func (p *commandLine) inputLines(ctx context.Context) ([]string, error) {
	if p.idsRead {
		return nil, nil
	}
	for _, kind := range []token.Kind{token.Connection, token.Participant} {
		if way := p.wayOf(kind); way == token.OriginPipe || way == token.OriginTyped {
			return nil, model.NewInputProblem("standard input", model.FaultConflict, "a token and attachment IDs")
		}
	}
	p.idsRead = true
	text, err := system.Await(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(p.In, maxIDBytes+1)) })
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, model.NewInputProblem("standard input", model.FaultUnreadable, system.Reason(err))
	case len(text) > maxIDBytes:
		return nil, model.NewInputProblem("standard input", model.FaultTooLong, "attachment IDs end at 1 MB")
	}
	var all []string
	for line := range strings.Lines(model.DecodeText(text)) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all, nil
}

func missingID(what string) error {
	return model.NewInputProblem("attachment ID", model.FaultMissing, what)
}
