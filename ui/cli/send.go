package cli

import (
	"bufio"
	"context"
	"io"
	"slices"
	"strings"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/system"
)

// sendCommand is the one command that writes to a chat.
func sendCommand() commandSpec {
	return commandSpec{
		use:     "send FILE...",
		heading: headingPipes,
		short:   "Send files into the chat, after a question",
		long: "It names the files and who is in the chat, asks once, and sends them under the\n" +
			"token's own participant. It ends when their scans have passed, and prints the ID\n" +
			"of each. Without a terminal it needs --yes.",
		example: `attache send report.pdf
attache send --yes --json photo.jpg letter.docx`,
		files: true,
		takes: flagNames{groupConnection, "yes", "any-file", "limit-rate", "json", "log"},
		do:    sendFiles,
	}
}

// sendFiles checks everything that can be known before the first call.
func sendFiles(ctx context.Context, p *commandLine, args []string) error {
	asked := batch.SendOptions{JSON: p.opts.json, Progress: p.progress()}
	if len(args) == 0 {
		return model.NewInputProblem("file to send", model.FaultMissing, "give one or more")
	}
	for _, path := range args {
		file, err := p.Inspect(path)
		if err != nil {
			return err
		}
		if why := file.Unusual(); why != "" && !p.opts.anyFile {
			return model.NewInputProblem("file to send", model.FaultUnusual, file.Name+", "+why)
		}
		if !slices.ContainsFunc(asked.Files, func(f model.Outgoing) bool { return f.Path == file.Path }) {
			asked.Files = append(asked.Files, file)
		}
	}
	if !p.opts.yes {
		if !p.Terminal(StreamIn) || !p.Terminal(StreamErr) {
			return model.NewInputProblem(p.opts.input("yes"), model.FaultMissing, "there is no terminal to ask at")
		}
		asked.Ask = p.askYes
	}
	return p.withChats(ctx, p.opts.shared, func(all []batch.Target) error { return batch.Send(ctx, all[0].Session, asked, p.Out, p.Err) })
}

// askYes asks a question at the terminal. Only a yes is one.
func (d *Deps) askYes(ctx context.Context, question string) (bool, error) {
	_, _ = io.WriteString(d.Err, question+" [y/N] ")
	line, err := system.Await(ctx, func() (string, error) { return bufio.NewReader(d.In).ReadString('\n') })
	if err != nil {
		_, _ = io.WriteString(d.Err, "\n")
		return false, err
	}
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes", nil
}
