package cli

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/system"
	"attache/ui/token"
	"attache/ui/wording"
)

// fromInput is the argument that stands for the IDs on standard input.
const fromInput = "-"

// maxIDBytes bounds what is read from standard input: more IDs than any chat has files.
const maxIDBytes = 1 << 20

// attachmentIDs tells a mistyped command from an ID, since the service's IDs are opaque: a short
// word of lower-case letters alone is taken for a command, unless it stands after "--".
func attachmentIDs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 || cmd.ArgsLenAtDash() == 0 || args[0] == fromInput {
		return nil
	}
	first := args[0]
	letters := strings.Trim(first, "abcdefghijklmnopqrstuvwxyz-") == ""
	if first != "" && letters && len(first) <= 16 || wording.Nearest(first, commandNames(cmd.Root())) != "" {
		return unknownCommand(cmd.Root(), first)
	}
	return nil
}

// ids returns the attachment IDs among args in the order given, each once. Where "-" stands, those
// on standard input are put.
func (p *program) ids(ctx context.Context, args []string) ([]string, error) {
	given, err := p.expand(ctx, args)
	if err != nil {
		return nil, err
	}
	var ids []string
	known := map[string]bool{}
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
	if len(ids) == 0 && len(args) > 0 {
		return nil, missingID("standard input holds none")
	}
	return ids, nil
}

// expand puts the lines of standard input where "-" stands. A second one finds nothing left.
func (p *program) expand(ctx context.Context, args []string) ([]string, error) {
	var all []string
	for _, arg := range args {
		switch {
		case arg != fromInput:
			all = append(all, arg)
		case !p.opts.idsFromInput:
			lines, err := p.inputLines(ctx)
			if err != nil {
				return nil, err
			}
			for line := range strings.Lines(lines) {
				if line = strings.TrimSpace(line); line != "" {
					all = append(all, line)
				}
			}
		}
	}
	return all, nil
}

// inputLines reads standard input to its end.
func (p *program) inputLines(ctx context.Context) (string, error) {
	for _, kind := range []token.Kind{token.Connection, token.Participant} {
		if way := p.wayOf(kind); way == token.WayPipe || way == token.WayTyped {
			return "", model.NewInputProblem("standard input", model.FaultConflict, "a token and attachment IDs")
		}
	}
	p.opts.idsFromInput = true
	text, err := system.Await(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(p.In, maxIDBytes+1)) })
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", model.NewInputProblem("standard input", model.FaultUnreadable, system.Reason(err))
	case len(text) > maxIDBytes:
		return "", model.NewInputProblem("standard input", model.FaultTooLong, "attachment IDs end at 1 MB")
	}
	return model.DecodeText(text), nil
}

func missingID(what string) error {
	return model.NewInputProblem("attachment ID", model.FaultMissing, what)
}
