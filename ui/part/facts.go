package part

import (
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/layout"
	"attache/ui/style"
	"attache/ui/wording"
)

// lowSide is the height of a pane from which size and type have a line each.
const lowSide = 12

// Of facts that are more than told.
const (
	problemLabel = "problem"
	idLabel      = "id"
	typeLabel    = "type"
)

// Details is what is known of one file.
type Details struct {
	*Frame

	Row    session.Row
	Whole  bool // it stands in place of the list
	Wanted bool // a key asked for the link: it may be clicked on
}

// detail is one line of the details.
type detail struct {
	label, value string
	style        style.Style
}

func (d *Details) from() string {
	a := d.Row.Attachment
	parts := []string{roleWord(a.Role)}
	if d.Row.Arrived {
		parts = []string{"new", roleWord(a.Role)}
	}
	if a.Sender != "" && !d.Hidden {
		parts = append(parts, a.Sender)
	}
	if !a.SentAt.IsZero() && d.Layout.Kind != layout.Wide {
		parts = append(parts, d.clockTime(a.SentAt))
	}
	return strings.Join(parts, d.dotted())
}

// roleWord is the sender's part in the chat.
func roleWord(r model.Role) string {
	switch r {
	case "":
		return "unknown"
	case model.RoleBot:
		return "bot"
	case model.RoleAgent, model.RoleCustomer, model.RoleSystem, model.RoleSupervisor:
	}
	return strings.ToLower(string(r))
}

// clockTime is an instant of the service's clock as a time of day here.
func (d *Details) clockTime(t time.Time) string { return d.local(t).Local().Format(time.TimeOnly) }

// sent is on a line of its own where the pane is narrow and high.
func (d *Details) sent() detail {
	at := d.Row.Attachment.SentAt
	if at.IsZero() {
		return detail{"sent", "at an unknown time", d.Dim}
	}
	return detail{"sent", d.clockTime(at) + ", " + model.FormatAgo(max(d.Server.Sub(at), 0)), d.Plain}
}

func (d *Details) size() detail {
	size := "not known before a link is there"
	if d.Row.Size > 0 {
		size = model.FormatSizeExact(d.Row.Size)
	}
	if d.stacked() { // one line each: the scan's word stands here
		size += d.dotted() + "scan " + d.scan().value
	}
	return detail{"size", size, d.Plain}
}

// sizeAndType stand in one line of w cells, or else, where there are lines enough, in two. A type that is longer than
// a line is told in short.
func (d *Details) sizeAndType(w int) []detail {
	size, a := d.size(), d.Row.Attachment
	both := detail{"size", size.value + d.dotted() + a.ContentType, d.Plain}
	short := model.TypeLabel(a)
	switch {
	case a.ContentType == "":
		return []detail{size}
	case d.Layout.Kind != layout.Wide || d.Width(both.value) <= w || d.Layout.SideH() < lowSide:
		return []detail{both}
	case d.Width(a.ContentType) <= w || short == "":
		return []detail{size, {typeLabel, a.ContentType, d.Plain}}
	}
	return []detail{size, {typeLabel, short, d.Plain}}
}

func (d *Details) link() detail {
	l := d.Row.Link
	switch phase := l.Phase(d.Server); phase {
	case model.PhaseLive, model.PhaseSoon:
		k, still := d.Plain, d.Live
		if phase == model.PhaseSoon && d.Row.Alarm {
			k, still = d.Soon, d.Soon
		}
		about := ""
		if l.Estimated {
			about = " (estimated: the service did not say)"
		}
		life, until := model.FormatCountdown(wholeLife(l)), "until "+d.local(l.Expires).Local().Format(time.TimeOnly)
		text := model.FormatCountdown(l.Left(d.Server)) + " of " + life + ", " + until
		if d.Layout.Kind == layout.Wide {
			// The row counts. A second count beside another row would have all between them redrawn.
			text, k = until+", "+life+" in all", still
		}
		opens := d.opensWord(d.hyperlink(&d.Row, d.Wanted), linkLabel)
		return detail{linkLabel, opens + text + about + d.copied(), k}
	case model.PhaseExpired:
		return detail{linkLabel, "expired " + model.FormatAgo(d.Server.Sub(l.Expires.Add(-model.ExpiryMargin))) + "; using it renews it" + d.copied(), d.Dim}
	case model.PhaseNone:
	}
	if d.Row.Size > 0 {
		return detail{linkLabel, "the service gave a size but no link", d.Wait}
	}
	return detail{linkLabel, "none yet", d.Dim}
}

// wholeLife is the link's life as it was asked for, where the service kept to that within the second
// or two that clocks and answers cost.
func wholeLife(l model.Link) time.Duration {
	if (l.Asked - l.Life()).Abs() <= 2*time.Second {
		return l.Asked
	}
	return l.Life().Round(time.Second)
}

// copied tells of the copied link.
func (d *Details) copied() string {
	switch at := d.Row.CopiedAt.Local().Format(hourAndMinute); {
	case d.Row.CopiedAt.IsZero():
		return ""
	case d.Row.CopiedDead:
		return d.dotted() + "the one copied at " + at + " is dead"
	default:
		return d.dotted() + "copied at " + at
	}
}

const hourAndMinute = "15:04"

func (d *Details) saved() detail {
	r := &d.Row
	k := &d.Keys.Act
	switch {
	case r.Deferred != 0:
		return detail{"waits", "for the scan, then " + wording.Deferred(r.Deferred) + "; " + k.Cancel.Help().Key + " takes it back", d.Wait}
	case r.Stopping:
		return detail{"saving", "is being stopped", d.Wait}
	case r.Saving:
		return detail{"saving", d.progress(), d.Work}
	case r.Left != nil:
		return detail{"stopped", model.FormatSize(r.Left.Done) + " of " + model.FormatSize(r.Left.Total) + "; " + k.Save.Help().Key + " goes on", d.Wait}
	case r.Waiting:
		return detail{"saving", "waits for its turn", d.Dim}
	case r.Saved != nil:
		return detail{"saved", r.SavedAt.Local().Format(hourAndMinute) + " " + d.path(r.Saved.Path), d.Live}
	}
	return detail{"saved", "not yet", d.Dim}
}

// noData is said of a transfer that stands still.
const noData = "no data"

func (d *Details) progress() string {
	p := d.Row.Progress
	text := model.FormatSize(p.Done)
	if p.Total > 0 {
		text += " of " + model.FormatSize(p.Total)
	}
	switch {
	case p.Rate > 0:
		text += d.dotted() + model.FormatRate(p.Rate)
	case p.Still:
		text += d.dotted() + noData
	}
	return text
}

// path is a saved file's path, without the name when names are hidden.
func (d *Details) path(path string) string {
	if d.Hidden {
		return "in " + model.Text(d.Folder)
	}
	return model.Text(path)
}

func (d *Details) scan() detail {
	switch s := d.Row.Attachment.Status; s {
	case model.StatusApproved:
		return detail{"scan", "approved", d.Live}
	case model.StatusRejected:
		return detail{"scan", "rejected by the scanner", d.Odd}
	case model.StatusInProgress:
		return detail{"scan", "in progress", d.Scan}
	case "":
		return detail{"scan", "not known", d.Dim}
	default:
		return detail{"scan", strings.ToLower(string(s)), d.Dim}
	}
}

func (d *Details) stacked() bool { return d.Layout.Kind == layout.Stacked }
