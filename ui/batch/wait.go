package batch

import (
	"context"
	"slices"
	"time"

	"attache/model"
	"attache/ui/wording"
)

// Selection says which files of a chat are taken, and how long to wait for their scans.
type Selection struct {
	model.Narrow

	Wait time.Duration // for scans that go on; 0: not at all
}

// of returns those of list that are taken, once their scans have ended or the time is over.
func (c Selection) of(ctx context.Context, s Session, list []model.Attachment, gap *model.Problem) []model.Attachment {
	list = c.Take(list)
	if c.Wait <= 0 || gap != nil || !slices.ContainsFunc(list, isScanning) {
		return list
	}
	var chat model.Library
	chat.Merge(list)
	now := func() []model.Attachment {
		for i, a := range list {
			list[i], _ = chat.ByID(a.ID)
		}
		return list
	}
	inner, stop := context.WithTimeout(ctx, c.Wait)
	defer stop()
	s.Attend(true)
	_ = s.Watch(inner, func(n model.Update) { // what cannot be heard is told by what follows
		chat.Merge(n.Attachments)
		if n.Ended || n.Refused != nil || !slices.ContainsFunc(now(), isScanning) {
			stop()
		}
	})
	return now()
}

// none says why nothing of a chat with so many files is taken.
func (c Selection) none(of int) wording.Words {
	if of == 0 || c.IsZero() {
		return wording.NoFiles()
	}
	return wording.NoMatch(c.Narrow, of)
}

func isScanning(a model.Attachment) bool { return a.Status == model.StatusInProgress }
