package ui

import (
	"strconv"
	"time"

	"attache/model"
)

// feedWords says by which way news of the chat come, in full and in one word. Both are empty where
// there is nothing to say: nobody watches, or the header says already that the chat is over.
func (m *Model) feedWords() (full, short segment) {
	k := &m.st.row
	switch f := &m.live.feed; {
	case m.ended:
	case m.live.refusal != nil:
		return segment{"token refused", k.bad}, segment{"refused", k.bad}
	case f.Feed == model.FeedOff && f.Problem != nil:
		return segment{"not live", k.wait}, segment{"not live", k.wait}
	case f.Feed == model.FeedConnecting:
		return segment{"connecting", k.dim}, segment{"joining", k.dim}
	case f.Feed == model.FeedLive:
		return segment{"live", k.live}, segment{"live", k.live}
	case f.Feed == model.FeedWaiting:
		return m.waitingWords()
	case f.Feed == model.FeedPolling && f.Lost():
		return segment{"polling every " + rhythmWord(f.Every) + ", failing", k.wait}, segment{"failing", k.wait}
	case f.Feed == model.FeedPolling:
		return segment{"polling every " + rhythmWord(f.Every), k.dim}, segment{"polling", k.dim}
	}
	return segment{}, segment{}
}

// waitingWords count down to the next try. They keep their cells, so that nothing moves.
func (m *Model) waitingWords() (full, short segment) {
	k := &m.st.row
	long, brief := "reconnecting", "retry"
	if left := m.live.feed.Until.Sub(m.now); left > 0 {
		s := m.ruler.FitRight(strconv.Itoa(int((left+time.Second-1)/time.Second)), 2)
		long, brief = long+" in "+s+" s", brief+" "+s+"s"
	}
	return segment{m.ruler.FitRight(long, max(20, m.ruler.Width(long))), k.wait}, segment{m.ruler.FitRight(brief, max(9, m.ruler.Width(brief))), k.wait}
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
	k := &m.st.row
	long, short, on := "", "", k.wait
	switch {
	case m.pane.kind == paneBroken:
	case m.ended:
		long, short = "the chat has ended: live links work on, new ones are refused", "chat ended: no new links"
	case m.live.refusal != nil:
		key := first(m.opts.Keys.Screen.Token)
		long, short, on = "the token is refused: "+key+" gives another one, what is listed stays", "token refused: "+key, k.bad
	}
	if m.ruler.Width(long) > w {
		long = short
	}
	return segment{m.ruler.End(long, w, m.gl.cut), on}
}
