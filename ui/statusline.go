package ui

import (
	"strconv"
	"strings"

	"attache/model"
)

// statusLine says what goes on: transfers, calls that wait, the last answer.
func (m *Model) statusLine() string {
	k := &m.theme.Styles
	s := &m.status
	var left []segment
	if n := m.running(); n > 0 {
		left = m.transferSegments(n)
	} else if s.Waiting > 0 {
		left = append(left, segment{" " + plural(s.Waiting, "1 call waits", "calls wait") + " for the shared limit", k.Dim})
	} else if s.Calls > 0 {
		left = append(left, segment{" " + plural(s.Calls, "1 call", "calls"), k.Dim})
	}
	if s.Slowed {
		left = append(left, segment{" " + m.theme.Glyphs.Dot + " slowed down: the service is busy", k.Wait})
	}
	var right []segment
	if more := m.moreWords(); more != "" {
		right = append(right, segment{more, k.Dim})
	}
	if s.LastAnswer > 0 {
		right = append(right, segment{"  last answer " + model.FormatLatency(s.LastAnswer) + " ", k.Dim})
	}
	if len(left) == 0 {
		left = []segment{{"", k.Dim}}
	}
	return m.spread(left, right, m.lay.W)
}

// moreWords says which part of what does not fit is on screen.
func (m *Model) moreWords() string {
	top, h, all, what := m.list.WindowTop(), m.lay.ListH, m.list.Len(), "rows"
	if m.covered() {
		top, h, all, what = m.pane.top, m.paneHeight(), len(m.paneLines()), "lines"
	}
	if all <= h || h < 1 {
		return ""
	}
	return what + " " + strconv.Itoa(top+1) + " to " + strconv.Itoa(min(top+h, all)) + " of " + strconv.Itoa(all)
}

// transferSegments sum up the transfers under way.
func (m *Model) transferSegments(n int) []segment {
	k := &m.theme.Styles
	done, total := m.transferred()
	text := " " + strconv.Itoa(n) + " saving"
	if q := m.downloads.Waiting(); q > 0 {
		text += ", " + strconv.Itoa(q) + " waiting"
	}
	out := []segment{{" " + m.theme.Glyphs.State[model.StateSaving], k.Work}, {text, k.Plain}}
	if total > 0 {
		const steps = 10
		full := int(min(max(done, 0), total) * steps / total)
		out = append(out,
			segment{"  " + strings.Repeat(m.theme.Glyphs.Full, full), k.Work},
			segment{strings.Repeat(m.theme.Glyphs.Empty, max(steps-full, 0)), k.Faint},
			segment{" " + model.FormatPercent(done, total), k.Work})
	}
	var rate int64
	for _, r := range m.busy.saving {
		rate += m.progress(r.save).Rate
	}
	if rate > 0 {
		out = append(out, segment{" " + m.theme.Glyphs.Dot + " " + model.FormatRate(rate), k.Dim})
	}
	return out
}
