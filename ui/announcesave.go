package ui

import (
	"path/filepath"
	"strconv"

	"attache/model"
	"attache/model/session"
	"attache/ui/style"
	"attache/ui/wording"
)

// savingAnswer words what came of saving, opening and stopping.
func (s announcer) savingAnswer(n session.Notice) string {
	switch f := n.Fact.(type) {
	case session.SaveStarted:
		return s.saveStarted(n.About, f)
	case session.FileSaved:
		return s.fileSaved(f.File)
	case session.SaveDone:
		return s.saveDone(f)
	case session.BatchEnded:
		return s.batch(f.Batch, s.Folder)
	case session.Opened:
		if f.Failed {
			return "The desktop could not open " + s.names(n.About) + "; it is saved all the same"
		}
		return "Opened " + s.names(n.About)
	case session.Cancelled:
		return s.cancelled(n.About, f)
	case session.Discarded:
		if f.Problem != nil {
			return s.problem(f.Problem, "")
		}
		return "Thrown away: what was left of " + s.names(n.About)
	case session.SendStarted:
		return "Sending " + s.outgoing(f.File) + ", " + model.FormatSize(f.File.Size)
	case session.FileSent:
		if f.Problem == nil {
			return "Sent: " + s.outgoing(f.File) + " is in the chat"
		}
		return s.sent(f)
	case session.TransferProgress:
		return s.names(n.About) + ": " + model.FormatPercent(f.Progress.Done, f.Progress.Total)
	}
	return ""
}

func (s announcer) saveStarted(about []string, f session.SaveStarted) string {
	if len(about) == 0 {
		return s.names(f.UnderWay) + isAre(len(f.UnderWay)) + "on the way already"
	}
	text := "Saving " + s.names(about) + " to " + model.Text(f.Folder)
	if f.From > 0 {
		text = "Saving " + s.names(about) + " from " + model.FormatSize(f.From) + " on"
	}
	if n := len(f.Deferred); n > 0 {
		text += "; " + strconv.Itoa(n) + " more when scanned"
	}
	if n := len(f.Missing); n > 0 {
		text += "; " + strconv.Itoa(n) + " not available"
	}
	return text
}

// fileSaved words what became of one file, its name first: the folder is what may be cut.
func (s announcer) fileSaved(f session.SavedFile) string {
	switch p := f.Problem; {
	case p == nil:
		return s.savedSentence(f)
	case p.Kind == model.KindCancelled && f.Left != nil:
		return "Stopped: " + s.NameOf(f.ID) + " at " + model.FormatSize(f.Left.Done) + "; " + s.Keys.Act.Save.Help().Key + " goes on"
	case p.Kind == model.KindCancelled:
		return "Stopped: " + s.NameOf(f.ID) + ", nothing of it is saved"
	default:
		return s.problem(p, f.ID)
	}
}

func (s announcer) savedSentence(f session.SavedFile) string {
	saved := f.Saved
	folder := ", in " + model.Text(filepath.Dir(saved.Path))
	name := s.NameOf(f.ID)
	if !s.Hidden {
		name = model.Text(filepath.Base(saved.Path))
	}
	switch {
	case saved.State == model.SaveSkipped && saved.Same && s.Hidden:
		return "Nothing to do: " + name + " is there already" + folder + warned(saved)
	case saved.State == model.SaveSkipped && saved.Same:
		return "Nothing to do: the same file is there already as " + name + folder + warned(saved)
	case saved.State == model.SaveSkipped:
		return "Skipped: the name " + map[bool]string{true: "of "}[s.Hidden] + name + " is taken" + folder
	case !s.Hidden:
		name = "as " + name
	}
	text := "Saved " + name
	if saved.Renamed {
		text += " (the name was taken)"
	}
	text += ", " + model.FormatSize(saved.Size)
	for _, note := range wording.SavedNotes(saved) {
		text += ", " + note
	}
	if warning := warned(saved); warning != "" { // which is not to be cut, and the details have the path
		return text + warning
	}
	return text + folder
}

// warned is what is off about a saved file; nothing where all is well.
func warned(saved model.Saved) string {
	if warning := wording.Gravest(saved.Warnings); warning != "" {
		return ". " + warning
	}
	return ""
}

// saveDone sums up, so that no failure is lost among successes.
func (s announcer) saveDone(f session.SaveDone) string {
	switch {
	case len(f.Files) == 1 && len(f.Missing)+len(f.Deferred) == 0:
		return s.fileSaved(f.Files[0])
	case len(f.Files) == 0 && len(f.Missing) == 1:
		return s.problem(f.Missing[0].Problem, f.Missing[0].ID)
	}
	text := s.batch(batchOf(f), f.Folder)
	if n := len(f.Deferred); n > 0 {
		text += ". " + strconv.Itoa(n) + " more when scanned"
	}
	return text
}

func batchOf(f session.SaveDone) model.Batch {
	b := model.Batch{Asked: len(f.Files) + len(f.Missing), Refused: len(f.Missing)}
	for _, file := range f.Files {
		switch p := file.Problem; {
		case p == nil:
			b.Saved++
		case p.Kind == model.KindCancelled:
			b.Stopped++
		default:
			b.Failed++
		}
	}
	return b
}

func (s announcer) batch(b model.Batch, folder string) string {
	if b.Stopped > 0 && b.Stopped == b.Asked {
		return plural(b.Stopped, "One download", "downloads") + " stopped; " + s.Keys.Act.Save.Help().Key + " goes on"
	}
	text := wording.Batch(b)
	if b.Failed+b.Refused > 0 {
		text += "; their rows say why, " + s.Keys.Act.Explain.Help().Key + " explains"
	}
	if b.Saved > 0 {
		text += ". In " + model.Text(folder)
	}
	return text
}

// doneSeverity is that of a save: that none is there is no success.
func (s announcer) doneSeverity(w session.Weight, f session.SaveDone) style.Severity {
	if w == session.WeightResult && batchOf(f).Saved > 0 {
		return style.Success
	}
	return severityOfWeight(w)
}

func (s announcer) cancelled(about []string, f session.Cancelled) string {
	if len(about) == 0 && f.Sends > 0 {
		return "Stopping what is being sent"
	}
	text := "Cancelled: " + s.names(about)
	if f.Transfers+f.Waiting > 1 {
		text = strconv.Itoa(f.Transfers+f.Waiting) + " downloads stopped"
	}
	if f.Transfers > 0 {
		text += "; " + s.Keys.Act.Save.Help().Key + " goes on"
	}
	return text
}
