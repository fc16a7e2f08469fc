package part

import (
	"strings"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/layout"
	"attache/ui/style"
)

// stateWord says the row's state in at most eleven cells.
func (f *Frame) stateWord(r *session.Row) string {
	switch r.State { //nolint:exhaustive // the other states are said by their name alone
	case model.StateScanning:
		if r.Deferred != 0 {
			return deferredWord(r.Deferred)
		}
	case model.StateAsking:
		if r.Call != nil && f.age(r.Call) >= time.Second {
			return "asking " + model.FormatAge(f.age(r.Call))
		}
	case model.StateRetrying:
		if r.Call != nil {
			wait := strings.ReplaceAll(model.FormatWait(max(r.Call.Until.Sub(f.Now), 0)), " ", "")
			if long := "retry in " + wait; f.Width(long) <= layout.StateWidth {
				return long
			}
			return "retry " + wait
		}
	case model.StateSaved:
		if len(r.Saved.Warnings) > 0 {
			return "saved " + f.Glyphs.Warn
		}
		if r.Saved.State == model.SaveSkipped {
			return "skipped"
		}
	case model.StateSaving:
		if p := model.FormatPercent(r.Progress.Done, r.Progress.Total); r.Saving && p != "" {
			return "saving " + p
		}
	}
	return r.State.String()
}

// age is how long a call has been in its stage, in whole seconds.
func (f *Frame) age(c *model.CallState) time.Duration {
	return max(f.Now.Sub(c.Since), 0).Truncate(time.Second)
}

// stateSign is the state's sign; that of a call on the wire turns with the seconds.
func (f *Frame) stateSign(r *session.Row) string {
	if r.State == model.StateAsking && r.Call != nil {
		return f.Glyphs.Spin[int(f.age(r.Call)/time.Second)%len(f.Glyphs.Spin)]
	}
	return f.Glyphs.State[r.State]
}

// loneSign is the state's sign where no word stands beside it, with what parts it from the name: what is off about a saved
// file is not left to a colour.
func (f *Frame) loneSign(r *session.Row) string {
	if r.State == model.StateSaved && len(r.Saved.Warnings) > 0 {
		return f.stateSign(r) + f.Glyphs.Warn
	}
	return f.stateSign(r) + " "
}

// stateStyle is the style of a row's state: that of a warning where something is off about a saved
// file, and that of no alarm where a link ends that nobody asked for.
func stateStyle(r *session.Row, s *style.Styles) style.Style {
	switch {
	case r.State == model.StateSaved && len(r.Saved.Warnings) > 0:
		return s.Soon
	case r.State == model.StateSoon && !r.Alarm:
		return s.Live
	}
	return s.State(r.State)
}

// deferredWord says in at most eleven cells what is done when the scan has passed.
func deferredWord(w model.Deferred) string {
	switch {
	case w&model.DeferredOpen != 0:
		return "will open"
	case w&model.DeferredSave != 0:
		return "will save"
	case w&model.DeferredCopy != 0:
		return "will copy"
	}
	return "will ask"
}
