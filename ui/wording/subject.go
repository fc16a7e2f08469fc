package wording

import (
	"cmp"
	"strings"
)

// subject is what an input is about, whichever flag, variable or file it came from.
type subject int

const (
	subjectOther subject = iota
	subjectConnectionToken
	subjectParticipantToken
	subjectRegion
	subjectProfile
	subjectEndpoint
	subjectID
	subjectLife
	subjectRate
	subjectCount
	subjectSize
	subjectSeed
	subjectDir
	subjectLog
	subjectListen
	subjectCA
	subjectParallel
	subjectReceipt
	subjectVerify
	subjectZip
	subjectOutput
	subjectKey
	subjectConfig
	subjectProxy
	subjectShared
	subjectSend
	subjectYes
	subjectCredentials
	subjectInstance
	subjectFlow
	subjectAttribute
	subjectContact
	subjectPrintToken
	subjectSetup
	subjectBandwidth
	subjectSince
	subjectWait
	subjectTemplate
	subjectScan
	subjectPage
)

// subjectOf reads the subject from the input's name: "--connection-token-file",
// "ATTACHE_CONNECTION_TOKEN" and "connection token" are all about the same.
func subjectOf(op string) subject {
	name, _, _ := placed(op)
	name = strings.NewReplacer("_", " ", "-", " ").Replace(strings.ToLower(name))
	for _, row := range []struct {
		parts string
		is    subject
	}{
		{"key of", subjectKey}, // before any action whose name says token or life
		{"config", subjectConfig},
		{"file to send", subjectSend},
		{"print token", subjectPrintToken},
		{"setup", subjectSetup},
		{"credentials", subjectCredentials},
		{"instance", subjectInstance},
		{"flow", subjectFlow},
		{"attribute", subjectAttribute},
		{"contact id", subjectContact},
		{"chat token", subjectOther}, // is given as it is, from nowhere
		{"participant token", subjectParticipantToken},
		{"token|bearer", subjectConnectionToken},
		{"proxy", subjectProxy},
		{"endpoint", subjectEndpoint},
		{"region", subjectRegion},
		{"profile", subjectProfile},
		{"attachment id", subjectID},
		{"expiry|life", subjectLife},
		{"limit rate", subjectBandwidth},
		{"rate", subjectRate},
		{"since", subjectSince},
		{"wait", subjectWait},
		{"hide", subjectOther},
		{"display name", subjectOther},
		{" name", subjectTemplate},
		{"on saved", subjectScan},
		{"count", subjectCount},
		{"size", subjectSize},
		{"seed", subjectSeed},
		{"listen", subjectListen},
		{" page", subjectPage},
		{"bundle", subjectCA},
		{"parallel", subjectParallel},
		{"receipt, archive", subjectVerify},
		{"zip", subjectZip},
		{"receipt", subjectReceipt},
		{"output", subjectOutput},
		{"dir|folder", subjectDir},
		{"log", subjectLog},
		{"yes", subjectYes},
		{"services|connectparticipant|connect participant|use fips|use dualstack", subjectShared},
	} {
		for part := range strings.SplitSeq(row.parts, "|") {
			if strings.Contains(name, part) {
				return row.is
			}
		}
	}
	return subjectOther
}

// advice is the next step for an input that cannot be used as it is.
func (s subject) advice() string {
	return cmp.Or(s.chatAdvice(), s.fileAdvice(), s.numberAdvice(), "Run 'attache help' to see what it takes.")
}

// chatAdvice is about what says which chat it is, and who asks.
func (s subject) chatAdvice() string {
	switch s { //nolint:exhaustive // the others are advised on elsewhere
	case subjectConnectionToken:
		return "Use --connection-token-file FILE (or -), --connection-token-command CMD, or ATTACHE_CONNECTION_TOKEN."
	case subjectParticipantToken:
		return "Use --participant-token-file FILE (or -), --participant-token-command CMD, or ATTACHE_PARTICIPANT_TOKEN."
	case subjectRegion:
		return "Give the chat's region with --region us-east-1, AWS_REGION, or region in the AWS profile."
	case subjectProfile:
		return "Give a profile that stands in the AWS configuration file, or none."
	case subjectEndpoint:
		return "Give a URL such as https://participant.connect.us-east-1.amazonaws.com, or leave it out."
	case subjectID:
		return "Copy the attachment's ID again: one word of 1 to 256 characters."
	case subjectShared:
		return "Mend that line, or say where the service is with --endpoint-url."
	case subjectProxy:
		return "Write http://USER:PASSWORD@HOST:PORT and percent-encode user and password: %5C for a backslash, %23 for #."
	case subjectCredentials:
		return "Set the AWS variables or --profile; for a sign-in or a role, sign in with the AWS CLI (version 2) first."
	case subjectInstance:
		return "Give the instance's ID or ARN: AWS console, Amazon Connect, Instances; or 'aws connect list-instances'."
	case subjectFlow:
		return "Give the flow's ID or ARN: in Amazon Connect, open the flow and choose 'Show additional flow information'."
	case subjectAttribute:
		return "Give KEY=VALUE; a key has letters, digits, - and _ alone, and all together have 32 KB at most."
	case subjectContact:
		return "Give the ID that 'attache chat start' said; the contact's page in Amazon Connect has it, too."
	}
	return ""
}

// fileAdvice is about a file, a folder or a program of this machine.
func (s subject) fileAdvice() string {
	switch s { //nolint:exhaustive // the others are advised on elsewhere
	case subjectDir:
		return "Choose a folder that you may write to, for example --dir ~/Downloads."
	case subjectLog:
		return "Choose a file in a folder that you may write to."
	case subjectCA:
		return "Give a file of certificates in PEM form, or unset AWS_CA_BUNDLE."
	case subjectReceipt:
		return "Choose a new file, or an earlier receipt, in a folder that you may write to."
	case subjectVerify:
		return "Give the receipt that --receipt wrote, an archive of --zip, or a folder that holds one of them."
	case subjectZip:
		return "Name a file, for example --zip chat.zip, in a folder that is there and that you may write to."
	case subjectOutput:
		return "Use -o - with one attachment ID, and send standard output to a file or a pipe."
	case subjectConfig:
		return "Mend the file, or leave it out with --config off; 'attache config template' prints one."
	case subjectSend:
		return "Give the path of a regular file that you may read."
	case subjectPrintToken:
		return "Send standard output to a file, or run it by --participant-token-command."
	case subjectSetup:
		return "On other systems, start attache in a terminal; 'attache completion' helps to type."
	case subjectScan:
		return "Give a program and its arguments, for example --on-saved 'clamscan -i'."
	case subjectTemplate:
		return "Give fields in braces, for example --name '{sent}-{sender}-{name}'."
	case subjectPage:
		return "Choose a new or empty folder that you may write to; a page that is there is not overwritten."
	}
	return ""
}

// numberAdvice is about a number, a time, a key or an answer.
func (s subject) numberAdvice() string {
	switch s { //nolint:exhaustive // the others are advised on elsewhere
	case subjectLife:
		return "Give whole seconds, for example --url-expiry 300."
	case subjectRate:
		return "Give calls a second, for example --rate 4."
	case subjectListen:
		return "Give a free address, for example --listen 127.0.0.1:0, where 0 lets the system choose the port."
	case subjectParallel:
		return "Give a number, for example --parallel 3."
	case subjectKey:
		return "Run 'attache config keys' to see every action and its keys."
	case subjectYes:
		return "Add --yes to send without a question, or run it in a terminal."
	case subjectBandwidth:
		return "Give bytes a second, at least 1k, for example --limit-rate 2M."
	case subjectSince:
		return "Give how long ago, as --since 10m, or a time, as --since 2026-01-31T09:00."
	case subjectWait:
		return "Give a length of time behind the sign, 1h at most, as --wait=90s; --wait alone waits 60s."
	}
	return ""
}

// isToken reports whether an input holds a token.
func (s subject) isToken() bool { return s == subjectConnectionToken || s == subjectParticipantToken }

// span says which numbers an input takes.
func (s subject) span() string {
	switch s { //nolint:exhaustive // the others take no number
	case subjectLife:
		return "a whole number of seconds from 5 to 300"
	case subjectRate:
		return "a number of calls a second from 0.1 to 10000"
	case subjectCount:
		return "a whole number from 1 to 100000"
	case subjectSize:
		return "a whole number of bytes from 1 to 1 TB"
	case subjectSeed:
		return "a whole number from 0 on"
	case subjectParallel:
		return "a whole number from 1 to 16"
	}
	return "a number within its limits"
}

// limit says how long an input may be.
func (s subject) limit() string {
	switch s { //nolint:exhaustive // only these have a limit of the service's
	case subjectConnectionToken, subjectParticipantToken:
		return " for a token, which has 1000 characters at most"
	case subjectID:
		return ", since an ID has 256 characters at most"
	}
	return ""
}
