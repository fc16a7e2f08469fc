package emulator

import (
	"math/rand/v2"
	"slices"
	"time"
)

// beat is one thing that happens in the chat by itself.
type beat struct {
	at    time.Time
	id    string // of the item
	who   participant
	says  string
	file  *file // sent now, unless scan says that its scan ends now
	scan  bool
	clean bool // what the scan finds
}

// maxFiles is the documented number of attachments of a conversation.
const maxFiles = 35

// score is where the script of a chat is written down.
type score struct {
	random *rand.Rand
	at     time.Time
	beats  []beat
}

// live writes down what happens after now: the customer and the agent go on at a human pace, until the
// chat holds as many files as a real one may. Times and ids come from the seed, and from nothing that
// clients do.
func (c *chat) live(now time.Time, who cast) []beat {
	s := &score{
		random: rand.New(rand.NewPCG(c.seed, 4)), //nolint:gosec // a script, not a secret
		at:     now.Truncate(time.Millisecond),
	}
	for _, f := range c.files {
		if f.status == inProgress {
			s.scanned(s.between(20, 26), f, true)
		}
	}
	for _, p := range laterFiles() {
		sender := who.customer
		if p.byAgent {
			sender = who.agent
		}
		s.say(sender, p.says)
		s.send(sender, p)
	}
	s.say(who.agent, "That is all I need. Thank you, and drive safely!")
	s.say(who.customer, "Thank you, Marek. Bye!")
	slices.SortStableFunc(s.beats, func(a, b beat) int { return a.at.Compare(b.at) })
	return s.beats
}

// between draws a time of so many seconds.
func (s *score) between(low, high float64) time.Duration {
	seconds := low + s.random.Float64()*(high-low)
	return time.Duration(seconds*1000) * time.Millisecond
}

func (s *score) id() string {
	var b [16]byte
	for i := range b {
		b[i] = byte(s.random.Uint32()) //nolint:gosec // the low byte is what is wanted
	}
	return uuid(b)
}

func (s *score) say(who participant, text string) {
	s.at = s.at.Add(s.between(4, 9))
	s.beats = append(s.beats, beat{at: s.at, id: s.id(), who: who, says: text})
}

func (s *score) send(who participant, p demoFile) {
	s.at = s.at.Add(s.between(4, 12))
	f := &file{id: s.id(), name: p.name, contentType: p.contentType, content: small(p.bytes)}
	s.beats = append(s.beats, beat{at: s.at, id: s.id(), who: who, file: f})
	if p.scan != "" {
		f.status = inProgress
		s.scanned(s.between(9, 14), f, p.scan == approved)
	}
}

// scanned is the end of a scan, so long after what came last.
func (s *score) scanned(after time.Duration, f *file, clean bool) {
	s.beats = append(s.beats, beat{at: s.at.Add(after), file: f, scan: true, clean: clean})
}

// playBeat does what the script says next. Callers hold the lock.
func (s *Server) playBeat(at time.Time) {
	b := s.chat.script[0]
	s.chat.script = s.chat.script[1:]
	switch {
	case b.scan && b.file.status == inProgress && s.faults.scan != "never":
		s.settle(at, b.file, b.clean)
	case b.scan: // it had its result already, or never gets one
	case b.file == nil:
		s.chat.add(item{id: b.id, at: at, kind: typeMessage, contentType: plainText, content: b.says, who: b.who})
	case len(s.chat.files) < maxFiles:
		s.chat.sendAs(b.id, at, b.who, b.file)
	}
}

// Send makes the customer send a file of so many bytes, numbered lines, and returns its id. One that
// is scanned stays so until FinishScan or FinishScans. Unlike the script it knows no limit.
func (s *Server) Send(name, contentType string, size int64, scanned bool) (id string) {
	s.change(func() {
		s.chat.sent++
		id = s.sendFile(&file{
			name: name, contentType: contentType,
			content: large(max(size, 1), s.chat.seed+uint64(s.chat.sent), lines(name)), //nolint:gosec // counts up
		}, scanned)
	})
	return id
}

// SendExample makes the customer send a photograph, a note or a paper, and returns its name.
func (s *Server) SendExample(scanned bool) (name string) {
	s.change(func() {
		s.chat.sent++
		p := example(s.chat.sent)
		s.sendFile(&file{name: p.name, contentType: p.contentType, content: small(p.bytes)}, scanned)
		name = p.name
	})
	return name
}

func (s *Server) sendFile(f *file, scanned bool) string {
	if scanned {
		f.status = inProgress
	}
	s.chat.send(s.now(), s.chat.customer(), f)
	return f.id
}
