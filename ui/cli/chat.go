package cli

import (
	"context"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/wording"
)

// chatCommand starts and ends chats. Its commands are the only ones that read AWS credentials.
func chatCommand() commandSpec {
	return commandSpec{
		use:     "chat COMMAND",
		heading: headingTrial,
		short:   "Start and end a chat, with your AWS credentials",
		long: "For tests and demos. These two commands alone read AWS credentials: those of\n" +
			"--profile, else the AWS variables, else those of AWS_PROFILE. They ask the AWS\n" +
			"CLI (version 2) where a profile needs a sign-in or a role.",
		example: chatExample,
		args:    ownWords,
		within: []commandSpec{
			{
				use:   "start",
				short: "Start a chat and open it",
				long: "It calls StartChatContact and opens attache on the new chat, as its customer.\n" +
					"--print-token prints the participant token alone instead, and not to a terminal.\n" +
					"The contact ID, which 'attache chat end' needs, goes to standard error.",
				example: chatExample,
				takes: flagNames{
					groupChat, "region", "profile", "endpoint-url", "insecure-endpoint",
					groupWork, "log", groupScreen,
				},
				do: startChat,
			},
			{
				use:     "end CONTACT-ID",
				short:   "End a chat",
				long:    "It calls StopContact. Whoever is in the chat is out of it.",
				example: "attache chat end 6f0f1a2b-0c1d-4e2f-8a3b-4c5d6e7f8091 --instance INSTANCE",
				args:    cobra.ArbitraryArgs,
				takes:   flagNames{"instance", "region", "profile", "insecure-endpoint", "json"},
				do:      endChat,
			},
		},
	}
}

const chatExample = `attache chat start --instance INSTANCE --flow FLOW
attache chat start --instance INSTANCE --flow FLOW --print-token > token.txt
attache chat end CONTACT-ID --instance INSTANCE`

// startChat checks everything that can be known before the chat is started: one that nobody can open stays.
func startChat(ctx context.Context, p *commandLine, _ []string) error {
	asked := p.opts.newChat
	for name, value := range map[string]string{"instance": asked.Instance, "flow": asked.Flow} {
		if value == "" {
			return model.NewInputProblem(p.opts.input(name), model.FaultMissing, "")
		}
	}
	if p.opts.printToken {
		return tokenAlone(ctx, p, asked)
	}
	shared, err := p.checkShared()
	if err != nil {
		return err
	}
	b := Browse{Shared: shared, Connection: p.opts.connection}
	if err := p.frontEnd(&b)(StreamIn); err != nil {
		return err
	}
	target, err := p.Resolve(ctx, b.Connection)
	if err != nil {
		return err
	}
	p.prepare(target)
	return openScreen(ctx, p, b, func(ctx context.Context, b *Browse) error {
		b.ParticipantToken, err = startedChat(ctx, p, asked)
		return err
	})
}

// tokenAlone prints the token of a new chat alone, for whatever opens it.
func tokenAlone(ctx context.Context, p *commandLine, asked NewChat) error {
	if p.Terminal(StreamOut) {
		return model.NewInputProblem(p.opts.input("print-token"), model.FaultUnreadable, "standard output is a terminal")
	}
	token, err := startedChat(ctx, p, asked)
	if err != nil {
		return err
	}
	return p.print(token.Reveal() + "\n")
}

// startedChat starts the chat, and says which one it is.
func startedChat(ctx context.Context, p *commandLine, asked NewChat) (model.Secret, error) {
	c, err := controlOf(ctx, p)
	if err != nil {
		return model.Secret{}, err
	}
	started, err := p.StartChat(ctx, c, asked)
	if err == nil {
		p.say(wording.ChatStarted(started.ContactID))
	}
	return started.ParticipantToken, err
}

// controlOf is the connection to what starts and ends chats.
func controlOf(ctx context.Context, p *commandLine) (Connection, error) {
	c := p.opts.connection
	c.Control, c.EndpointURL = true, "" // that is of what opens them
	target, err := p.Resolve(ctx, c)
	if err != nil {
		return c, err
	}
	for _, note := range target.Notes {
		p.say(wording.For(note))
	}
	if target.Custom {
		p.say(wording.CustomControl(model.HideTokens(target.Host)))
	}
	return c, nil
}

func endChat(ctx context.Context, p *commandLine, args []string) error {
	switch {
	case len(args) == 0:
		return model.NewInputProblem("contact ID", model.FaultMissing, "")
	case len(args) > 1:
		return model.NewInputProblem("arguments of attache chat end", model.FaultUnknown, "")
	case !isPlainID(args[0]):
		return model.NewInputProblem("contact ID", model.FaultControl, "")
	case p.opts.newChat.Instance == "":
		return model.NewInputProblem(p.opts.input("instance"), model.FaultMissing, "")
	}
	c, err := controlOf(ctx, p)
	if err == nil {
		err = p.EndChat(ctx, c, p.opts.newChat.Instance, args[0])
	}
	if err == nil {
		p.say(wording.ChatStopped())
	}
	return err
}
