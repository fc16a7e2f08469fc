package linemode

import (
	"slices"
	"strings"

	"attache/model/session"
)

// doSave queues files for download. What was stopped goes on from where it was.
func (c *conversation) doSave(in input) {
	ids, used, ok := c.targets(in)
	if !ok {
		return
	}
	name := ""
	if rest := in.words[used:]; len(rest) > 0 {
		if name = nameAfter(in.rest); !strings.EqualFold(rest[0], "as") || name == "" || len(ids) > 1 {
			c.say("After the number of one file there may be as and a name, as in save 1 as other.pdf. Nothing was done.")
			return
		}
	}
	if strings.EqualFold(in.words[0], allWord) {
		ids = slices.DeleteFunc(ids, func(id string) bool {
			state := c.session.DownloadState(id)
			return state == session.DownloadSaved || state == session.DownloadSkipped
		})
		if len(ids) == 0 {
			c.say("All files are saved already.")
			return
		}
	}
	c.do(session.Save{Targets: session.Targets{IDs: ids}, Name: name}, len(ids), "")
}

// nameAfter returns what stands behind the word "as".
func nameAfter(rest string) string {
	_, after, _ := strings.Cut(rest, " ")
	_, name, _ := strings.Cut(strings.TrimSpace(after), " ")
	return strings.TrimSpace(name)
}

// doStop ends what is under way for files. What has come of them stays, to go on from.
func (c *conversation) doStop(in input) {
	ids, ok := c.only(in)
	if !ok {
		return
	}
	ids = slices.DeleteFunc(ids, func(id string) bool {
		r := c.session.Row(id)
		return r.Call == nil && !r.Waiting && r.Deferred == 0 && (!r.Saving || r.Stopping)
	})
	if len(ids) == 0 {
		c.say("Nothing is under way there.")
		return
	}
	c.do(session.Cancel{Targets: session.Targets{IDs: ids}}, len(ids), "")
}

// doDiscard throws away what stopped transfers have left.
func (c *conversation) doDiscard(in input) {
	if ids, ok := c.only(in); ok {
		c.do(session.Discard{Targets: session.Targets{IDs: ids}}, len(ids), "Nothing is left of a stopped download there.")
	}
}

// doOpen opens a file with the desktop's program for it, saved first where it is not.
func (c *conversation) doOpen(in input) {
	switch ids, ok := c.only(in); {
	case !ok:
	case len(ids) > 1:
		c.say("Open takes one file at a time. Nothing was done.")
	default:
		c.do(session.OpenFile{Targets: session.Targets{IDs: ids}}, 1, "")
	}
}

// doDetails tells all that is known of files.
func (c *conversation) doDetails(in input) {
	ids, ok := c.only(in)
	if !ok {
		return
	}
	if len(ids) > few {
		c.say("Details are told of " + itoa(few) + " files at a time. Type list and numbers to hear of more.")
		ids = ids[:few]
	}
	for _, id := range ids {
		for _, line := range c.details(id) {
			c.say(line)
		}
	}
}

// doQuit leaves, after a question where downloads are under way.
func (c *conversation) doQuit(in input) {
	if in.rest != "" && in.rest != "now" {
		c.say("Quit takes nothing after it but now. Nothing was done.")
		return
	}
	c.do(session.Quit{Confirmed: in.rest == "now"}, 0, "")
}

// doSend sends a file into the chat, after a question.
func (c *conversation) doSend(in input) {
	if in.rest == "" {
		c.say("Which file? Give its path, as in send report.pdf.")
		return
	}
	c.do(session.Send{Path: in.rest}, 0, "")
}

// doReceipt writes a receipt of the files so far.
func (c *conversation) doReceipt(in input) {
	if in.rest == "" {
		c.say("To which file? Give its name, as in receipt saved.json.")
		return
	}
	c.do(session.WriteReceipt{Path: in.rest}, 0, "")
}
