package linemode

import (
	"path/filepath"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// longEnough is how long many files are being saved before it is told how far they are.
const longEnough = 5 * time.Second

// ofSaves words a notice about downloads, and reports whether it was one.
func (a *announcer) ofSaves(n session.Notice) bool {
	switch f := n.Fact.(type) {
	case session.SaveStarted:
		a.saveStarted(n, f)
	case session.FileSaved:
		a.fileEnded(a.requestOf(n), f.File)
	case session.SaveDone:
		a.saveDone(a.requestOf(n), f)
	case session.BatchEnded:
		a.tell("All downloads have ended: " + wording.Batch(f.Batch) + ".")
	case session.TransferProgress:
		a.progress(n.About[0])
	case session.Opened:
		if f.Failed { // the text of the error may hold the path, and is not told
			a.answer("The desktop could not open " + a.label(n.About[0]) + ". It is saved all the same.")
		} else {
			a.answer("Opened: " + a.label(n.About[0]) + ".")
		}
	case session.Cancelled:
		a.cancelled(n.About, f)
	case session.Discarded:
		if f.Problem != nil {
			a.problem(f.Problem, "", a.answer)
		} else {
			a.answer("Thrown away.")
		}
	case session.SendStarted:
		a.tell("Sending " + wording.OutgoingName(f.File, a.session.NamesHidden()) + ", " + spokenSize(f.File.Size) + ".")
	case session.FileSent:
		if f.Problem != nil {
			a.answer(wording.Sent(f.Problem))
		} else {
			a.answer("Sent: " + a.label(n.About[0]) + " is in the chat.")
		}
	case session.ReceiptWritten:
		if f.Problem != nil {
			a.problem(f.Problem, "", a.answer)
		} else {
			a.answer("The " + wording.ReceiptWord(f.Path) + " is written to " + model.Text(f.Path) + ".")
		}
	default:
		return false
	}
	return true
}

func (a *announcer) saveStarted(n session.Notice, f session.SaveStarted) {
	a.sayDeferred(f.Deferred, model.DeferredSave, 0)
	a.sayMissing(f.Missing, len(f.Missing))
	ids := n.About
	if len(f.UnderWay) > 0 {
		a.say(count(len(f.UnderWay), "file") + " on the way already.")
		if len(ids) == 1 && ids[0] == f.UnderWay[0] {
			return
		}
	}
	if b := a.session.Batch(); b.Done() == b.Refused {
		a.far = progressReported{at: a.now}
	}
	what := count(len(ids), "file")
	if len(ids) == 1 {
		what = a.label(ids[0])
		if f.From > 0 {
			what += ", from " + spokenSize(f.From) + " on"
		}
	}
	a.say("Saving " + what + ", to " + f.Folder + ".")
}

// fileEnded tells what a download has come to: at once where it is one of few, else to those who want
// all.
func (a *announcer) fileEnded(r *request, f session.SavedFile) {
	aloud := r.files <= few
	switch {
	case f.Problem == nil:
		aloud = aloud || len(f.Saved.Warnings) > 0 && r.files <= pageLength
		a.tellIf(aloud, a.savedWords(f.ID, f.Saved))
	case f.Problem.Kind == model.KindCancelled:
		a.tellIf(aloud, a.stoppedWords(f))
	default:
		if r.failed++; aloud || r.failed <= few {
			a.problem(f.Problem, a.label(f.ID), a.answer)
		}
	}
	a.tellFar()
}

func (a *announcer) tellIf(aloud bool, text string) {
	if aloud {
		a.answer(text)
		return
	}
	a.detail(text)
}

func (a *announcer) stoppedWords(f session.SavedFile) string {
	n := itoa(a.placed[f.ID])
	if f.Left == nil || f.Left.Done == 0 {
		return "Stopped: " + a.label(f.ID) + ". Nothing had come yet."
	}
	return "Stopped: " + a.label(f.ID) + ", at " + spokenOf(f.Left.Done, f.Left.Total) + ". Type save " + n + " to go on, discard " + n + " to throw that away."
}

// tellFar tells how far many files are, by quarters.
func (a *announcer) tellFar() {
	b := a.session.Batch()
	if b.Asked <= few || b.Stopped > 0 || a.now.Sub(a.far.at) < longEnough {
		return
	}
	const all = 4
	if quarters := b.Done() * all / b.Asked; quarters > a.far.quarters && quarters < all {
		a.far = progressReported{a.now, quarters}
		a.tell("Saving: " + itoa(b.Done()) + " of " + itoa(b.Asked) + " files done.")
	}
}

// saveDone sums up, so that no failure is lost among successes.
func (a *announcer) saveDone(r *request, f session.SaveDone) {
	if len(f.Files) == 1 { // of several each was told
		a.fileEnded(r, f.Files[0])
	}
	b := model.Batch{Refused: len(f.Missing)}
	for _, file := range f.Files {
		b.Ended(file.Problem)
	}
	if len(f.Files) == 0 {
		a.sayMissing(f.Missing, len(f.Missing))
	}
	if b.Done() <= 1 {
		return
	}
	text := "Done: " + wording.Batch(b) + "."
	if b.Failed > 0 {
		text += " Type find state:failed to hear which, explain for why."
	}
	a.answer(text)
}

// progress tells how far a large file is.
func (a *announcer) progress(id string) {
	text := "Saving " + a.label(id) + ": " + saveWords(a.session.Row(id)) + "."
	if a.session.Batch().Asked <= few {
		a.tell(text)
		return
	}
	a.detail(text)
}

// cancelled says what was ended, but for downloads that are few: their own end tells of them.
func (a *announcer) cancelled(ids []string, f session.Cancelled) {
	switch {
	case len(ids) == 0:
	case len(ids) > few:
		a.say(count(len(ids), "file") + " stopped.")
	case f.Deferred == len(ids):
		a.tellEach("Taken back: nothing is done with ", ids, " once it is scanned.", "", a.answer)
	case f.Calls == len(ids):
		a.tellEach("Stopped: asking for the link of ", ids, ".", "", a.answer)
	case f.Deferred+f.Calls > 0:
		a.answer("Stopped: what was under way for " + a.spokenNumbers(ids) + ".")
	}
}

// savedWords tells what became of a file; its folder was told when it began.
func (a *announcer) savedWords(id string, s model.Saved) string {
	name := "under another name"
	if !a.session.NamesHidden() {
		name = "as " + short(model.Text(filepath.Base(s.Path)))
	}
	if s.State == model.SaveSkipped {
		if s.Same {
			return "Not needed: " + a.label(id) + ", the same file is there " + name + "." + warned(s)
		}
		return "Skipped: " + a.label(id) + ", a file of this name is there."
	}
	text := "Saved: " + a.label(id) + ", " + spokenSize(s.Size)
	file, _ := a.session.Library().ByID(id)
	switch {
	case s.Renamed:
		text += ", " + name + ", since the name was taken"
	case filepath.Base(s.Path) != file.Name:
		text += ", " + name
	}
	for _, note := range wording.SavedNotes(s) {
		text += ", " + note
	}
	return text + "." + warned(s)
}

// warned is what is off about a saved file; nothing where all is well.
func warned(s model.Saved) string {
	if warning := wording.Gravest(s.Warnings); warning != "" {
		return " Warning: " + warning
	}
	return ""
}
