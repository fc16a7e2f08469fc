package cli

import (
	"context"
	"strings"

	"attache/model"
	"attache/ui/system"
)

// setupCommand puts attache where a user of Windows looks for programs.
func setupCommand() commandSpec {
	return commandSpec{
		use:   "setup",
		short: "Add attache to Windows Terminal and the Start menu",
		long: "For this user alone, and on Windows alone. --remove takes both away again. It\n" +
			"prints the files that it wrote or removed.",
		example: "attache setup\nattache setup --remove",
		takes:   flagNames{"remove"},
		do:      setUp,
	}
}

func setUp(_ context.Context, p *commandLine, _ []string) error {
	if p.Setup == nil {
		return model.NewInputProblem("setup", model.FaultUnreadable, "it is for Windows")
	}
	paths, err := p.Setup(p.opts.remove)
	var lines strings.Builder
	for _, path := range paths {
		lines.WriteString(model.Text(path) + "\n")
	}
	if err := p.print(lines.String()); err != nil {
		return err
	}
	if err != nil {
		return &model.Problem{Kind: model.KindDisk, Op: "setup", Detail: model.Text(system.Reason(err)), Err: err}
	}
	return nil
}
