package ui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// footHeight is how many lines stand below the list.
func (m *Model) footHeight() int {
	if m.lay.kind == narrow {
		return 2
	}
	return footLines + 1
}

// foot is the news, the keys, and what goes on with the network.
func (m *Model) foot() []string {
	if m.lay.kind == narrow {
		return []string{m.newsLine(), m.keyLine()}
	}
	return []string{m.footRule(), m.newsLine(), m.keyLine(), m.statusLine()}
}

func (m *Model) footRule() string {
	r := m.gl.rule
	if m.lay.kind == wide && !m.covered() && m.lay.loadH == 0 {
		return m.st.rule.paint(strings.Repeat(r, m.lay.listW) + m.gl.cap + strings.Repeat(r, m.lay.sideW-1))
	}
	return m.st.rule.paint(strings.Repeat(r, m.lay.w))
}

// newsLine shows a question, the line being typed, what is wrong with it, the sort menu, or the news.
func (m *Model) newsLine() string {
	k := &m.st.row
	w := m.lay.w
	switch {
	case m.asking != nil:
		return k.soon.paint(m.ruler.FitEnd(" "+m.asking.text, w, m.gl.cut))
	case m.prompt != nil && m.prompt.fault != "":
		return k.bad.paint(m.ruler.FitEnd(" "+m.gl.bad+" "+m.prompt.fault, w, m.gl.cut))
	case m.prompt != nil:
		return m.promptLine(w)
	case m.sort:
		return m.sortLine()
	case m.copyAs != nil:
		return m.formLine()
	case m.toast.text == "":
		return m.restLine()
	}
	sign, ink := m.gl.dot, k.plain
	switch m.toast.tone {
	case toastGood:
		sign, ink = m.gl.ok, k.live
	case toastWarn:
		sign, ink = m.gl.warn, k.soon
	case toastBad:
		sign, ink = m.gl.bad, k.bad
	case toastNote:
	}
	lead := " " + sign + " "
	if m.lay.kind == narrow {
		lead = sign + " "
	}
	return ink.paint(lead) + k.plain.paint(m.ruler.FitEnd(m.toast.text, w-m.ruler.Width(lead), m.gl.cut))
}

// sortLine names the orders.
func (m *Model) sortLine() string {
	k := &m.st.row
	keys := m.keySegments(m.opts.Keys.sortHelp())
	if m.lay.kind == narrow {
		return m.keysIn(keys, nil)
	}
	line := append([]segment{{"  sort", k.dim}, {" by", k.dim}}, keys...)
	var turn []segment
	if m.lay.kind == wide {
		turn = []segment{{"a capital turns it round ", k.dim}}
	}
	return m.keysIn(line, turn)
}

// restLine is what stands there when there is no news.
func (m *Model) restLine() string {
	k := &m.st.row
	switch {
	case m.walk.running() && m.walk.state.Stage == model.StageRetrying:
		wait := model.FormatWait(max(m.walk.state.Until.Sub(m.now), 0))
		return k.wait.paint(m.ruler.FitEnd(" Reading the chat: trying again in "+wait+", try "+strconv.Itoa(m.walk.state.Try)+" of "+strconv.Itoa(m.walk.state.Of), m.lay.w, m.gl.cut))
	case m.walk.running():
		return k.dim.paint(m.ruler.FitEnd(" Reading the chat"+m.gl.cut, m.lay.w, ""))
	case m.pane.kind == paneHelp && m.pane.find != "":
		return k.dim.paint(m.ruler.FitEnd(" Shown: "+m.pane.find+"  "+first(m.opts.Keys.List.Back)+" shows all", m.lay.w, m.gl.cut))
	case m.list.Filter() != "":
		return k.dim.paint(m.ruler.FitEnd(" Shown: "+m.list.Filter()+"  "+first(m.opts.Keys.List.Back)+" shows all"+m.filterHint(), m.lay.w, m.gl.cut))
	case m.list.Ranging():
		return k.dim.paint(m.ruler.FitEnd(" Marking a range: move, then "+first(m.opts.Keys.Mark.Range), m.lay.w, m.gl.cut))
	}
	if b := m.banner(m.lay.w - 1); m.lay.kind == narrow && b.text != "" {
		return b.ink.paint(m.ruler.FitEnd(" "+b.text, m.lay.w, m.gl.cut))
	}
	return ""
}

func (m *Model) promptLine(w int) string {
	title := m.ruler.End(m.promptTitle(), w, "")
	shown, _ := m.shownLine(w - m.ruler.Width(title))
	return m.st.row.brand.paint(title) + m.st.row.plain.paint(shown)
}

// shownLine returns what w cells show of the line being typed, and in which of them its cursor stands.
// The input has a view of its own, which measures without knowing the terminal.
func (m *Model) shownLine(w int) (shown string, at int) {
	in := &m.prompt.input
	if w < 1 || in.EchoMode == textinput.EchoNone {
		return "", 0
	}
	line := []rune(in.Value())
	before := m.ruler.Tail(string(line[:in.Position()]), w-1)
	at = m.ruler.Width(before)
	return before + m.ruler.End(string(line[in.Position():]), w-at, ""), at
}

// cursor puts the terminal's cursor where a line is typed. It is made anew for each frame: the
// framework compares what it points to.
func (m *Model) cursor(lines int) *tea.Cursor {
	if m.prompt == nil || m.prompt.fault != "" || m.lay.kind == tiny {
		return nil
	}
	title := m.ruler.Width(m.promptTitle())
	_, x := m.shownLine(m.lay.w - title)
	y := lines - m.footHeight()
	if m.lay.kind != narrow {
		y++
	}
	at := tea.NewCursor(min(title+x, m.lay.w-1), y)
	at.Blink = false // nothing on this screen does
	return at
}

// keyLine names the keys that act now.
func (m *Model) keyLine() string {
	k := &m.opts.Keys
	help, quit := k.Screen.Help, k.Screen.Quit
	keys := k.shortHelp()
	switch {
	case m.asking != nil:
		return m.keysIn(m.keySegments([]key.Binding{k.Ask.Yes, k.Ask.No}), nil)
	case m.prompt != nil:
		return m.keysIn(m.keySegments([]key.Binding{k.Prompt.Accept, k.Prompt.Abandon}), nil)
	case m.sort:
		return m.keysIn(m.keySegments([]key.Binding{k.Sort.Back}), nil)
	case m.copyAs != nil:
		return m.keysIn(m.keySegments([]key.Binding{k.Form.Back}), nil)
	case m.pane.kind == paneBroken:
		b := &k.Broken
		act := []key.Binding{b.Again, b.Explain, b.Token}
		if m.pane.problem.Kind == model.KindDenied {
			act = []key.Binding{b.Token, b.Again, b.Explain}
		}
		return m.keysIn(m.keySegments(act), m.keySegments([]key.Binding{b.Quit}))
	case m.pane.kind == paneLink:
		keys = []key.Binding{k.Act.Copy, k.Act.CopyAs, k.List.Back}
	case m.pane.kind == paneDownloads:
		keys = []key.Binding{k.Act.Save, k.Act.Cancel, k.Act.CancelAll, k.Load.More, k.Load.Fewer, k.Load.Clear, k.List.Back}
	case m.pane.kind == panePanel:
		keys = []key.Binding{k.Panel.Do, k.Move.Up, k.Move.Down, k.List.Back}
	case m.pane.kind == paneHelp:
		keys = []key.Binding{k.List.Filter, k.Move.Up, k.Move.Down, k.List.Back}
	case m.pane.kind == paneExplain || m.pane.kind == paneLog:
		keys = []key.Binding{k.Move.Up, k.Move.Down, k.List.Back}
	}
	left := m.keySegments(enabled(keys))
	if m.pane.covers() && m.pane.kind != paneDetails || m.lay.kind == narrow {
		return m.keysIn(left, m.keySegments([]key.Binding{help}))
	}
	return m.keysIn(left, m.keySegments([]key.Binding{help, quit}))
}

// keySegments is "key what" for each binding.
func (m *Model) keySegments(keys []key.Binding) []segment {
	k := &m.st.row
	var out []segment
	for _, b := range keys {
		gap := "  "
		if m.lay.kind == narrow {
			gap = " "
		}
		out = append(out, segment{gap + m.own(b.Help().Key), k.key}, segment{" " + b.Help().Desc, k.dim})
	}
	return out
}

// keysIn draws whole keys only: one that does not fit is left out with all that follow.
func (m *Model) keysIn(left, right []segment) string {
	end := segment{" ", m.st.row.plain}
	if m.lay.kind == narrow {
		end.text = ""
	}
	w := m.lay.w - m.measure(right) - m.ruler.Width(end.text)
	if len(left) > 0 {
		left[0].text = strings.TrimPrefix(left[0].text, " ")
	}
	n := 0
	for n+1 < len(left) && m.measure(left[:n+2]) <= w {
		n += 2
	}
	if n == 0 && len(left) > 0 {
		n = min(2, len(left))
	}
	return m.spread(left[:n], append(right, end), m.lay.w)
}
