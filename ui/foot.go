package ui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/layout"
)

// footHeight is how many lines stand below the list.
func (m *Model) footHeight() int {
	if m.lay.Kind == layout.Narrow {
		return 2
	}
	return layout.FootLines + 1
}

// foot is the news, the keys, and what goes on with the network.
func (m *Model) foot() []string {
	if m.lay.Kind == layout.Narrow {
		return []string{m.newsLine(), m.keyLine()}
	}
	return []string{m.footRule(), m.newsLine(), m.keyLine(), m.statusLine()}
}

func (m *Model) footRule() string {
	r := m.theme.Glyphs.Rule
	if m.lay.Kind == layout.Wide && !m.covered() && m.lay.DownloadsH == 0 {
		return m.theme.Rule.Render(strings.Repeat(r, m.lay.ListW) + m.theme.Glyphs.Cap + strings.Repeat(r, m.lay.SideW-1))
	}
	return m.theme.Rule.Render(strings.Repeat(r, m.lay.W))
}

// newsLine shows a question, the line being typed, what is wrong with it, the sort menu, or the news.
func (m *Model) newsLine() string {
	k := &m.theme.Styles
	w := m.lay.W
	switch {
	case m.asking != nil:
		return k.Soon.Render(m.theme.FitEnd(" "+m.asking.text, w, m.theme.Glyphs.Cut))
	case m.prompt != nil && m.prompt.fault != "":
		return k.Bad.Render(m.theme.FitEnd(" "+m.theme.Glyphs.Bad+" "+m.prompt.fault, w, m.theme.Glyphs.Cut))
	case m.prompt != nil:
		return m.promptLine(w)
	case m.sort:
		return m.sortLine()
	case m.copyAs != nil:
		return m.formLine()
	case m.toast.text == "":
		return m.restLine()
	}
	sign, ink := m.theme.Glyphs.Dot, k.Plain
	switch m.toast.tone {
	case toastGood:
		sign, ink = m.theme.Glyphs.OK, k.Live
	case toastWarn:
		sign, ink = m.theme.Glyphs.Warn, k.Soon
	case toastBad:
		sign, ink = m.theme.Glyphs.Bad, k.Bad
	case toastNote:
	}
	lead := " " + sign + " "
	if m.lay.Kind == layout.Narrow {
		lead = sign + " "
	}
	return ink.Render(lead) + k.Plain.Render(m.theme.FitEnd(m.toast.text, w-m.theme.Width(lead), m.theme.Glyphs.Cut))
}

// sortLine names the orders.
func (m *Model) sortLine() string {
	k := &m.theme.Styles
	keys := m.keySegments(m.opts.Keys.Orders())
	if m.lay.Kind == layout.Narrow {
		return m.keysIn(keys, nil)
	}
	line := append([]segment{{"  sort", k.Dim}, {" by", k.Dim}}, keys...)
	var turn []segment
	if m.lay.Kind == layout.Wide {
		turn = []segment{{"a capital turns it round ", k.Dim}}
	}
	return m.keysIn(line, turn)
}

// restLine is what stands there when there is no news.
func (m *Model) restLine() string {
	k := &m.theme.Styles
	switch {
	case m.walk.running() && m.walk.state.Stage == model.StageRetrying:
		wait := model.FormatWait(max(m.walk.state.Until.Sub(m.now), 0))
		return k.Wait.Render(m.theme.FitEnd(" Reading the chat: trying again in "+wait+", try "+strconv.Itoa(m.walk.state.Try)+" of "+strconv.Itoa(m.walk.state.Of), m.lay.W, m.theme.Glyphs.Cut))
	case m.walk.running():
		return k.Dim.Render(m.theme.FitEnd(" Reading the chat"+m.theme.Glyphs.Cut, m.lay.W, ""))
	case m.pane.kind == paneHelp && m.pane.find != "":
		return k.Dim.Render(m.theme.FitEnd(" Shown: "+m.pane.find+"  "+m.opts.Keys.List.Back.Help().Key+" shows all", m.lay.W, m.theme.Glyphs.Cut))
	case m.list.Filter() != "":
		return k.Dim.Render(m.theme.FitEnd(" Shown: "+m.list.Filter()+"  "+m.opts.Keys.List.Back.Help().Key+" shows all"+m.filterHint(), m.lay.W, m.theme.Glyphs.Cut))
	case m.list.Ranging():
		return k.Dim.Render(m.theme.FitEnd(" Marking a range: move, then "+m.opts.Keys.Mark.Range.Help().Key, m.lay.W, m.theme.Glyphs.Cut))
	}
	if b := m.banner(m.lay.W - 1); m.lay.Kind == layout.Narrow && b.text != "" {
		return b.ink.Render(m.theme.FitEnd(" "+b.text, m.lay.W, m.theme.Glyphs.Cut))
	}
	return ""
}

func (m *Model) promptLine(w int) string {
	title := m.theme.End(m.promptTitle(), w, "")
	shown, _ := m.shownLine(w - m.theme.Width(title))
	return m.theme.Brand.Render(title) + m.theme.Plain.Render(shown)
}

// shownLine returns what w cells show of the line being typed, and in which of them its cursor stands.
// The input has a view of its own, which measures without knowing the terminal.
func (m *Model) shownLine(w int) (shown string, at int) {
	in := &m.prompt.input
	if w < 1 || in.EchoMode == textinput.EchoNone {
		return "", 0
	}
	line := []rune(in.Value())
	before := m.theme.Tail(string(line[:in.Position()]), w-1)
	at = m.theme.Width(before)
	return before + m.theme.End(string(line[in.Position():]), w-at, ""), at
}

// cursor puts the terminal's cursor where a line is typed. It is made anew for each frame: the
// framework compares what it points to.
func (m *Model) cursor(lines int) *tea.Cursor {
	if m.prompt == nil || m.prompt.fault != "" || m.lay.Kind == layout.Tiny {
		return nil
	}
	title := m.theme.Width(m.promptTitle())
	_, x := m.shownLine(m.lay.W - title)
	y := lines - m.footHeight()
	if m.lay.Kind != layout.Narrow {
		y++
	}
	at := tea.NewCursor(min(title+x, m.lay.W-1), y)
	at.Blink = false // nothing on this screen does
	return at
}

// keyLine names the keys that act now.
func (m *Model) keyLine() string {
	k := &m.opts.Keys
	help, quit := k.Screen.Help, k.Screen.Quit
	act := k.Short()
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
		first := []key.Binding{b.Again, b.Explain, b.Token}
		if m.pane.problem.Kind == model.KindDenied {
			first = []key.Binding{b.Token, b.Again, b.Explain}
		}
		return m.keysIn(m.keySegments(first), m.keySegments([]key.Binding{b.Quit}))
	case m.pane.kind == paneLink:
		act = []key.Binding{k.Act.Copy, k.Act.CopyAs, k.List.Back}
	case m.pane.kind == paneDownloads:
		act = []key.Binding{k.Act.Save, k.Act.Cancel, k.Act.CancelAll, k.Load.More, k.Load.Fewer, k.Load.Clear, k.List.Back}
	case m.pane.kind == panePanel:
		act = []key.Binding{k.Panel.Do, k.Move.Up, k.Move.Down, k.List.Back}
	case m.pane.kind == paneHelp:
		act = []key.Binding{k.List.Filter, k.Move.Up, k.Move.Down, k.List.Back}
	case m.pane.kind == paneExplain || m.pane.kind == paneLog:
		act = []key.Binding{k.Move.Up, k.Move.Down, k.List.Back}
	}
	left := m.keySegments(keys.Enabled(act))
	if m.pane.covers() && m.pane.kind != paneDetails || m.lay.Kind == layout.Narrow {
		return m.keysIn(left, m.keySegments([]key.Binding{help}))
	}
	return m.keysIn(left, m.keySegments([]key.Binding{help, quit}))
}

// keySegments is "key what" for each binding.
func (m *Model) keySegments(keys []key.Binding) []segment {
	k := &m.theme.Styles
	var out []segment
	for _, b := range keys {
		gap := "  "
		if m.lay.Kind == layout.Narrow {
			gap = " "
		}
		out = append(out, segment{gap + m.theme.Own(b.Help().Key), k.Key}, segment{" " + b.Help().Desc, k.Dim})
	}
	return out
}

// keysIn draws whole keys only: one that does not fit is left out with all that follow.
func (m *Model) keysIn(left, right []segment) string {
	end := segment{" ", m.theme.Plain}
	if m.lay.Kind == layout.Narrow {
		end.text = ""
	}
	w := m.lay.W - m.measure(right) - m.theme.Width(end.text)
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
	return m.spread(left[:n], append(right, end), m.lay.W)
}
