package scenario

import (
	"math/rand/v2"
	"slices"
	"time"
)

// MaxFiles is the documented number of attachments of a conversation.
const MaxFiles = 35

// script is where the script of a chat is written down.
type script struct {
	random *rand.Rand
	at     time.Time
	beats  []ScriptStep
}

// live writes down what happens after now: the customer and the agent go on at a human pace, until the
// chat holds as many files as a real one may. Times and ids come from the seed, and from nothing that
// clients do.
func (c *Conversation) live(now time.Time, who people) []ScriptStep {
	s := &script{
		random: rand.New(rand.NewPCG(c.Seed, 4)), //nolint:gosec // a script, not a secret
		at:     now.Truncate(time.Millisecond),
	}
	for _, f := range c.Files {
		if f.Status == InProgress {
			s.scanned(s.between(20, 26), f, true)
		}
	}
	replies := agentFiles()
	for i, u := range customerFiles() {
		s.upload(who.customer, u)
		s.upload(who.agent, replies[i])
	}
	s.say(who.agent, "That is all I need. Thank you, and drive safely!")
	s.say(who.customer, "Thank you, Marek. Bye!")
	slices.SortStableFunc(s.beats, func(a, b ScriptStep) int { return a.At.Compare(b.At) })
	return s.beats
}

// between draws a time of so many seconds.
func (s *script) between(low, high float64) time.Duration {
	seconds := low + s.random.Float64()*(high-low)
	return time.Duration(seconds*1000) * time.Millisecond
}

// upload says something and sends a file.
func (s *script) upload(who Participant, u upload) {
	s.say(who, u.says)
	s.at = s.at.Add(s.between(4, 12))
	u.file.ID = drawn(s.random)
	s.beats = append(s.beats, ScriptStep{At: s.at, ID: drawn(s.random), Who: who, File: u.file})
	if u.scan != "" {
		u.file.Status = InProgress
		s.scanned(s.between(9, 14), u.file, u.scan == Approved)
	}
}

func (s *script) say(who Participant, text string) {
	s.at = s.at.Add(s.between(4, 9))
	s.beats = append(s.beats, ScriptStep{At: s.at, ID: drawn(s.random), Who: who, Says: text})
}

// scanned is the end of a scan, so long after what came last.
func (s *script) scanned(after time.Duration, f *File, clean bool) {
	s.beats = append(s.beats, ScriptStep{At: s.at.Add(after), File: f, Scan: true, Clean: clean})
}
