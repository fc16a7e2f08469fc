package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/layout"
	"attache/ui/part"
)

// foot is the news, the keys, and what goes on with the network. News and menus that need more than
// one line take those below, or above on a small screen.
func (s *scene) foot(status part.Status) []string {
	if s.m.tour.on() && s.Layout.Kind == layout.Narrow {
		return part.Pad(s.Caption(s.m.tour.caption, s.Layout.FootH()), s.Layout.FootH())
	}
	if s.Layout.Kind == layout.Narrow {
		news := s.news(s.newsH())
		if news[0] == "" {
			news[0] = status.Place()
		}
		return append(news, s.keyLine().Line()) // the keys are always in sight: what is long covers a row
	}
	rule := s.Divider(s.Layout.W)
	if s.Layout.Kind == layout.Wide && !s.hidesList() && s.Layout.DownloadsH == 0 {
		rule = s.Divider(s.Layout.ListW) + s.Glyphs.Cap + s.Divider(s.Layout.SideW-1)
	}
	lines := []string{s.Rule.Render(rule)}
	if d := s.downloads(); s.Layout.Folded && !s.hidesList() {
		lines[0] = d.Title()
	}
	lines = append(lines, s.news(s.newsH())...)
	last := s.keyLine().Line()
	if s.m.tour.on() {
		last = s.Caption(s.m.tour.caption, 1)[0]
	}
	return append(lines, last, status.Line())[:s.Layout.FootH()]
}

// newsH is how many lines a message or a menu may take. On a small screen it covers a row, but not the selected one.
func (s *scene) newsH() int {
	h := s.Layout.FootH()
	if s.Layout.Kind != layout.Narrow {
		return h - 2
	}
	shown := s.m.list.Visible()
	if at := slices.Index(shown, s.m.list.Cursor()); !s.m.pane.covers() && at >= 0 && at == s.Layout.ListH-1 && s.m.asking == nil {
		return 1
	}
	return h
}

// news is a question, the line being typed, what is wrong with it, a menu, or the news, in at most h
// lines.
func (s *scene) news(h int) []string {
	m := s.m
	switch {
	case m.asking != nil:
		return s.Question(m.announcer().question(m.asking), h)
	case m.prompt != nil:
		p := s.prompt()
		return []string{p.Line()}
	case m.sort:
		return menuLines(s.SortMenu(h))
	case m.copyAs != nil:
		return menuLines(s.FormMenu(len(m.copyAs.IDs), h))
	case !m.news.empty():
		return s.News(part.Message{Severity: m.news.shown.severity, Text: m.news.shown.text}, h)
	case m.pane.kind == paneHelp, m.pane.kind == panePalette:
		return []string{s.chat.Rest(m.pane.find, false, false)}
	}
	if text := m.announcer().sendingNow(); text != "" {
		return s.News(part.Message{Text: text}, h)
	}
	return []string{s.chat.Rest("", !m.viewer.gallery.open && !m.pane.hidesList(s.Layout), m.pane.covers() || m.viewer.shows(s.Layout))}
}

func menuLines(rows []part.KeyRow) []string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = row.Line()
	}
	return lines
}

func (s *scene) prompt() part.Prompt {
	p := part.Prompt{Frame: s.Frame, Title: s.promptTitle(), Input: &s.m.prompt.input, Fault: s.m.prompt.fault}
	switch s.m.prompt.kind { //nolint:exhaustive // the others say what is wanted by their title
	case promptFilter:
		p.Empty, p.Hint = part.FilterExamples(s.Layout.W-s.Width(p.Title)), part.FilterHint(&s.m.list)
	case promptHelp:
		p.Empty = "type to find a key, a state, a sign"
	case promptPalette:
		p.Empty = "type what you want to do"
	case promptPreview:
		if s.m.viewer.missed {
			p.Hint = "no match"
		}
	case promptPanel:
		_, words := panelWords(s.m.prompt.asks, s.m.prompt.input.Value())
		p.Empty, p.Hint = "such as "+s.m.prompt.asks.Example, strings.Join(words, " ")
	}
	return p
}

// keyLine names the keys that act now.
func (s *scene) keyLine() part.KeyRow {
	m, k := s.m, s.Keys
	switch {
	case m.asking != nil:
		return s.KeyRow([]key.Binding{k.Ask.Yes, k.Ask.No}, nil)
	case m.prompt != nil:
		act := []key.Binding{k.Prompt.Accept, k.Prompt.Abandon}
		if m.prompt.completes() {
			act = append(act, k.Prompt.Complete)
		}
		switch {
		case m.prompt.kind == promptPalette:
			act = []key.Binding{as(k.Prompt.Accept, "do it"), k.Prompt.Abandon, as(k.Prompt.Newer, "next"), as(k.Prompt.Older, "previous")}
		case m.prompt.kind == promptHelp:
			act = []key.Binding{as(k.Prompt.Abandon, "leave"), as(k.Prompt.Newer, "next"), as(k.Prompt.Older, "previous"), as(k.Prompt.Accept, "read on")}
		case m.prompt.history != nil:
			act = append(act, k.Prompt.Older)
		}
		return s.KeyRow(act, nil)
	case m.sort:
		return s.SortKeys()
	case m.copyAs != nil:
		return s.KeyRow([]key.Binding{k.Form.Back}, nil)
	case m.pane.kind == paneBroken:
		act := []key.Binding{k.Broken.Again, k.Broken.Explain, k.Broken.Token}
		if m.pane.problem.Kind == model.KindDenied {
			act = []key.Binding{k.Broken.Token, k.Broken.Again, k.Broken.Explain}
		}
		return s.KeyRow(act, []key.Binding{k.Broken.Quit})
	}
	right := []key.Binding{k.Screen.Help}
	if m.opts.Panel != nil && (m.pane.kind == paneNone || m.pane.kind == paneDetails) {
		right = append([]key.Binding{k.Screen.Panel}, right...)
	}
	right = keys.Enabled(right)
	if m.pane.kind == paneNone || m.pane.kind == paneDetails {
		if s.Layout.Kind != layout.Narrow {
			right = append(right, k.Screen.Quit)
		}
	}
	all, leave := s.keysOfPane()
	return s.LeavingRow(keys.Enabled(all), right, leave)
}

// keysOfPane are the keys of what is in front, and the one of them that leaves it.
func (s *scene) keysOfPane() (all []key.Binding, leave key.Binding) {
	k := s.Keys
	leave = as(k.List.Back, "close")
	switch s.m.pane.kind {
	case paneLink:
		return []key.Binding{k.Act.Copy, k.Act.CopyAs, leave}, leave
	case paneDownloads:
		return append(s.actsOnDownload().Downloads(k), leave), leave
	case panePanel:
		return []key.Binding{k.Panel.Do, k.Move.Up, k.Move.Down, leave}, leave
	case paneHelp:
		return []key.Binding{k.List.Filter, k.Move.Up, k.Move.Down, leave}, leave
	case paneExplain:
		if p := s.m.pane.problem; p != nil && p.Kind == model.KindDenied {
			return []key.Binding{k.Screen.Token, leave, k.Move.Up, k.Move.Down}, leave
		}
		return []key.Binding{k.Move.Up, k.Move.Down, leave}, leave
	case paneLog, panePalette:
		return []key.Binding{k.Move.Up, k.Move.Down, leave}, leave
	case paneDetails:
		return append(s.acts().Line(k), leave), leave
	case paneNone, paneBroken:
	}
	switch v := &s.m.viewer; {
	case v.gallery.open:
		return []key.Binding{as(k.Act.Open, "select"), k.Act.Copy, k.Act.Save, leave, k.View.Left, k.View.Right, k.Move.Up, k.Move.Down}, leave
	case v.takes(s.Layout) && v.find != "":
		leave = as(k.List.Back, "end the search")
		return []key.Binding{k.Found.Next, k.Found.Previous, leave, k.Move.Up, k.Move.Down, k.List.Filter}, leave
	case s.takesBeside():
		leave = as(k.List.Back, "back to the list")
		return []key.Binding{leave, k.Move.Up, k.Move.Down, k.Act.Copy, k.Act.Save}, leave
	case v.takes(s.Layout):
		leave = as(k.List.Back, "back to the list")
		return []key.Binding{k.List.Filter, leave, k.Move.Up, k.Move.Down, k.View.Left, k.View.Right, k.Act.Copy, k.Act.Save}, leave
	}
	switch leave = (key.Binding{}); {
	case s.m.viewer.shows(s.Layout) && s.Layout.Kind == layout.Narrow:
		leave = as(k.View.Preview, "close")
	case s.m.viewer.shows(s.Layout):
		leave = as(k.View.Preview, "close preview")
	case len(s.m.list.Marked()) > 0:
		leave = as(k.List.Back, "unmark")
	}
	return s.acts().Line(k), leave
}

// as is a key with what it does here.
func as(b key.Binding, does string) key.Binding {
	b.SetHelp(b.Help().Key, does)
	return b
}

// promptTitle says what is being typed, in one word where there is no room for more.
func (s *scene) promptTitle() string {
	short, long := "find", "find"
	switch s.m.prompt.kind {
	case promptID:
		short, long = "ID", "attachment ID"
	case promptLife:
		short, long = "seconds, 5-300", "life of new links, 5 to 300 seconds, now "+strconv.Itoa(int(s.m.session.TTL()/time.Second))+":"
	case promptToken:
		short, long = "token (hidden)", "connection token (hidden)"
		if s.m.session.Refusal() != nil {
			short, long = "new token (hidden)", "the token is refused; another one (hidden)"
		}
	case promptSaveAs:
		short, long = "name", "save as"
	case promptReceipt:
		short, long = "receipt", "write a receipt (or .zip) to"
	case promptSend:
		short, long = "send", "path of the file to send"
	case promptPanel:
		short, long = s.m.prompt.asks.Title, s.m.prompt.asks.Title
	case promptPreview:
		long = "find in the preview"
	case promptHelp:
		long = "find in help"
	case promptPalette:
		short, long = ":", ":"
	case promptFilter:
	}
	if s.m.lay.Kind == layout.Narrow {
		return " " + short + " "
	}
	return " " + long + " "
}
