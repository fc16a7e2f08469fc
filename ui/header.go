package ui

import (
	"strconv"
	"strings"

	"attache/model"
)

// segment is a piece of a line in one ink.
type segment struct {
	text string
	ink  ink
}

// paintAll draws segments one after the other and returns their width too.
func paintAll(segments []segment) (string, int) {
	var b strings.Builder
	w := 0
	for _, s := range segments {
		b.WriteString(s.ink.paint(s.text))
		w += width(s.text)
	}
	return b.String(), w
}

// spread draws one group of segments at the left of a line of w cells and one at the right. Where
// there is no room for both, the left group loses its last segments first, then the right one.
func spread(left, right []segment, w int) string {
	for len(left) > 1 && measure(left)+measure(right) > w {
		left = left[:len(left)-1]
	}
	for len(right) > 0 && measure(left)+measure(right) > w {
		right = right[1:]
	}
	l, lw := paintAll(left)
	r, rw := paintAll(right)
	if lw > w {
		return fitEnd(left[0].text, w, "")
	}
	return l + spaces(w-lw-rw) + r
}

func measure(segments []segment) int {
	n := 0
	for _, s := range segments {
		n += width(s.text)
	}
	return n
}

// headerLine says which chat this is, how much there is, and how long the token lives.
func (m *Model) headerLine() string {
	k := &m.st.row
	gap := segment{" " + m.gl.dot + " ", k.faint}
	if m.lay.kind == narrow {
		return m.narrowHeader()
	}
	left := []segment{{" attache", k.brand}}
	if c := m.chatName(); c != "" {
		left = append(left, segment{"  " + c, k.plain})
	}
	if m.opts.Region != "" {
		left = append(left, gap, segment{m.opts.Region, k.plain})
	}
	if m.opts.Host != "" {
		left = append(left, gap, segment{"endpoint " + m.opts.Host, k.wait})
	}
	if m.ended {
		left = append(left, gap, segment{"chat ended", k.wait})
	}
	if m.opts.Emulator != "" {
		left = append(left, segment{"  ", k.plain}, segment{" " + m.opts.Emulator + " ", m.st.badge})
	}
	right := m.counts(gap)
	if t := m.tokenLeft(); t != "" {
		right = append(right, gap, segment{"token " + t, k.dim})
	}
	return spread(left, append(right, segment{" ", k.plain}), m.lay.w)
}

func (m *Model) narrowHeader() string {
	k := &m.st.row
	left := []segment{{"attache", k.brand}}
	if c := m.chatName(); c != "" {
		left = []segment{{c, k.plain}}
	}
	if m.opts.Emulator != "" {
		left = append(left, segment{" ", k.plain}, segment{"EMU", m.st.badge})
	}
	right := []segment{{plural(m.lib.Len(), "file", "files"), k.dim}}
	if t := m.tokenLeft(); t != "" {
		right = append(right, segment{" " + t, k.dim})
	}
	return spread(left, right, m.lay.w)
}

// counts says how many files there are, how many of them the filter shows, and how many are marked.
func (m *Model) counts(gap segment) []segment {
	k := &m.st.row
	n := plural(m.lib.Len(), "file", "files")
	if m.list.Filter() != "" {
		n = strconv.Itoa(m.list.Len()) + " of " + n
	}
	out := []segment{{n, k.dim}}
	if marks := len(m.list.Marked()); marks > 0 {
		text := strconv.Itoa(marks) + " marked"
		if h := m.list.HiddenMarks(); h > 0 {
			text += " (" + strconv.Itoa(h) + " hidden)"
		}
		out = append(out, gap, segment{text, k.work})
	}
	return out
}

// chatName is the contact's ID, shortened; masked with the names.
func (m *Model) chatName() string {
	if m.chat == "" || m.hidden {
		return ""
	}
	if m.lay.kind == wide || width(m.chat) <= 9 {
		return fitEnd(cutMiddleIfNeeded(m.chat, 17, m.gl.cut), 0+min(width(m.chat), 17), "")
	}
	return cutMiddle(m.chat, 8, m.gl.cut)
}

func cutMiddleIfNeeded(s string, w int, cut string) string {
	if width(s) <= w {
		return s
	}
	return cutMiddle(s, w, cut)
}

// tokenLeft says how long the connection token lives, where that is known.
func (m *Model) tokenLeft() string {
	ends := m.opts.Session.Status().TokenEnds
	if ends.IsZero() {
		return ""
	}
	left := ends.Sub(m.server())
	if left <= 0 {
		return "ended"
	}
	return model.FormatToken(left) + " left"
}
