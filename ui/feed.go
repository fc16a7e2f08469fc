package ui

import (
	"strconv"
	"time"

	"attache/model"
)

// feedWords says by which way news of the chat come, in full and in one word. Both are empty where
// there is nothing to say: nobody watches, or the header says already that the chat is over.
func (m *Model) feedWords() (full, short segment) {
	k := &m.theme.Styles
	switch f := &m.live.feed; {
	case m.ended:
	case m.live.refusal != nil:
		return segment{"token refused", k.Bad}, segment{"refused", k.Bad}
	case f.Feed == model.FeedOff && f.Problem != nil:
		return segment{"not live", k.Wait}, segment{"not live", k.Wait}
	case f.Feed == model.FeedConnecting:
		return segment{"connecting", k.Dim}, segment{"joining", k.Dim}
	case f.Feed == model.FeedLive:
		return segment{"live", k.Live}, segment{"live", k.Live}
	case f.Feed == model.FeedWaiting:
		return m.waitingWords()
	case f.Feed == model.FeedPolling && f.Lost():
		return segment{"polling every " + rhythmWord(f.Every) + ", failing", k.Wait}, segment{"failing", k.Wait}
	case f.Feed == model.FeedPolling:
		return segment{"polling every " + rhythmWord(f.Every), k.Dim}, segment{"polling", k.Dim}
	}
	return segment{}, segment{}
}

// waitingWords count down to the next try. They keep their cells, so that nothing moves.
func (m *Model) waitingWords() (full, short segment) {
	k := &m.theme.Styles
	long, brief := "reconnecting", "retry"
	if left := m.live.feed.Until.Sub(m.now); left > 0 {
		s := m.theme.FitRight(strconv.Itoa(int((left+time.Second-1)/time.Second)), 2)
		long, brief = long+" in "+s+" s", brief+" "+s+"s"
	}
	return segment{m.theme.FitRight(long, max(20, m.theme.Width(long))), k.Wait}, segment{m.theme.FitRight(brief, max(9, m.theme.Width(brief))), k.Wait}
}

// feedCounts reports whether the header counts the seconds.
func (m *Model) feedCounts() bool {
	f := &m.live.feed
	return f.Feed == model.FeedWaiting && m.now.Before(f.Until) && m.live.refusal == nil && !m.ended
}

// tokenCounts reports whether the last minute of the token is counted.
func (m *Model) tokenCounts() bool {
	if m.status.TokenEnds.IsZero() || m.blurred {
		return false
	}
	left := m.status.TokenEnds.Sub(m.server())
	return left > 0 && left <= time.Minute
}

// rhythmWord is the time between two readings: "15 s", "2 min".
func rhythmWord(d time.Duration) string {
	if d > 100*time.Second {
		return strconv.Itoa(int(d.Round(time.Minute)/time.Minute)) + " min"
	}
	return strconv.Itoa(int(d.Round(time.Second)/time.Second)) + " s"
}

// banner is the one line that stays while there is something the user must know: that the token is
// refused, or that the chat is over.
func (m *Model) banner(w int) segment {
	k := &m.theme.Styles
	long, short, on := "", "", k.Wait
	switch {
	case m.pane.kind == paneBroken:
	case m.ended:
		long, short = "the chat has ended: live links work on, new ones are refused", "chat ended: no new links"
	case m.live.refusal != nil:
		key := m.opts.Keys.Screen.Token.Help().Key
		long, short, on = "the token is refused: "+key+" gives another one, what is listed stays", "token refused: "+key, k.Bad
	}
	if m.theme.Width(long) > w {
		long = short
	}
	return segment{m.theme.End(long, w, m.theme.Glyphs.Cut), on}
}
