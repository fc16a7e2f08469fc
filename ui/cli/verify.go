package cli

import (
	"context"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/batch"
)

// verifyCommand checks what was saved earlier. It asks the service for nothing.
func verifyCommand() commandSpec {
	return commandSpec{
		use:     "verify RECEIPT|ZIP|DIR",
		heading: headingTrial,
		short:   "Check saved files against their receipt",
		long: "A line for each: intact, touched, missing, added, unsafe or unchecked, its path\n" +
			"and what is off. It reads no more of a file than the receipt says that it has,\n" +
			"follows no link and unpacks nothing. Exit code 0: all is as it was; 1: it is not;\n" +
			"2: there is nothing to check. It shows damage, not forgery: compare the SHA-256\n" +
			"of the receipt, which 'get' tells, with the one you kept.",
		example: `attache verify receipt.json
attache verify evidence.zip
attache verify --json chat-files | jq -r 'select(.state == "touched").path'`,
		args:  cobra.ArbitraryArgs,
		takes: flagNames{"json"},
		do:    verifyFiles,
	}
}

func verifyFiles(ctx context.Context, p *commandLine, args []string) error {
	const input = "receipt, archive or folder"
	switch {
	case len(args) == 0:
		return model.NewInputProblem(input, model.FaultMissing, "give one")
	case len(args) > 1:
		return model.NewInputProblem(input, model.FaultConflict, "a second one")
	}
	return batch.Verify(ctx, p.home(args[0]), p.opts.json, p.Out, p.Err)
}
