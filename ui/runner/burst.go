package runner

import (
	"attache/model"
	"attache/model/session"
)

// burst sums up what a watch has told since the last time.
type burst struct {
	num  int
	news model.News
	said map[model.Attachment]bool // the same attachments, so that a repetition takes no room
}

// add takes one piece of news. What it says of an attachment is kept word by word: which of two claims
// counts is for the library to say.
func (b *burst) add(n model.News) {
	if b.said == nil {
		b.said = make(map[model.Attachment]bool, len(n.Attachments))
	}
	for _, a := range n.Attachments {
		if !b.said[a] {
			b.said[a] = true
			b.news.Attachments = append(b.news.Attachments, a)
		}
	}
	b.news.Filled = b.news.Filled || n.Filled
	b.news.Ended = b.news.Ended || n.Ended
	b.news.Watch = n.Watch
	switch {
	case n.Refused != nil:
		b.news.Refused = n.Refused
	case n.Filled:
		b.news.Refused = nil // it was given another token since
	}
}

// cut keeps what is said of the first attachments, at most so many, and returns the rest, with what is
// to be known after them; nil where all is kept.
func (b *burst) cut(most int) *burst {
	if most <= 0 || len(b.news.Attachments) <= most {
		return nil
	}
	rest := &burst{num: b.num, news: b.news, said: map[model.Attachment]bool{}}
	rest.news.Attachments = b.news.Attachments[most:]
	for _, a := range rest.news.Attachments {
		rest.said[a] = true
	}
	b.news.Attachments = b.news.Attachments[:most:most]
	b.news.Ended, b.news.Refused = false, nil
	return rest
}

func (b *burst) events() session.Events { return session.Events{Num: b.num, News: b.news} }
