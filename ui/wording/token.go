package wording

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
