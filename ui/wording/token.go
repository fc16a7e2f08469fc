package wording

import (
	"strings"

	"attache/model"
)

// WhereTokensComeFrom says where people find a token, each paragraph below whom it is for.
func WhereTokensComeFrom() []string {
	return []string{
		"Agents and supervisors:\nYour desktop knows the token. In Amazon Connect Streams, call getConnectionToken() on the contact's agent connection, " +
			"and paste what it returns. Its field is called participantToken and holds a connection token.",
		"QA people:\nOpen the chat in a browser, then its developer tools. Copy the x-amz-bearer header of any request to participant.connect " +
			"but the one to /participant/connection.",
		"Back ends:\nStartChatContact returns a participant token. Paste its answer: attache exchanges it, and never connects the participant.",
		"All:\nYou can paste the bare token, or the JSON it came in. A token opens one chat, for a day at most. It stays in memory. " +
			"Next time, have attache read it from a file, a command or a variable: attache --help says how.",
	}
}

// tokenAdvice is the next step where a token was looked for and none was found.
func tokenAdvice(p *model.Problem) string {
	command := strings.Contains(strings.ToLower(p.Op), "command")
	switch {
	case p.Code == model.FaultUnreadable && command:
		return "Run the command by itself, and see whether it prints the token."
	case p.Code == model.FaultUnreadable && strings.Contains(p.Detail, "connectionToken"):
		return "Copy the answer again, with the token that it holds."
	case p.Code == model.FaultUnreadable:
		return "Check the path, and that you may read it."
	case command:
		return "Let the command print the token alone, or the JSON of an SDK that holds it."
	}
	return "Copy the token again: one word alone, or the JSON of an SDK that holds it."
}

// otherKind says where a token of the other kind goes.
func otherKind(about subject) string {
	if about == subjectConnectionToken {
		return subjectParticipantToken.advice()
	}
	return subjectConnectionToken.advice()
}
