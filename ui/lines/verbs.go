package lines

// verb is a command.
type verb struct {
	name string
	also string // another word for it; empty: none
	args string // what it takes, as help shows it
	does string // a sentence
	more string // further sentences, for help on this command alone
	do   func(*talk, input)
}

const which = "NUMBERS"

// verbs returns the commands in the order of the help.
func verbs() []verb {
	return append(append(listVerbs(), linkVerbs()...), talkVerbs()...)
}

func listVerbs() []verb {
	return []verb{
		{"list", "ls", "[NUMBERS]", "reads out the files, 20 at a time.", "list 5-9 reads out those, list all reads out all. Numbers stay with their files, whatever order they are read in.", (*talk).doList},
		{"more", "", "", "reads on.", "", (*talk).doMore},
		{"find", "", "WORDS", "reads out the files that hold these words.", "Words are looked for in name, ID, type, sender and state. type:pdf, from:customer, state:saved and size>1M look in one place, and !word shuts out. save found then means these files.", (*talk).doFind},
		{"sort", "", "[WORD]", "sets the order of list and find.", "The words are arrival, name, type, size, expiry, state, sender, and reverse after one of them.", (*talk).doSort},
		{"details", "", which, "tells all that is known of a file.", "A number alone does the same.", (*talk).doDetails},
		{"explain", "", "[NUMBER]", "tells what went wrong, why, and what to do.", "Without a number it is about the last problem.", (*talk).doExplain},
		{"id", "", "ID", "adds a file by its attachment ID.", "Several IDs are parted by spaces.", (*talk).doID},
		{"read", "", "", "reads the chat again.", "", (*talk).doRead},
	}
}

func linkVerbs() []verb {
	return []verb{
		{"link", "", which, "gets a link, and tells how long it is good.", "A link that is good for a while longer is kept.", (*talk).doLink},
		{"copy", "", which + " [as FORM]", "copies the link, renewed first where it has run out.", "copy 3 as curl copies a command that fetches the file. The other forms are markdown, json, name and id, and link, which is the usual one. Several are copied one a line.", (*talk).doCopy},
		{"show", "", which, "prints the link itself, renewed first where it has run out.", "Whoever holds a link can fetch the file.", (*talk).doShow},
		{"renew", "", which, "gets a new link in any case.", "", (*talk).doRenew},
		{"keep", "", which, "keeps a link alive: it is renewed before it ends.", "keep off ends that for all. At most 10 links are kept alive.", (*talk).doKeep},
		{"life", "", "[SECONDS]", "sets how long new links live, 5 to 300 seconds.", "", (*talk).doLife},
		{"save", "get", which + " [as NAME]", "saves the file, or goes on with one that was stopped.", "save all saves what is not saved yet. save 3 as other.pdf chooses the name.", (*talk).doSave},
		{"stop", "cancel", which, "stops what is under way for a file. What has come is kept.", "stop all stops everything.", (*talk).doStop},
		{"discard", "", which, "throws away what a stopped download has left.", "", (*talk).doDiscard},
		{"open", "", "NUMBER", "opens the file with the desktop's program for it, saved first.", "A file that may start a program is asked about.", (*talk).doOpen},
		{"parallel", "", "[NUMBER]", "sets how many files are saved at once, 1 to 16.", "", (*talk).doParallel},
	}
}

func talkVerbs() []verb {
	return []verb{
		{"status", "", "", "tells what is under way, and how the chat is.", "", (*talk).doStatus},
		{"log", "", "[HOW MANY]", "tells the last changes again, with their times.", "", (*talk).doLog},
		{"quiet", "", "", "holds changes back until you press return.", "Answers to commands still come at once.", (*talk).doQuiet},
		{"normal", "", "", "tells changes as they happen.", "", (*talk).doNormal},
		{"verbose", "", "", "tells every step as it happens.", "", (*talk).doVerbose},
		{"names", "", "on or off", "shows or hides names and IDs.", "", (*talk).doNames},
		{"token", "", "", "asks for another connection token, which is not shown while you type.", "", (*talk).doToken},
		{"help", "?", "[COMMAND]", "tells about the commands.", "help all tells about each.", (*talk).doHelp},
		{"quit", "exit", "", "leaves.", "quit now leaves without a question.", (*talk).doQuit},
	}
}

// onLine takes a typed line: the answer to a question, or a command.
func (t *talk) onLine(e lineTyped) {
	t.eofs = 0
	t.patience = t.now.Add(patient)
	switch {
	case e.long:
		t.say("That line is too long for a command. Nothing was done.")
	case t.asking != nil:
		t.settle(e.text)
	default:
		t.obey(e.text)
	}
}

// obey does what a typed command says. An empty line only lets the changes be told.
func (t *talk) obey(line string) {
	if len(fields(line)) == 0 {
		return
	}
	in, fault := t.parse(line)
	if fault != "" {
		t.say(fault)
		return
	}
	if in.verb.args == "" && in.rest != "" && in.verb.name != "quit" {
		t.say(capital(in.verb.name) + " takes nothing after it. Nothing was done.")
		return
	}
	in.verb.do(t, in)
}

// doHelp tells about the commands: of 28 nobody wants to hear all at once.
func (t *talk) doHelp(in input) {
	if len(in.words) == 0 {
		t.say("Files have numbers. Type a command and a number, such as save 3, or several, such as save 1,3-5, or all.")
		for _, name := range []string{"list", "details", "link", "copy", "save", "status", "quit"} {
			if v, _ := t.find(name); v != nil {
				t.say(v.help())
			}
		}
		t.say("Commands may be shortened. Type help all to hear the others, help and a command to hear more about it.")
		return
	}
	if in.rest == allWord {
		for i := range t.verbs {
			t.say(t.verbs[i].help())
		}
		return
	}
	v, fault := t.find(in.words[0])
	if v == nil {
		t.say(fault)
		return
	}
	t.say(v.help())
	if v.more != "" {
		t.say(v.more)
	}
}

func (v *verb) help() string {
	if v.args == "" {
		return v.name + ": " + v.does
	}
	return v.name + " " + v.args + ": " + v.does
}
