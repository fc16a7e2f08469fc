package part

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/model/filter"
	"attache/model/session"
	"attache/ui/style"
	"attache/ui/wording"
)

// listRow is one line of the list under construction.
type listRow struct {
	*Frame
	*session.Row

	selected, cursor bool
	found            func(in filter.Column, text string) []filter.Span // by the filter

	b      strings.Builder
	styles *style.Styles
}

func (l *listRow) add(s string, k style.Style) { l.b.WriteString(k.Render(s)) }

// linkCells draws the timer and its bar, or the word that stands there instead.
func (l *listRow) linkCells() {
	w := &l.Layout.Columns
	phase := l.Link.Phase(l.Server)
	if phase != model.PhaseLive && phase != model.PhaseSoon {
		l.add(l.Fit(l.linkWord(), w.Link+w.Bar, l.Glyphs.Cut), l.styles.Dim)
		return
	}
	// What turns every second is written in the terminal's own colour: colours are most of what a tick
	// costs a slow line, and amber stands out more.
	count, k, alarm := l.styles.Plain, l.styles.Live, " "
	if phase == model.PhaseSoon && l.Alarm {
		count, k, alarm = l.styles.Soon, l.styles.Soon, "!"
	}
	timer := model.FormatCountdown(l.Link.Left(l.Server))
	if l.Link.Estimated {
		timer = "~" + timer
	}
	l.add(l.FitRight(timer, w.Link), count)
	if w.Bar == 0 {
		return
	}
	l.add(" ", l.styles.Plain) // a digit is redrawn with the cell after it
	const steps = 5
	full := l.Link.Steps(l.Server, steps)
	l.add(strings.Repeat(l.Glyphs.Full, full), k)
	l.add(strings.Repeat(l.Glyphs.Empty, steps-full), l.styles.Faint)
	if l.KeptAlive {
		alarm = "+"
	}
	l.add(alarm+" ", k)
}

// linkWord is what stands in place of a timer.
func (l *listRow) linkWord() string {
	switch l.State { //nolint:exhaustive // the other states say nothing here that the timer does not
	case model.StateRetrying:
		if l.Call != nil {
			return "try " + strconv.Itoa(l.Call.Try) + " of " + strconv.Itoa(l.Call.Of)
		}
	case model.StateScanning:
		if l.Deferred != 0 && l.Layout.Columns.Bar > 0 {
			return "if approved"
		}
		return "not ready"
	case model.StateRejected:
		return "by scanner"
	case model.StateDenied, model.StateFailed:
		return wording.For(l.Problem).Brief
	case model.StateNoURL:
		return "size only"
	case model.StateStopped:
		if l.Left != nil {
			return model.FormatSizeShort(l.Left.Done) + "/" + model.FormatSizeShort(l.Left.Total)
		}
	}
	if l.Link.Phase(l.Server) == model.PhaseExpired {
		return model.FormatAgo(l.Server.Sub(l.Link.Expires.Add(-model.ExpiryMargin)))
	}
	return l.Glyphs.None
}

// narrowCells draws the small list: name, size, timer.
func (l *listRow) narrowCells() {
	w := &l.Layout.Columns
	name := l.styles.Plain
	if l.cursor {
		name = l.styles.Strong
	}
	l.find(l.labelColumn(), l.Label(l.Attachment), w.Name, l.Glyphs.Cut, name)
	size := ""
	if l.Size > 0 {
		size = model.FormatSizeShort(l.Size)
	}
	l.add(l.FitRight(size, w.Size), l.styles.Dim)
	text, k := l.linkWord(), l.styles.Dim
	switch phase := l.Link.Phase(l.Server); {
	case l.State == model.StateSaving:
		text, k = model.FormatPercent(l.Progress.Done, l.Progress.Total), l.styles.Work
	case l.State == model.StateRetrying:
		text, k = strings.Replace(l.stateWord(l.Row), "retry in ", "retry ", 1), l.styles.Wait
		if l.Width(text) > w.Link {
			text = strings.TrimPrefix(text, "retry ")
		}
	case l.State == model.StateScanning:
		text = l.stateWord(l.Row)
	case l.State == model.StateRejected:
		text = "rejected"
	case phase == model.PhaseLive, phase == model.PhaseSoon && !l.Alarm:
		text, k = model.FormatCountdown(l.Link.Left(l.Server)), l.styles.Plain
	case phase == model.PhaseSoon:
		text, k = model.FormatCountdown(l.Link.Left(l.Server))+"!", l.styles.Soon
	case l.State == model.StateExpired:
		text = "gone"
	case l.Problem != nil && l.Problem.Kind == model.KindEnded:
		text = "ended"
	}
	l.add(l.FitRight(text, w.Link), k)
}
