package linemode

const numbersArg = "NUMBERS"

// commands returns the commands in the order of the help.
func commands(c *conversation) verbs {
	return append(append(listVerbs(c), linkVerbs(c)...), talkVerbs(c)...)
}

func listVerbs(c *conversation) verbs {
	return verbs{
		{"list", "ls", "[NUMBERS]", "reads out the files, 20 at a time.", "list 5-9 reads out those, list all reads out all. Numbers stay with their files, whatever order they are read in.", c.doList},
		{"more", "", "", "reads on.", "", c.doMore},
		{"find", "", "WORDS", "reads out the files that hold these words.", "Words are looked for in name, ID, type, sender and state. type:pdf, from:customer, state:saved, name: and id: look in one place, size>1M and age<10m compare, !word shuts out, and quotes hold words together. save found then means these files.", c.doFind},
		{"sort", "", "[WORD]", "sets the order of list and find.", "The words are arrival, name, type, size, expiry, state, sender, and reverse after one of them.", c.doSort},
		{"details", "", numbersArg, "tells all that is known of a file.", "A number alone does the same.", c.doDetails},
		{"preview", "", "NUMBER", "reads out what is in a file, before it is saved.", "Of text it reads the beginning, of pictures, sound and video what is known of them. Nothing is written to disk.", c.doPreview},
		{"explain", "", "[NUMBER]", "tells what went wrong, why, and what to do.", "Without a number it is about the last problem.", c.doExplain},
		{"id", "", "ID", "adds a file by its attachment ID.", "Several IDs are parted by spaces.", c.doID},
		{"remove", "", numbersArg, "takes a file off the list that was added by its ID.", "", c.doRemove},
		{"read", "", "", "reads the chat again.", "", c.doRead},
	}
}

func linkVerbs(c *conversation) verbs {
	return verbs{
		{"link", "", numbersArg, "gets a link, and tells how long it is good.", "A link that is good for a while longer is kept.", c.doLink},
		{"copy", "", numbersArg + " [as FORM]", "copies the link, renewed first where it has run out.", "copy 3 as curl copies a command that fetches the file. The other forms are markdown, json, name and id, and link, which is the usual one. Several are copied one a line.", c.doCopy},
		{"show", "", numbersArg, "prints the link itself, renewed first where it has run out.", "Whoever holds a link can fetch the file.", c.doShow},
		{"renew", "", numbersArg, "gets a new link in any case.", "", c.doRenew},
		{"keep", "", numbersArg, "keeps a link alive: it is renewed before it ends.", "keep off ends that for all. At most 10 links are kept alive.", c.doKeep},
		{"life", "", "[SECONDS]", "sets how long new links live, 5 to 300 seconds.", "", c.doLife},
		{"save", "get", numbersArg + " [as NAME]", "saves the file, or goes on with one that was stopped.", "save all saves what is not saved yet. save 3 as other.pdf chooses the name.", c.doSave},
		{"stop", "cancel", numbersArg, "stops what is under way for a file. What has come is kept.", "stop all stops everything.", c.doStop},
		{"discard", "", numbersArg, "throws away what a stopped download has left.", "", c.doDiscard},
		{"open", "", "NUMBER", "opens the file with the desktop's program for it, saved first.", "A file that may start a program is asked about.", c.doOpen},
		{"send", "", "PATH", "sends a file of this machine into the chat, after a question.", "It is sent under the participant whose token you gave.", c.doSend},
		{"receipt", "", "FILE", "writes what was saved, and what failed, to a file as JSON.", "An earlier receipt is replaced, no other file is.", c.doReceipt},
		{"parallel", "", "[NUMBER]", "sets how many files are saved at once, 1 to 16.", "", c.doParallel},
	}
}

func talkVerbs(c *conversation) verbs {
	return verbs{
		{"status", "", "", "tells what is under way, and how the chat is.", "", c.doStatus},
		{"log", "", "[HOW MANY]", "tells the last changes again, with their times.", "", c.doLog},
		{"quiet", "", "", "holds changes back until you press return.", "Answers to commands still come at once.", c.doQuiet},
		{"normal", "", "", "tells changes as they happen.", "", c.doNormal},
		{"verbose", "", "", "tells every step as it happens.", "", c.doVerbose},
		{"names", "", "on or off", "shows or hides names and IDs.", "", c.doNames},
		{"token", "", "", "asks for another connection token, which is not shown while you type.", "", c.doToken},
		{"help", "?", "[COMMAND]", "tells about the commands.", "help all tells about each.", c.doHelp},
		{"quit", "exit", "", "leaves.", "quit now leaves without a question.", c.doQuit},
	}
}
