package wording

import (
	"path/filepath"
	"strconv"
	"strings"

	"attache/model"
)

// StoppedEarly says, after an interruption, how many files of how many are missing, and how to go on.
// The advice holds a command and is therefore never cut.
func StoppedEarly(missing, of int, command string) Words {
	files := strconv.Itoa(missing) + " of " + strconv.Itoa(of) + " files are"
	switch {
	case of == 1:
		files = "the file is"
	case missing == 1:
		files = "1 of " + strconv.Itoa(of) + " files is"
	}
	return Words{
		Brief:    "stopped",
		Sentence: "Stopped: " + files + " not saved.",
		Advice:   "To go on, with the flags as before: " + command,
	}
}

// ReadInPart says why a part of the chat could not be read.
func ReadInPart(p *model.Problem) Words {
	w := For(p)
	w.Sentence = "A part of the chat could not be read, so files may be missing. " + w.Sentence
	return w
}

// Left says that a file was skipped, since another of its name is in the folder.
func Left() string { return "Skipped: a file of this name is there already." }

// SavedNotes says what else happened on the way to a saved file, each in a sentence without its stop.
func SavedNotes(s model.Saved) []string {
	var notes []string
	if s.Damaged {
		notes = append(notes, "what was left of it was damaged and was fetched again")
	}
	if s.StartedOver {
		notes = append(notes, "it was started over: it had changed, or its host cannot go on")
	}
	if s.Moved {
		notes = append(notes, "the download folder was moved meanwhile, to "+model.Text(filepath.Dir(s.Path)))
	}
	if len(s.Stuck) > 0 {
		notes = append(notes, "these could not be removed from its folder: "+model.Text(strings.Join(s.Stuck, ", ")))
	}
	return notes
}

// Batch sums up what became of several files: "3 saved, 1 failed".
func Batch(b model.Batch) string {
	text := strconv.Itoa(b.Saved) + " saved"
	for _, part := range []struct {
		n    int
		word string
	}{{b.Failed, "failed"}, {b.Refused, "not available"}, {b.Stopped, "stopped"}} {
		if part.n > 0 {
			text += ", " + strconv.Itoa(part.n) + " " + part.word
		}
	}
	return text
}

// Fields returns the words for p as JSON and receipts hold them: the sentence and the advice.
func Fields(p *model.Problem) (message, advice string) {
	w := For(p)
	return w.Sentence, w.Advice
}

// Receipt tells the SHA-256 of a receipt, and what it is for.
func Receipt(sum string) Words {
	return Words{
		Brief:    "receipt written",
		Sentence: "The SHA-256 of the receipt is " + sum + ".",
		Advice:   "Keep it elsewhere: attache verify shows it again, and damage is told from forgery by it.",
	}
}

// Verified sums up what a look at saved files has found.
func Verified(files, checked, bad int, sum string) Words {
	w := Words{Brief: "verified", Sentence: strconv.Itoa(checked) + " files are as their receipt says."}
	if files == 1 && checked == 1 {
		w.Sentence = "The file is as its receipt says."
	}
	if checked < files {
		w.Sentence = strconv.Itoa(checked) + " of " + strconv.Itoa(files) + " files are as their receipt says; it holds no sum of the others."
	}
	if bad > 0 {
		w.Sentence = strconv.Itoa(bad) + " things are not as the receipt says."
		if bad == 1 {
			w.Sentence = "One thing is not as the receipt says."
		}
	}
	if sum != "" {
		w.Advice = "That shows damage, not forgery. Compare the receipt's own SHA-256 with the one you kept: " + sum
	}
	return w
}

// ReceiptWord is what a receipt at a path is called: with the files in it, it is an archive.
func ReceiptWord(path string) string {
	if strings.EqualFold(filepath.Ext(path), ".zip") {
		return "archive"
	}
	return "receipt"
}
