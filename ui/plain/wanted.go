package plain

import (
	"context"

	"attache/model"
)

// wanted returns the attachments that are asked for: with all, the chat's, oldest first, else those
// with the given IDs, in their order. The transcript is read for their names and types, no further
// than needed; an ID that is not in it is asked for all the same, since the service knows best.
func wanted(ctx context.Context, s Session, ids []string, all bool) ([]model.Attachment, error) {
	inner, enough := context.WithCancel(ctx)
	defer enough()
	var chat model.Library
	err := s.Attachments(inner, nil, func(page model.Page) {
		chat.Merge(page.Attachments)
		if !all && named(&chat, ids) {
			enough()
		}
	})
	if err != nil && (ctx.Err() != nil || all || !named(&chat, ids)) {
		return nil, err
	}
	if all {
		return chat.All(), nil
	}
	list := make([]model.Attachment, len(ids))
	for i, id := range ids {
		a, ok := chat.ByID(id)
		if !ok {
			a = model.NewAttachment(id, "", "", "")
		}
		list[i] = a
	}
	return list, nil
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
