package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/cli/token"
)

func connectionSettings() []setting {
	const group = groupConnection
	return []setting{
		{name: "connection-token-file", arg: "FILE", group: group, help: "read the connection token from a file, - is standard input", set: setTokenFile(token.Connection)},
		{name: "connection-token-command", arg: "CMD", group: group, help: "run a command that prints the connection token", set: setTokenCommand(token.Connection)},
		{name: "participant-token-file", arg: "FILE", group: group, help: "read a participant token, which is exchanged, from a file", set: setTokenFile(token.Participant)},
		{name: "participant-token-command", arg: "CMD", group: group, help: "run a command that prints a participant token", set: setTokenCommand(token.Participant)},
		{name: "chat", arg: "FILE", group: group, many: true, apart: true, single: true, help: "open the chat that a file describes; up to ten, one flag each", set: setChat},
		{name: "region", arg: "REGION", group: group, aws: []string{"AWS_REGION", "AWS_DEFAULT_REGION"}, hints: regions(), help: "the chat's AWS region (else AWS_REGION, the profile)", set: setText(func(o *options) *string { return &o.connection.Region })},
		{name: "profile", arg: "NAME", group: group, aws: []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"}, help: "the AWS profile to read the region and endpoint from", set: setText(func(o *options) *string { return &o.connection.Profile })},
		{name: "endpoint-url", arg: "URL", group: group, aws: []string{"AWS_ENDPOINT_URL_CONNECTPARTICIPANT", "AWS_ENDPOINT_URL"}, help: "another endpoint than the region's own", set: setEndpoint},
		{name: "insecure-endpoint", group: group, help: "accept plain http to another machine", set: setBool(func(o *options) *bool { return &o.connection.Insecure })},
	}
}

// regions are the regions that have Amazon Connect. A region that is new is taken all the same.
func regions() []string {
	return []string{
		"us-east-1", "us-west-2", "us-gov-west-1", "ca-central-1", "eu-central-1", "eu-west-2", "af-south-1",
		"ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2",
	}
}

// setEndpoint refuses the parts of a URL that may hold a secret, and shows nothing of it then. All
// else about the URL is checked where it is used.
func setEndpoint(o *options, input, value string) error {
	if strings.ContainsAny(value, "@?#") || model.HoldsToken(value) {
		return model.NewInputProblem(input, model.FaultArgument, "")
	}
	return setText(func(o *options) *string { return &o.connection.EndpointURL })(o, input, value)
}

func setTokenFile(kind token.Kind) setter {
	return func(o *options, input, value string) error {
		if value == "" {
			return model.NewInputProblem(input, model.FaultEmpty, "")
		}
		o.tokens[kind].File, o.tokens[kind].FileInput = value, input
		return nil
	}
}

func setTokenCommand(kind token.Kind) setter {
	return func(o *options, input, value string) error {
		switch {
		case strings.TrimSpace(value) == "":
			return model.NewInputProblem(input, model.FaultEmpty, "")
		case len(strings.Fields(value)) == 1 && model.HideTokens(value) != value && !isProgram(value):
			// A shell would repeat it: not found.
			return model.NewInputProblem(input, model.FaultArgument, "")
		}
		o.tokens[kind].Command, o.tokens[kind].CommandInput = value, input
		return nil
	}
}

// isProgram reports whether a word runs something.
func isProgram(word string) bool {
	_, err := exec.LookPath(word)
	return err == nil
}

// maxChats is how many chats one run takes: an agent has ten at most.
const maxChats = 10

// setChat adds chat files, which a variable gives as a list of paths.
func setChat(o *options, input, value string) error {
	paths := []string{value}
	if strings.HasPrefix(input, "ATTACHE_") {
		paths = filepath.SplitList(value)
	}
	for _, path := range paths {
		_, err := os.Stat(path)
		switch {
		case strings.TrimSpace(path) == "":
			return model.NewInputProblem(input, model.FaultEmpty, "")
		case strings.ContainsRune(path, 0):
			return model.NewInputProblem(input, model.FaultControl, "")
		case err != nil && model.HoldsToken(path):
			return model.NewInputProblem(input, model.FaultArgument, "")
		case len(o.chats) == maxChats:
			return model.NewInputProblem(input, model.FaultUnreadable, "more than "+strconv.Itoa(maxChats)+" chats")
		case slices.ContainsFunc(o.chats, func(c chatFile) bool { return filepath.Clean(c.path) == filepath.Clean(path) }):
			return model.NewInputProblem(input, model.FaultConflict, "the same file twice")
		}
		o.chats = append(o.chats, chatFile{path, input})
	}
	return nil
}
