package lines

import (
	"strings"
	"time"

	"attache/model"
	"attache/ui/wording"
)

// stateWords says what is going on with a file; nothing where nothing ever was.
func (t *talk) stateWords(a model.Attachment) string {
	r, now := t.row(a.ID), t.server()
	switch t.state(a) {
	case model.StateQueued:
		return "Waits for its turn"
	case model.StateAsking:
		return "Asking for the link"
	case model.StateLive, model.StateSoon, model.StateExpired:
		if r.problem == nil {
			return t.linkWords(r)
		}
		return t.troubleWords(r)
	case model.StateRetrying:
		s := r.retry()
		return "Trying again in " + spokenWait(s.Until.Sub(t.now))
	case model.StateScanning:
		if w := t.wishes.Of(a.ID); w != 0 {
			return "Still being scanned, then " + wishWords(w, r.form, 1)
		}
		return "Still being scanned"
	case model.StateRejected:
		return "Rejected by the scanner"
	case model.StateDenied, model.StateFailed, model.StateNoURL:
		return t.troubleWords(r)
	case model.StateSaving:
		return "Saving" + prefixed(", ", spokenPercent(r.save.meter.Read()))
	case model.StateStopped:
		return "Stopped at " + spokenOf(r.left.done, r.left.total)
	case model.StateSaved:
		words := "Saved"
		if r.saved.State == model.SaveSkipped {
			words = "Not saved, since it was there already"
		}
		if r.link.Usable(now) {
			words += ". " + t.linkWords(r)
		}
		return words
	case model.StateNoLink:
	}
	return ""
}

// retry is the request that waits to be sent again.
func (r *row) retry() model.CallState {
	if r.save != nil && r.save.state.Stage == model.StageRetrying {
		return r.save.state
	}
	if r.call != nil {
		return r.call.state
	}
	return model.CallState{}
}

func (t *talk) troubleWords(r *row) string {
	if r.problem == nil {
		return "Link missing"
	}
	return "Failed, " + wording.For(r.problem).Brief
}

// linkWords says how a link is; nothing where there is none.
func (t *talk) linkWords(r *row) string {
	now := t.server()
	switch r.link.Phase(now) {
	case model.PhaseLive, model.PhaseSoon:
		return "Link good for " + spokenTime(r.link.Left(now))
	case model.PhaseExpired:
		return "Link ended " + spokenAgo(now.Sub(r.link.Expires.Add(-model.ExpiryMargin)))
	case model.PhaseNone:
	}
	return ""
}

// prefixed puts a word before s, where there is any.
func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

// doDetails tells all that is known of files.
func (t *talk) doDetails(in input) {
	ids, ok := t.only(in)
	if !ok {
		return
	}
	if len(ids) > few {
		t.say("Details are told of " + itoa(few) + " files at a time. Type list and numbers to hear of more.")
		ids = ids[:few]
	}
	for _, id := range ids {
		t.sayDetails(id)
	}
}

func (t *talk) sayDetails(id string) {
	a, _ := t.lib.ByID(id)
	r := t.row(id)
	t.say(itoa(t.placed[id]) + ". " + t.wholeName(a) + ".")
	if r.call != nil || r.save != nil && r.save.state.Stage == model.StageRetrying {
		t.say("Now: " + t.stateWords(a) + ".")
	}
	if r.problem != nil {
		t.say("Problem: " + wording.For(r.problem).Sentence + " Type explain " + itoa(t.placed[id]) + " for more.")
	}
	t.say("From: " + t.fromWords(a) + ".")
	size := "not known before there is a link"
	if n := t.size(r); n > 0 {
		size = spokenSize(n)
		if n >= 1000 {
			size += ", " + model.FormatSizeExact(n)
		}
	}
	t.say("Size: " + size + ".")
	if a.ContentType != "" {
		t.say("Type: " + a.ContentType + ".")
	}
	t.say("Scan: " + scanWords(a.Status) + ".")
	t.say("Link: " + t.linkDetails(r) + ".")
	t.saySaved(id, r)
	if !t.hidden {
		t.say("ID: " + a.IDText)
	}
	if r.asked > 0 {
		t.say("Links asked for: " + itoa(r.asked) + ".")
	}
}

// wholeName is a name at its full length, for whoever wants to know.
func (t *talk) wholeName(a model.Attachment) string {
	if t.hidden {
		return "Attachment " + itoa(t.placed[a.ID])
	}
	return strings.TrimRight(a.Label(), ".")
}

func (t *talk) fromWords(a model.Attachment) string {
	words := t.from(a)
	if words == "" {
		words = "not known"
	}
	if !a.SentAt.IsZero() {
		words += ", at " + t.clockTime(a.SentAt) + ", " + spokenAgo(t.server().Sub(a.SentAt))
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

func (t *talk) linkDetails(r *row) string {
	now := t.server()
	switch r.link.Phase(now) {
	case model.PhaseLive, model.PhaseSoon:
		text := "good for " + spokenTime(r.link.Left(now)) + ", until " + t.clockTime(r.link.Expires) +
			", " + r.link.Expires.UTC().Format(time.TimeOnly) + " UTC"
		if r.link.Estimated {
			text += ", estimated, since the service did not say"
		}
		if r.kept {
			text += ", kept alive"
		}
		return text
	case model.PhaseExpired:
		return "ended " + spokenAgo(now.Sub(r.link.Expires.Add(-model.ExpiryMargin))) + ", using it renews it"
	case model.PhaseNone:
	}
	return "none"
}

func (t *talk) saySaved(id string, r *row) {
	switch {
	case r.save != nil:
		t.say("Saving: " + t.saveWords(r) + ".")
	case t.downloads.Waits(id):
		t.say("Saving: waits for its turn.")
	case r.left != nil:
		t.say("Saved: not yet. " + spokenOf(r.left.done, r.left.total) + " have come and are kept.")
	case r.saved == nil:
		t.say("Saved: not yet.")
	default:
		t.say("Saved: at " + r.savedAt.Local().Format(time.TimeOnly) + ", as " + t.path(r.saved.Path))
		for _, d := range r.saved.Doubts {
			t.say("Warning: " + wording.Doubt(d))
		}
		if r.saved.SHA256 != "" {
			t.say("SHA-256: " + r.saved.SHA256)
		}
	}
}
