package linemode

import (
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/wording"
)

// stateWords says what is going on with a file; nothing where nothing ever was.
func (f *files) stateWords(r session.Row) string {
	switch r.State {
	case model.StateQueued:
		return "Waits for its turn"
	case model.StateAsking:
		return "Asking for the link"
	case model.StateLive, model.StateSoon, model.StateExpired:
		if r.Problem == nil {
			return f.linkWords(r)
		}
		return troubleWords(r)
	case model.StateRetrying:
		return "Trying again in " + spokenWait(r.Call.Until.Sub(f.local()))
	case model.StateScanning:
		if r.Deferred != 0 {
			return "Still being scanned, then " + deferredWords(r.Deferred, r.Form, 1)
		}
		return "Still being scanned"
	case model.StateRejected:
		return "Rejected by the scanner"
	case model.StateDenied, model.StateFailed, model.StateNoURL:
		return troubleWords(r)
	case model.StateSaving:
		return "Saving" + prefixed(", ", spokenPercent(r.Progress.Done, r.Progress.Total))
	case model.StateStopped:
		return "Stopped at " + spokenOf(r.Left.Done, r.Left.Total)
	case model.StateSaved:
		words := "Saved"
		if r.Saved.State == model.SaveSkipped {
			words = "Not saved, since it was there already"
		}
		if r.Link.Usable(f.session.Server()) {
			words += ". " + f.linkWords(r)
		}
		return words
	case model.StateNoLink:
	}
	return ""
}

func troubleWords(r session.Row) string {
	if r.Problem == nil {
		return "Link missing"
	}
	return "Failed, " + wording.For(r.Problem).Brief
}

// linkWords says how a link is; nothing where there is none.
func (f *files) linkWords(r session.Row) string {
	now := f.session.Server()
	switch r.Link.Phase(now) {
	case model.PhaseLive, model.PhaseSoon:
		return "Link good for " + spokenTime(r.Link.Left(now))
	case model.PhaseExpired:
		return "Link ended " + f.sinceEnd(r)
	case model.PhaseNone:
	}
	return ""
}

func (f *files) sinceEnd(r session.Row) string {
	return spokenAgo(f.session.Server().Sub(r.Link.Expires.Add(-model.ExpiryMargin)))
}

// details are the lines that tell all that is known of a file.
func (f *files) details(id string) []string {
	r := f.session.Row(id)
	a := r.Attachment
	lines := []string{f.heading(id)}
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, label+": "+text)
		}
	}
	if r.Call != nil {
		add("Now", f.stateWords(r)+".")
	}
	if r.Problem != nil {
		add("Problem", wording.For(r.Problem).Sentence+" Type explain "+itoa(f.placed[id])+" for more.")
	}
	add("From", f.fromWords(a)+".")
	add("Size", sizeWords(r.Size)+".")
	if a.ContentType != "" {
		add("Type", a.ContentType+".")
	}
	add("Scan", scanWords(a.Status)+".")
	add("Link", f.linkDetails(r)+".")
	lines = append(lines, f.savedDetails(r)...)
	if !f.session.NamesHidden() {
		add("ID", a.IDText)
	}
	if r.Asked > 0 {
		add("Links asked for", itoa(r.Asked)+".")
	}
	return lines
}

// heading names a file at its full length, for whoever wants to know.
func (f *files) heading(id string) string {
	name := "Attachment " + itoa(f.placed[id])
	if a, _ := f.session.Library().ByID(id); !f.session.NamesHidden() {
		name = strings.TrimRight(a.Label(), ".")
	}
	return itoa(f.placed[id]) + ". " + name + "."
}

func sizeWords(n int64) string {
	switch {
	case n == 0:
		return "not known before there is a link"
	case n < 1000:
		return spokenSize(n)
	}
	return spokenSize(n) + ", " + model.FormatSizeExact(n)
}

func (f *files) fromWords(a model.Attachment) string {
	words := f.from(a)
	if words == "" {
		words = "not known"
	}
	if !a.SentAt.IsZero() {
		words += ", at " + f.clockTime(a.SentAt) + ", " + spokenAgo(f.session.Server().Sub(a.SentAt))
	}
	return words
}

func scanWords(s model.Status) string {
	switch s {
	case model.StatusApproved:
		return "passed"
	case model.StatusRejected:
		return "rejected"
	case model.StatusInProgress:
		return "under way"
	case "":
		return "not known"
	}
	return strings.ToLower(string(s))
}

func (f *files) linkDetails(r session.Row) string {
	now := f.session.Server()
	switch r.Link.Phase(now) {
	case model.PhaseLive, model.PhaseSoon:
		text := "good for " + spokenTime(r.Link.Left(now)) + ", until " + f.clockTime(r.Link.Expires) +
			", " + r.Link.Expires.UTC().Format(time.TimeOnly) + " UTC"
		if r.Link.Estimated {
			text += ", estimated, since the service did not say"
		}
		if r.KeptAlive {
			text += ", kept alive"
		}
		return text
	case model.PhaseExpired:
		return "ended " + f.sinceEnd(r) + ", using it renews it"
	case model.PhaseNone:
	}
	return "none"
}

func (f *files) savedDetails(r session.Row) []string {
	switch {
	case r.Saving:
		return []string{"Saving: " + saveWords(r) + "."}
	case r.Waiting:
		return []string{"Saving: waits for its turn."}
	case r.Left != nil:
		return []string{"Saved: not yet. " + spokenOf(r.Left.Done, r.Left.Total) + " have come and are kept."}
	case r.Saved == nil:
		return []string{"Saved: not yet."}
	}
	lines := []string{"Saved: at " + r.SavedAt.Local().Format(time.TimeOnly) + ", as " + f.path(r.Saved.Path)}
	for _, d := range r.Saved.Warnings {
		lines = append(lines, "Warning: "+wording.FileWarning(d))
	}
	if r.Saved.SHA256 != "" {
		lines = append(lines, "SHA-256: "+r.Saved.SHA256)
	}
	return lines
}

// saveWords says how far a transfer is.
func saveWords(r session.Row) string {
	p := r.Progress
	if r.Stopping {
		return "is being stopped"
	}
	text := spokenOf(p.Done, p.Total)
	if percent := spokenPercent(p.Done, p.Total); percent != "" {
		text = percent + ", " + text
	}
	return text + prefixed(", ", leftWords(p.Left))
}

func leftWords(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return spokenWait(d) + " left"
}
