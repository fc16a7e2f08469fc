package ui

import (
	"time"

	"attache/model"
)

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
