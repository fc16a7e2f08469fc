package lines

import (
	"fmt"

	"attache/model"
)

// few is how many things of one kind are told one by one; more are counted.
const few = 5

// walk is the reading of the transcript that is under way; its number is 0 while none is.
type walk struct {
	num   int
	done  bool // one has ended, well or not
	fresh bool // the one under way has brought no page yet
	again bool // the user asked for it
	state model.CallState
}

// first reports whether files have no numbers yet, because the chat is being read.
func (w walk) first() bool { return w.num != 0 && !w.done }

// start greets, and begins to read.
func (t *talk) start() {
	t.patience = t.now.Add(patient)
	switch {
	case t.opts.Emulator:
		t.say("Attache in line mode, on a made-up chat.")
	case t.opts.Host != "":
		t.say("Attache in line mode, on " + model.Text(t.opts.Host) + ".")
	default:
		t.say("Attache in line mode.")
	}
	if len(t.opts.IDs) == 0 {
		t.readChat()
		return
	}
	t.addIDs(t.opts.IDs)
	t.sayChat()
}

// readChat walks the transcript. A walk under way is replaced.
func (t *talk) readChat() {
	if t.walk.num != 0 {
		t.order(cancelCall{t.walk.num})
	}
	t.walk.num, t.walk.fresh, t.walk.state = t.newNum(), true, model.CallState{}
	t.order(readChat{t.walk.num})
	t.say("Reading the chat.")
}

// onPage takes a page of the transcript.
func (t *talk) onPage(e pageCame) {
	if e.num != t.walk.num {
		return
	}
	if e.page.ContactID != "" {
		t.chat = e.page.ContactID
	}
	t.ended = e.page.Ended || t.ended && !t.walk.fresh
	t.walk.fresh = false
	t.merge(e.page.Attachments)
}

// onChatRead ends a walk. What came before a failure stays.
func (t *talk) onChatRead(e chatRead) {
	if e.num != t.walk.num {
		return
	}
	again := t.walk.again
	first := !t.walk.done
	t.walk = walk{done: true}
	p := model.AsProblem(e.err)
	if p != nil && p.Kind == model.KindCancelled {
		return
	}
	fresh := t.place()
	if p != nil {
		t.problem(p.IfEnded(t.ended), "", t.answer)
		if t.shut = p; t.lib.Len() > 0 {
			t.shut = nil
		}
		if t.shut != nil {
			t.say("Type read to try again, token to give another token, explain for the causes.")
		}
		if len(fresh) == 0 {
			return
		}
	}
	switch {
	case first || t.lib.Len() == len(fresh):
		t.sayChat()
	case again && len(fresh) == 0:
		t.answer("The chat was read again. Nothing new.")
	default:
		t.tellNew(fresh)
	}
	if p == nil {
		t.shut = nil
		t.watchOn()
	}
}

// place gives numbers to the attachments that have none yet, in order of arrival, and returns them.
func (t *talk) place() []string {
	var fresh []string
	for i := range t.lib.Len() {
		id := t.lib.At(i).ID
		if t.placed[id] == 0 {
			t.numbers = append(t.numbers, id)
			t.placed[id] = len(t.numbers)
			fresh = append(fresh, id)
		}
	}
	return fresh
}

// sayChat tells what there is, and reads it out where that is not long.
func (t *talk) sayChat() {
	n := len(t.numbers)
	switch {
	case n == 0:
		t.say("No files in this chat yet. New ones are told as they come.")
		return
	case n > pageLength:
		t.say(count(n, "file") + ". Type list to hear them, " + itoa(pageLength) + " at a time.")
	default:
		t.say(count(n, "file") + ".")
		t.readOut(t.list.IDs())
	}
	t.say("Type save 1 to save the first, copy 1 to copy its link, help for more.")
}

// merge takes what was said about attachments, and tells what a scan has brought.
func (t *talk) merge(as []model.Attachment) {
	before := make(map[string]model.Status, len(as))
	for i := range as {
		if a, ok := t.lib.ByID(as[i].ID); ok && t.placed[a.ID] > 0 {
			before[a.ID] = a.Status
		}
	}
	t.lib.Merge(as)
	var passed, rejected []string
	for i := range as {
		a, _ := t.lib.ByID(as[i].ID)
		was, known := before[a.ID]
		if !known || was == a.Status {
			continue
		}
		delete(before, a.ID) // each once
		if r := t.row(a.ID); r.problem != nil && r.problem.Kind == model.KindScanning {
			r.problem = nil
		}
		switch a.Status {
		case model.StatusApproved:
			passed = append(passed, a.ID)
		case model.StatusRejected:
			rejected = append(rejected, a.ID)
		default:
		}
	}
	t.tellEach("Scan passed: ", passed, ". It can be had now.", "files can be had now", t.tell)
	t.tellEach("Rejected by the scanner: ", rejected, ". It cannot be had.", "files were rejected by the scanner", t.tell)
	for _, id := range passed {
		t.grant(id)
	}
	for _, id := range rejected {
		t.dropWish(id, &model.Problem{Kind: model.KindRejected, Op: "save"})
	}
}

// tellEach tells the same of several attachments, in one line where they are many.
func (t *talk) tellEach(before string, ids []string, after, many string, tell func(string)) {
	if len(ids) > few {
		tell(itoa(len(ids)) + " " + many + ".")
		return
	}
	for _, id := range ids {
		tell(before + t.label(id) + after)
	}
}

// tellNew tells of files that have just got their numbers.
func (t *talk) tellNew(ids []string) {
	if len(ids) > few {
		t.tell(fmt.Sprintf("%d new files. Type list %d-%d to hear them.", len(ids), t.placed[ids[0]], t.placed[ids[len(ids)-1]]))
		return
	}
	for _, id := range ids {
		t.tell("New: " + t.line(id))
	}
}
