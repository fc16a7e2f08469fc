package lines

import "strings"

// question waits for yes; anything else is no.
type question struct {
	yes func()
	no  string // what is said to a no
}

// ask asks before something is done. A sure thing, which was plainly ordered and can be undone or
// done again, is not asked about where no person types.
func (t *talk) ask(text, no string, sure bool, yes func()) {
	if sure && !t.opts.Interactive {
		yes()
		return
	}
	t.say(text)
	t.asking = &question{yes: yes, no: no}
}

// settle answers the question.
func (t *talk) settle(line string) {
	q := t.asking
	t.asking = nil
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		q.yes()
	case "", "n", "no":
		t.say(q.no)
	default: // no, but another command
		t.say(q.no)
		t.obey(line)
	}
}

// doQuit leaves, after a question where downloads are under way.
func (t *talk) doQuit(in input) {
	switch {
	case in.rest == "now":
		t.over = true
	case in.rest != "":
		t.say("Quit takes nothing after it but now. Nothing was done.")
	default:
		t.quit()
	}
}

func (t *talk) quit() {
	n := len(t.saving) + t.downloads.Waiting() + t.wishes.Saves()
	if n == 0 {
		t.over = true
		return
	}
	are := "are"
	if n == 1 {
		are = "is"
	}
	t.ask("Quit? "+count(n, "download")+" "+are+" not finished. What has come is kept to go on from. Type yes to leave.",
		"Staying.", true, func() { t.over = true })
}

// onInputEnded takes the end of the input. A person's is a wish to leave; twice in a row it needs no
// answer. That of a file or a program lets what is under way come to its end.
func (t *talk) onInputEnded() {
	t.eofs++
	asked := t.asking
	t.asking = nil
	switch {
	case !t.opts.Interactive:
	case t.eofs > 1:
		t.over = true
	case asked != nil:
		t.say(asked.no)
	default:
		t.quit()
	}
}

// leaveWhenDone ends a talk whose input has come to its end.
func (t *talk) leaveWhenDone() {
	if t.eofs > 0 && !t.opts.Interactive && !t.busy() {
		t.over = true
	}
}
