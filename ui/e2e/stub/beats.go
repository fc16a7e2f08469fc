package stub

import (
	"fmt"
	"time"
)

const (
	topicSubscribe = "aws/subscribe"
	topicHeartbeat = "aws/heartbeat"
	topicPing      = "aws/ping"
)

// checkBeats holds the rhythm of both heartbeats: at once, then every ten seconds. A loaded machine may
// make one late. s.mu must be held.
func (s *Server) checkBeats(k *socket) {
	if !k.subscribed {
		return
	}
	for _, topic := range []string{topicHeartbeat, topicPing} {
		s.violations = append(s.violations, rhythm(topic, k.began, k.beats[topic], s.opts.Now())...)
	}
}

func rhythm(topic string, began time.Time, beats []time.Time, now time.Time) []string {
	const (
		every = 10 * time.Second
		late  = 4 * time.Second
		early = time.Second
	)
	var faults []string
	before, due := began, began
	for i, at := range append(beats[:len(beats):len(beats)], now) {
		last := i == len(beats)
		if at.Sub(due) > late {
			faults = append(faults, fmt.Sprintf("socket: %s is %v late", topic, at.Sub(due)))
		}
		if !last && i > 0 && at.Sub(before) < every-early {
			faults = append(faults, fmt.Sprintf("socket: %s after %v", topic, at.Sub(before)))
		}
		before, due = at, at.Add(every)
	}
	return faults
}
