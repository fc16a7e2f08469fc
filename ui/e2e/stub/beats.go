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
// make one late, and none of those that follow it early. s.mu must be held.
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
		late  = 9 * time.Second // that none is left out
		early = time.Second
	)
	var faults []string
	due := began
	for _, at := range append(beats[:len(beats):len(beats)], now) {
		if at.Sub(due) > late {
			faults = append(faults, fmt.Sprintf("socket: %s is %v late", topic, at.Sub(due)))
		}
		due = at.Add(every)
	}
	for i, at := range beats {
		if at.Sub(began) < time.Duration(i)*every-early {
			return append(faults, fmt.Sprintf("socket: %d of %s within %v", i+1, topic, at.Sub(began)))
		}
	}
	return faults
}
