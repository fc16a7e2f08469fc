package batch

import (
	"cmp"
	"context"
	"errors"

	"attache/model"
)

// wanted returns the attachments that are asked for: with all, the chat's, oldest first, else those
// with the given IDs, in their order. The transcript is read for their names and types, no further
// than needed unless the whole is wanted; an ID that is not in it is asked for all the same, since the service knows best.
//
// contact is that of the chat, as far as it became known. gap is why the rest of the transcript could not
// be read, where a part of it brought files.
func wanted(ctx context.Context, s Session, ids []string, all, whole bool) (list []model.Attachment, contact string, gap *model.Problem, err error) {
	inner, enough := context.WithCancel(ctx)
	defer enough()
	var chat model.Library
	err = s.Attachments(inner, nil, func(page model.Page) {
		chat.Merge(page.Attachments)
		contact = cmp.Or(page.ContactID, contact)
		if !all && !whole && named(&chat, ids) {
			enough()
		}
	})
	if err != nil && (ctx.Err() != nil || all || !named(&chat, ids)) {
		gap = model.AsProblem(err)
		if gap.Kind == model.KindCancelled || chat.Len() == 0 {
			return nil, "", nil, err
		}
	}
	if all {
		return chat.All(), contact, gap, nil
	}
	list = make([]model.Attachment, len(ids))
	for i, id := range ids {
		a, ok := chat.ByID(id)
		if !ok {
			a = model.NewAttachment(id, "", "", "")
		}
		list[i] = a
	}
	return list, contact, gap, nil
}

// withGap is the end of a command that did so many things, which ended with err, after a part of the
// transcript could not be read.
func withGap(err error, of int, gap *model.Problem) error {
	var failures *model.Failures
	switch {
	case gap == nil:
		return err
	case err == nil:
		return &model.Failures{Of: of + 1, Problems: []*model.Problem{gap}}
	case errors.As(err, &failures):
		return &model.Failures{Of: failures.Of + 1, Problems: append([]*model.Problem{gap}, failures.Problems...)}
	}
	return err
}

// named reports whether the names of all ids are known.
func named(chat *model.Library, ids []string) bool {
	for _, id := range ids {
		if a, ok := chat.ByID(id); !ok || a.Name == "" {
			return false
		}
	}
	return true
}
