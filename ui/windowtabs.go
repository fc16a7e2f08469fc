package ui

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
	"attache/ui/part"
)

// lateToken is how long before its end a tab tells of a token.
const lateToken = 15 * time.Minute

// windowTicked says that what a tab counts down has changed.
type windowTicked struct{}

// tabsH is how many lines the tabs take: none for one chat alone, and none where the chat would have no room.
func (d *window) tabsH() int {
	if len(d.tabs) < 2 || d.size.Height <= layout.TinyHeight {
		return 0
	}
	return 1
}

// tabLine is what the tabs say.
func (d *window) tabLine() *part.ChatTabs {
	front := d.tabs[d.at]
	line := &part.ChatTabs{Frame: front.shared(), W: d.size.Width}
	for i, t := range d.tabs {
		line.Tabs = append(line.Tabs, t.words(i, i == d.at, d.core.opts.Now()))
	}
	return line
}

// words are what a tab says of its chat.
func (t *tab) words(i int, front bool, now time.Time) part.ChatTab {
	s, status := t.session, t.opts.Session.Status()
	w := part.ChatTab{Label: t.label(i), New: s.Arrived(), InSight: front}
	server := now.Add(status.Skew)
	if end := s.NextEnd(); !end.IsZero() && !front {
		w.Left = max(end.Sub(server), 0)
	}
	switch left := status.TokenEnds.Sub(server); {
	case s.Ended():
		w.State, w.Brief = "ended", "ended"
	case s.Refusal() != nil:
		w.State, w.Wrong = "token refused", true
	case s.Shut() != nil:
		w.State, w.Wrong = "not open", true
	case status.TokenEnds.IsZero() || left > lateToken:
	case left <= 0:
		w.State, w.Wrong = "token ended", true
	default:
		w.State, w.Brief = "token "+part.MinutesWord(left), "T "+part.MinutesBrief(left) // T is the key for another one
	}
	return w
}

// label is what a chat is called: as its user has it, or by its contact. With names hidden it is counted.
func (t *tab) label(i int) string {
	switch contact := t.session.Contact(); {
	case t.session.NamesHidden():
	case t.opts.Name != "":
		return model.Text(t.opts.Name)
	case contact != "":
		return contact
	}
	return "chat " + strconv.Itoa(i+1)
}

// settle draws the tabs, and wakes once when one of them is to say something else. It is one tick for all.
func (d *window) settle() tea.Cmd {
	if d.start != nil || len(d.tabs) == 0 {
		return nil
	}
	front := d.tabs[d.at]
	front.head, front.beside = nil, nil
	if len(d.tabs) > 1 {
		front.beside, front.called = d.neighbors, front.label(d.at)
		if contact := front.session.Contact(); contact != "" && !front.session.NamesHidden() {
			front.called = contact // two may have one name
		}
	}
	if d.tabsH() == 0 {
		return nil
	}
	line := d.tabLine()
	front.head = []string{line.Line()}
	next := time.Duration(0)
	for _, t := range line.Tabs {
		if t.Left <= 0 || d.away {
			continue
		}
		in := t.Left % time.Minute
		if in == 0 {
			in = time.Minute
		}
		if next == 0 || in < next {
			next = in
		}
	}
	return d.tickIn(next)
}

// neighbors are the chats that are not in front.
func (d *window) neighbors() (all []neighbor) {
	for i, t := range d.tabs {
		if i != d.at {
			all = append(all, neighbor{&t.core, t.label(i)})
		}
	}
	return all
}

// tickIn wakes the screen after a while; 0: never. A wish that has been replaced ends without a message.
func (d *window) tickIn(wait time.Duration) tea.Cmd {
	if d.stopTick != nil {
		d.stopTick()
		d.stopTick = nil
	}
	if wait == 0 {
		return nil
	}
	due := make(chan struct{})
	timer, stop := time.NewTimer(wait), due
	d.stopTick = func() { timer.Stop(); close(stop) }
	ctx := d.ctx
	return func() tea.Msg {
		select {
		case <-timer.C:
			return windowTicked{}
		case <-due:
		case <-ctx.Done():
		}
		return nil
	}
}

// title is that of a terminal with several chats. It names none of them.
func (d *window) title() string {
	fresh := 0
	for _, t := range d.tabs {
		fresh += t.session.Arrived()
	}
	title := "attache " + d.tabs[d.at].theme.Glyphs.Dot + " " + strconv.Itoa(len(d.tabs)) + " chats"
	if fresh > 0 {
		title += ", " + strconv.Itoa(fresh) + " new"
	}
	return title
}

// progressBar shows the transfers of all chats in the terminal's own way.
func (d *window) progressBar() *tea.ProgressBar {
	var bytes, total int64
	running, unknown := 0, false
	for _, t := range d.tabs {
		p := t.session.BatchProgress()
		running += p.Running
		bytes, total = bytes+p.Bytes, total+max(p.Total, 0)
		unknown = unknown || p.Running > 0 && p.Total <= 0
	}
	switch {
	case running == 0:
		return nil
	case unknown:
		return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	return tea.NewProgressBar(tea.ProgressBarDefault, int(bytes*100/total))
}

// pageView draws the page that asks for a chat.
func (d *window) pageView() tea.View {
	lines, cursor := d.start.view()
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen, v.ReportFocus, v.WindowTitle, v.Cursor = true, true, "attache", cursor
	return v
}
