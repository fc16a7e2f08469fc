package ui

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/layout"
	"attache/ui/style"
	"attache/ui/wording"
)

// callState is the stage of the call under way, that of a transfer's own calls included.
func (r *row) callState() *model.CallState {
	switch {
	case r.save != nil && r.save.state.Stage == model.StageRetrying:
		return &r.save.state
	case r.call != nil:
		return &r.call.state
	}
	return nil
}

// stateWord says the row's state in at most eleven cells.
func (m *Model) stateWord(s model.State, r *row) string {
	switch s { //nolint:exhaustive // the other states are said by their name alone
	case model.StateScanning:
		if w := m.wishes.Of(r.id); w != 0 {
			return wishWord(w)
		}
	case model.StateAsking:
		if c := r.callState(); c != nil && since(c, m.now) >= secondRhythm {
			return "asking " + model.FormatAge(since(c, m.now))
		}
	case model.StateRetrying:
		if c := r.callState(); c != nil {
			wait := strings.ReplaceAll(model.FormatWait(max(c.Until.Sub(m.now), 0)), " ", "")
			if long := "retry in " + wait; m.theme.Width(long) <= layout.StateWidth {
				return long
			}
			return "retry " + wait
		}
	case model.StateSaved:
		if len(r.saved.Doubts) > 0 {
			return "saved " + m.theme.Glyphs.Warn
		}
		if r.saved.State == model.SaveSkipped {
			return "skipped"
		}
	case model.StateSaving:
		if r.save != nil {
			done, total := r.save.meter.Read()
			if p := model.FormatPercent(done, total); p != "" {
				return "saving " + p
			}
		}
	}
	return s.String()
}

// sign is the state's sign; that of a call on the wire turns with the seconds.
func (m *Model) sign(s model.State, r *row) string {
	if s == model.StateAsking {
		if c := r.callState(); c != nil {
			return m.theme.Glyphs.Spin[int(since(c, m.now)/secondRhythm)%len(m.theme.Glyphs.Spin)]
		}
	}
	return m.theme.Glyphs.State[s]
}

// tint is the ink of a state. It only repeats what sign and word say.
func (m *Model) tint(s model.State, k *style.Styles) style.Style {
	switch s {
	case model.StateLive, model.StateSaved:
		return k.Live
	case model.StateSoon:
		return k.Soon
	case model.StateAsking, model.StateScanning:
		return k.Scan
	case model.StateRetrying, model.StateStopped, model.StateNoURL:
		return k.Wait
	case model.StateRejected:
		return k.Odd
	case model.StateDenied, model.StateFailed:
		return k.Bad
	case model.StateSaving:
		return k.Work
	case model.StateNoLink, model.StateQueued, model.StateExpired:
		return k.Dim
	}
	return k.Dim
}

// rowTint is the ink of a row's state: that of a warning where something is off about a saved file.
func (m *Model) rowTint(s model.State, r *row, k *style.Styles) style.Style {
	if s == model.StateSaved && len(r.saved.Doubts) > 0 {
		return k.Soon
	}
	return m.tint(s, k)
}

// faultOf words what is wrong with a typed line; the line is still there to be mended.
func (m *Model) faultOf(err error) string {
	return wording.For(err).Sentence
}

// shownPath is a saved file's path for the screen, without the name when names are hidden.
func (m *Model) shownPath(path string) string {
	if m.hidden {
		return "in " + model.Text(m.opts.Dir)
	}
	return model.Text(path)
}

// alias names an attachment when names are hidden, by its place in the order of arrival.
func (m *Model) alias(id string) string {
	return "attachment " + strconv.Itoa(m.lib.Index(id)+1)
}
