package ui

import (
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/layout"
	"attache/ui/style"
)

// segment is a piece of a line in one ink.
type segment struct {
	text string
	ink  style.Style
}

// paintAll draws segments one after the other and returns their width too.
func (m *Model) paintAll(segments []segment) (string, int) {
	var b strings.Builder
	w := 0
	for _, s := range segments {
		b.WriteString(s.ink.Render(s.text))
		w += m.theme.Width(s.text)
	}
	return b.String(), w
}

// spread draws one group of segments at the left of a line of w cells and one at the right. Where
// there is no room for both, the left group loses its last segments first, then the right one.
func (m *Model) spread(left, right []segment, w int) string {
	for len(left) > 1 && m.measure(left)+m.measure(right) > w {
		left = left[:len(left)-1]
	}
	for len(right) > 0 && m.measure(left)+m.measure(right) > w {
		right = right[1:]
	}
	l, lw := m.paintAll(left)
	r, rw := m.paintAll(right)
	if lw > w {
		return m.theme.FitEnd(left[0].text, w, "")
	}
	return l + cells.Spaces(w-lw-rw) + r
}

func (m *Model) measure(segments []segment) int {
	n := 0
	for _, s := range segments {
		n += m.theme.Width(s.text)
	}
	return n
}

// headerLine says which chat this is, how much there is, and how long the token lives.
func (m *Model) headerLine() string {
	k := &m.theme.Styles
	gap := segment{" " + m.theme.Glyphs.Dot + " ", k.Faint}
	if m.lay.Kind == layout.Narrow {
		return m.narrowHeader()
	}
	// Where room is short the contact goes first, then the region, then the words of the feed, the
	// counts and the token; that this is the emulator, that the endpoint is not Amazon's and that the
	// chat is over stay.
	full, short := m.feedWords()
	left, counts, token := m.place(true, true, gap), m.counts(gap), m.tokenSegments()
	right := m.rightOf(gap, full, counts, token)
	for _, less := range []func(){
		func() { left = m.place(false, true, gap) },
		func() { left = m.place(false, false, gap) },
		func() { right = m.rightOf(gap, short, counts, token) },
		func() { right = m.rightOf(gap, short, nil, token) },
		func() { right = m.rightOf(gap, short, nil, nil) },
		func() { right = nil },
	} {
		if m.measure(left)+m.measure(right) < m.lay.W {
			break
		}
		less()
	}
	return m.spread(left, right, m.lay.W)
}

// rightOf puts together what stands at the right: how the news come, how much there is, and how long
// the token lives.
func (m *Model) rightOf(gap, feed segment, counts, token []segment) []segment {
	var out []segment
	for _, part := range [][]segment{{feed}, counts, token} {
		if m.measure(part) == 0 {
			continue
		}
		if len(out) > 0 {
			out = append(out, gap)
		}
		out = append(out, part...)
	}
	return append(out, segment{" ", m.theme.Plain})
}

// tokenSegments say how long the token lives.
func (m *Model) tokenSegments() []segment {
	if t := m.tokenLeft(); t != "" {
		return []segment{{"token " + t, m.theme.Dim}}
	}
	return nil
}

// place says where this is.
func (m *Model) place(contact, region bool, gap segment) []segment {
	k := &m.theme.Styles
	left := []segment{{" attache", k.Brand}}
	if c := m.chatName(); contact && c != "" {
		left = append(left, segment{"  " + c, k.Plain})
	}
	if m.opts.Region != "" && region {
		left = append(left, gap, segment{m.opts.Region, k.Plain})
	}
	if m.opts.Host != "" {
		left = append(left, gap, segment{"endpoint " + m.theme.Middle(m.opts.Host, 30, m.theme.Glyphs.Cut), k.Wait})
	}
	if m.ended {
		left = append(left, gap, segment{"chat ended", k.Wait})
	}
	if m.opts.Emulator != "" {
		left = append(left, segment{"  ", k.Plain}, segment{" " + m.opts.Emulator + " ", m.theme.Badge})
	}
	return left
}

func (m *Model) narrowHeader() string {
	k := &m.theme.Styles
	var left []segment
	if m.opts.Emulator != "" {
		left = []segment{{"EMU", m.theme.Badge}, {" ", k.Plain}}
	}
	if m.opts.Host != "" {
		left = append(left, segment{m.theme.Middle(m.opts.Host, 14, m.theme.Glyphs.Cut) + " ", k.Wait})
	}
	name := m.chatName()
	if name == "" {
		name = "attache"
	}
	right := m.narrowCounts()
	if _, short := m.feedWords(); short.text != "" {
		right = append([]segment{short, {" ", k.Plain}}, right...)
	}
	for len(right) > 1 && m.measure(left)+m.measure(right) >= m.lay.W {
		right = right[:len(right)-1]
	}
	if m.measure(left)+m.theme.Width(name)+m.measure(right) < m.lay.W {
		left = append(left, segment{name, k.Plain})
	}
	if len(left) == 0 {
		left = []segment{{"attache", k.Brand}}
	}
	return m.spread(left, right, m.lay.W)
}

// narrowCounts is the most telling of the numbers first: what is marked, that the chat is over, or
// the number of files.
func (m *Model) narrowCounts() []segment {
	k := &m.theme.Styles
	out := []segment{{m.fileCount(), k.Dim}}
	switch marks := len(m.list.Marked()); {
	case marks > 0:
		out[0] = segment{strconv.Itoa(marks) + " marked", k.Work}
	case m.ended:
		out[0] = segment{"ended", k.Wait}
	}
	if t := m.tokenLeft(); t != "" {
		out = append(out, segment{" " + t, k.Dim})
	}
	return out
}

// fileCount says how many files there are, once that is known.
func (m *Model) fileCount() string {
	switch {
	case m.lib.Len() > 0 || m.walked:
		return plural(m.lib.Len(), "file", "files")
	case m.walk.running():
		return "reading"
	}
	return ""
}

// counts says how many files there are, how many of them the filter shows, and how many are marked.
func (m *Model) counts(gap segment) []segment {
	k := &m.theme.Styles
	n := m.fileCount()
	out := []segment{{n, k.Dim}}
	if f := m.list.Filter(); f != "" {
		out = []segment{{m.theme.End(f, 20, m.theme.Glyphs.Cut) + ": ", k.Work}, {strconv.Itoa(m.list.Len()) + " of " + n, k.Dim}}
	}
	if marks := len(m.list.Marked()); marks > 0 {
		text := strconv.Itoa(marks) + " marked"
		if h := m.list.HiddenMarks(); h > 0 {
			text += " (" + strconv.Itoa(h) + " hidden)"
		}
		out = append(out, gap, segment{text, k.Work})
	}
	return out
}

// chatName is the contact's ID, shortened; masked with the names.
func (m *Model) chatName() string {
	if m.chat == "" || m.hidden {
		return ""
	}
	if m.lay.Kind == layout.Wide || m.theme.Width(m.chat) <= 9 {
		return m.theme.Middle(m.chat, 17, m.theme.Glyphs.Cut)
	}
	return m.theme.Middle(m.chat, 8, m.theme.Glyphs.Cut)
}

// tokenLeft says how long the connection token lives, where that is known.
func (m *Model) tokenLeft() string {
	ends := m.status.TokenEnds
	if ends.IsZero() || m.ended || m.pane.kind == paneBroken {
		return ""
	}
	left := ends.Sub(m.server())
	if left <= 0 {
		return "ended"
	}
	return model.FormatToken(left) + " left"
}
