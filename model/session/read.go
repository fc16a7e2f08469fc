package session

import (
	"time"

	"attache/model"
)

// Refusal is why the service takes the token no more; nil while it does.
func (s *Session) Refusal() *model.Problem { return s.credential.refusal }

// Waiting counts what has been asked for and not been answered yet, downloads left out: links, copies,
// openings, looks, the reading of the transcript.
func (s *Session) Waiting() int {
	n := len(s.batches.running) + len(s.copies.sent) + len(s.opener.byNum) + len(s.discarder.byNum) + len(s.receipts.byNum) + len(s.sends.byNum) - s.sends.running()
	if s.transcript.running() {
		n++
	}
	if s.looks.intent > 0 {
		n++
	}
	return n
}

// Reading tells whether the transcript is being read, and what the call is doing.
func (s *Session) Reading() (state model.CallState, running bool) {
	return s.transcript.state, s.transcript.running()
}

// Read tells when the transcript was last read to its end; zero: never.
func (s *Session) Read() time.Time { return s.transcript.readAt }

// Shut is why there is nothing to see of the chat; nil where there is something.
func (s *Session) Shut() *model.Problem { return s.transcript.shut }

// WatchState tells by which way news come, and whether anybody watches.
func (s *Session) WatchState() (state model.Watch, watching bool) {
	return s.watch.state, s.watch.running()
}

// Sending tells of the files that are being sent, those first that were begun first.
func (s *Session) Sending() (all []Upload) {
	for _, num := range sortedKeys(s.sends.byNum) {
		if w := s.sends.byNum[num]; w.meter != nil {
			done, _ := w.meter.Read()
			all = append(all, Upload{w.file, done, w.file.Size})
		}
	}
	return all
}

// TakeHead returns what has been fetched of a file, and forgets it.
func (s *Session) TakeHead(id string) (model.Head, bool) {
	l := s.looks
	if l.headOf != id || id == "" {
		return model.Head{}, false
	}
	head := l.head
	l.head, l.headOf = model.Head{}, ""
	return head, true
}

// Stands reports whether a question is still worth an answer.
func (s *Session) Stands(q Question) bool {
	return (q.Kind != QuestionQuit || s.Unfinished() > 0) && (q.Kind != QuestionSend || !s.ended)
}
