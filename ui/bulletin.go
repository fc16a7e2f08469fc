package ui

import "attache/model"

// bulletin sums up what the watch with the given number has told since the last time: the events of a
// burst are merged into the list and drawn together.
type bulletin struct {
	num         int
	attachments []model.Attachment
	said        map[model.Attachment]bool // the same, so that a repetition takes no room
	filled      bool
	ended       bool
	refused     *model.Problem
	watch       model.Watch // as it was told last
}

// add takes one piece of news. What it says of an attachment is kept word by word: which of two
// claims counts is for the library to say.
func (b *bulletin) add(n model.News) {
	if b.said == nil {
		b.said = make(map[model.Attachment]bool, len(n.Attachments))
	}
	for _, a := range n.Attachments {
		if !b.said[a] {
			b.said[a] = true
			b.attachments = append(b.attachments, a)
		}
	}
	b.filled = b.filled || n.Filled
	b.ended = b.ended || n.Ended
	b.watch = n.Watch
	switch {
	case n.Refused != nil:
		b.refused = n.Refused
	case n.Filled:
		b.refused = nil // it was given another one since
	}
}

// empty reports whether nothing was told.
func (b *bulletin) empty() bool { return b.said == nil }

// cut keeps what is said of the first attachments, at most so many, and returns the rest, with what is
// to be known after them.
func (b *bulletin) cut(most int) (rest bulletin) {
	if len(b.attachments) <= most {
		return rest
	}
	rest = *b
	rest.attachments = b.attachments[most:]
	b.attachments = b.attachments[:most:most]
	b.said = map[model.Attachment]bool{} // it takes no more
	b.ended, b.refused = false, nil
	return rest
}
