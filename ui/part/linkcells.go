package part

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/wording"
)

// linkCells draws the timer in w cells, with its bar where there is room, or the word that stands there
// instead.
func (l *listRow) linkCells(w int) {
	const timerW, steps = 5, 5
	barred := w > timerW+1+steps
	phase := l.Link.Phase(l.Server)
	if phase != model.PhaseLive && phase != model.PhaseSoon {
		if barred { // the word begins where digits do
			l.add(" ", l.styles.Dim)
			w--
		}
		l.add(l.Fit(l.linkWord(w), w, l.Glyphs.Cut), l.styles.Dim)
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
	l.add(l.FitRight(timer, min(timerW, w)), count)
	if !barred {
		l.add(cells.Spaces(w-timerW), l.styles.Plain)
		return
	}
	l.add(" ", l.styles.Plain) // a digit is redrawn with the cell after it
	full := l.Link.Steps(l.Server, steps)
	l.add(strings.Repeat(l.Glyphs.Full, full), k)
	l.add(strings.Repeat(l.Glyphs.Empty, steps-full), l.styles.Faint)
	if l.KeptAlive {
		alarm = "+"
	}
	l.add(l.Fit(alarm, w-timerW-1-steps, ""), k)
}

// linkWord is what stands in place of a timer, in w cells.
func (l *listRow) linkWord(w int) string {
	switch l.State { //nolint:exhaustive // the other states say nothing here that the timer does not
	case model.StateRetrying:
		if l.Call != nil {
			return "try " + strconv.Itoa(l.Call.Try) + " of " + strconv.Itoa(l.Call.Of)
		}
	case model.StateScanning:
		if long := "if approved"; l.Deferred != 0 && len(long) <= w {
			return long
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
	w := l.Layout.Width("link")
	name := l.styles.Plain
	if l.cursor {
		name = l.styles.Strong
	}
	l.find(l.labelColumn(), l.Label(l.Attachment), l.Layout.Width("name"), l.Glyphs.Cut, name)
	size := ""
	if l.Size > 0 {
		size = model.FormatSizeShort(l.Size)
	}
	l.add(l.FitRight(size, l.Layout.Width("size")), l.styles.Dim)
	text, k := l.linkWord(w), l.styles.Dim
	switch phase := l.Link.Phase(l.Server); {
	case l.State == model.StateSaving:
		text, k = model.FormatPercent(l.Progress.Done, l.Progress.Total), l.styles.Work
	case l.State == model.StateRetrying:
		text, k = strings.Replace(l.stateWord(l.Row), "retry in ", "retry ", 1), l.styles.Wait
		if l.Width(text) > w {
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
	l.add(l.FitRight(text, w), k)
}
