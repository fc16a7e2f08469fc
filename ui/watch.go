package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/wording"
)

// live is what the screen knows of the chat as it goes on.
type live struct {
	watch   request         // the call that tells the news
	feed    model.Watch     // by which way they come at the moment
	fresh   map[string]*row // arrived, and not selected since
	arrived int             // files that the toast on screen tells of
	sawEnd  bool            // the walk under way, or the watch since it began, told of the chat's end
	ring    bool            // the bell is to be rung
	rang    time.Time       // when it was
	refusal *model.Problem  // why the token is refused; nil while it is not
	asked   bool            // since the last token was given, another one was asked for without a key
	suspect bool            // a call was refused, and none was answered since
	wants   bool            // the line for another token is to be opened when nothing else is being typed
}

// startWatch begins to listen for news. It follows a walk that has ended well, since the watch goes on
// from there.
func (m *Model) startWatch() tea.Cmd {
	if m.opts.NoLive || len(m.opts.IDs) > 0 || m.live.watch.running() || m.ended {
		return nil
	}
	req, ctx := m.begin(model.UrgencySelected)
	m.live.watch = req
	m.live.feed = model.Watch{Feed: model.FeedConnecting}
	session, num, hear := m.opts.Session, req.num, m.box.hear(req.num)
	return func() tea.Msg { return watchEnded{num, session.Watch(ctx, hear)} }
}

// onWatchEnded notes that no more news come. The next walk that ends well starts another watch, if the
// chat goes on.
func (m *Model) onWatchEnded(msg watchEnded) tea.Cmd {
	if msg.num != m.live.watch.num {
		return nil
	}
	cmd := m.takeReports(m.box.takeAll()) // its last words may still be in the box
	m.live.watch.cancel()
	m.live.watch = request{num: msg.num}
	m.live.feed = model.Watch{Feed: model.FeedOff}
	p := model.AsProblem(msg.err)
	switch {
	case p == nil:
		m.live.sawEnd = true
		m.live.feed.Feed = model.FeedEnded
		m.endChat(true)
		return cmd
	case p.Kind == model.KindCancelled:
		return cmd
	case p.Kind == model.KindDenied:
		m.tokenRefused(p)
		return cmd
	}
	m.live.feed.Problem = p
	m.problem(p, "")
	return cmd
}

// takeNews applies what the watch has told since the last time.
func (m *Model) takeNews(b *bulletin) tea.Cmd {
	if b.empty() || b.num != m.live.watch.num || !m.live.watch.running() {
		return nil
	}
	m.turnFeed(b.watch)
	cmd := m.takeChanges(m.merge(b.attachments), true, true)
	if b.refused != nil {
		m.tokenRefused(b.refused)
	}
	if b.ended {
		m.live.sawEnd = true
		m.endChat(true)
	}
	return cmd
}

// turnFeed notes by which way news come from now on, and keeps in the log when that changed.
func (m *Model) turnFeed(w model.Watch) {
	was, lost := m.live.feed.Lost(), w.Lost()
	m.live.feed = w
	switch {
	case lost && !was && w.Problem != nil:
		m.note(toastWarn, "The chat is out of sight: "+wording.For(w.Problem).Sentence)
	case lost && !was:
		m.note(toastWarn, "The chat is out of sight; it is tried again by itself")
	case was && !lost && (w.Feed == model.FeedLive || w.Feed == model.FeedPolling):
		m.note(toastGood, "The chat is in sight again; what happened meanwhile is listed")
	}
	if w.Feed == model.FeedLive || w.Feed == model.FeedPolling && !lost {
		m.live.refusal = nil // the service has answered
	}
}

// look notes whether somebody is looking. What was said meanwhile stays as long as it would have.
func (m *Model) look(looking bool) {
	if looking && m.blurred && !m.toast.until.IsZero() {
		m.toast.until = m.now.Add(lasts(m.toast.tone))
	}
	m.blurred = !looking
	m.opts.Session.Attend(looking)
}

// endChat notes that the chat is over. Rows and live links stay, transfers under way go on; what only
// a chat that goes on could bring is given up. aloud is false for a chat that was over before the screen
// came: then the header says enough.
func (m *Model) endChat(aloud bool) {
	if m.ended {
		return
	}
	m.ended = true
	m.live.refusal, m.live.wants = nil, false // tokens end with their chat
	for id, r := range m.busy.calling {
		if r.call.state.Stage == model.StageQueued && r.call.urgency < model.UrgencyAsked {
			m.endCall(id, r)
			r.fetched = false
			r.asked--
		}
	}
	for id, r := range m.busy.alive {
		m.keep(id, r, false)
	}
	dropped := m.wishes.Len()
	saves := m.dropWishes(&model.Problem{Kind: model.KindEnded, Op: "save"})
	if !aloud && dropped == 0 {
		return
	}
	t, text := toastWarn, "The chat has ended"
	switch {
	case saves > 0:
		t, text = toastBad, text+": "+plural(saves, "one file that was to be saved was", "files that were to be saved were")+" never scanned"
	case dropped > 0:
		t, text = toastBad, text+" before "+plural(dropped, "a file was", "files were")+" scanned: nothing is done with "+plural(dropped, "it", "them")
	}
	m.say(t, text+"; "+liveLinksStay)
	m.ringBell()
}

// liveLinksStay is what the end of a chat leaves.
const liveLinksStay = "live links can still be copied and saved"

// ringBell rings the terminal's bell where the user wanted that, once for a burst of news.
func (m *Model) ringBell() {
	const apart = 2 * time.Second
	if m.opts.Bell && m.now.Sub(m.live.rang) >= apart {
		m.live.ring, m.live.rang = true, m.now
	}
}

// sound is the command that rings.
func (m *Model) sound() tea.Cmd {
	if !m.live.ring {
		return nil
	}
	m.live.ring = false
	return tea.Raw("\a")
}
