package runner

import (
	"attache/model"
	"attache/model/session"
)

// eventBatch sums up what a watch has told since the last time.
type eventBatch struct {
	num    int
	update model.Update
	said   map[model.Attachment]bool // the same attachments, so that a repetition takes no room
}

// add takes one piece of news. What it says of an attachment is kept word by word: which of two claims
// counts is for the library to say.
func (b *eventBatch) add(n model.Update) {
	if b.said == nil {
		b.said = make(map[model.Attachment]bool, len(n.Attachments))
	}
	for _, a := range n.Attachments {
		if !b.said[a] {
			b.said[a] = true
			b.update.Attachments = append(b.update.Attachments, a)
		}
	}
	b.update.Filled = b.update.Filled || n.Filled
	b.update.Ended = b.update.Ended || n.Ended
	b.update.Watch = n.Watch
	switch {
	case n.Refused != nil:
		b.update.Refused = n.Refused
	case n.Filled:
		b.update.Refused = nil // it was given another token since
	}
}

// cut keeps what is said of the first attachments, at most so many, and returns the rest, with what is
// to be known after them; nil where all is kept.
func (b *eventBatch) cut(most int) *eventBatch {
	if most <= 0 || len(b.update.Attachments) <= most {
		return nil
	}
	rest := &eventBatch{num: b.num, update: b.update, said: map[model.Attachment]bool{}}
	rest.update.Attachments = b.update.Attachments[most:]
	for _, a := range rest.update.Attachments {
		rest.said[a] = true
	}
	b.update.Attachments = b.update.Attachments[:most:most]
	b.update.Ended, b.update.Refused = false, nil
	return rest
}

func (b *eventBatch) events() session.Events { return session.Events{Num: b.num, Update: b.update} }
