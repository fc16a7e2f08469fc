package batch

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"strings"

	"attache/model"
)

// Of says which of several chats a row, a word or a file is of. The zero value is that of the only chat, of
// which nothing is said.
type Of struct{ *place }

// place is what is known of one of several chats.
type place struct {
	name    string          // what its user calls it
	id      string          // of its contact; empty: not known yet
	folders map[string]bool // that the chats before it have taken, in lower case
	folder  string          // its own
}

// contact notes the contact of the chat, once that is known.
func (o Of) contact(id string) {
	if o.place != nil {
		o.id = cmp.Or(o.id, id)
	}
}

// label is the contact, or what its user calls the chat; empty for the only one.
func (o Of) label() string {
	if o.place == nil {
		return ""
	}
	return cmp.Or(o.id, o.name)
}

func (o Of) reporter(w io.Writer, asJSON bool) Reporter {
	return Reporter{W: w, JSON: asJSON, Chat: o.label()}
}

// of is the contact that a row belongs to: its own, or that of the chat.
func (o Of) of(contact string) string {
	if o.place == nil {
		return contact
	}
	return cmp.Or(contact, o.id)
}

// fileRow is what became of a file, and where there are several chats, of which it is.
type fileRow struct {
	model.FileRecord

	ContactID string `json:"contact_id,omitempty"`
}

// eventRow is an event, and of which chat it is.
type eventRow struct {
	model.EventRecord

	ContactID string `json:"contact_id,omitempty"`
}

// fields puts the chat in front of the fields of a line for a pipe.
func (o Of) fields(fields ...string) []string {
	if o.place == nil {
		return fields
	}
	return append([]string{o.label()}, fields...)
}

// column is the chat at the start of a line for people.
func (o Of) column() string {
	const width = 13
	if o.place == nil {
		return ""
	}
	return pad(cut(o.label(), width), width) + gap
}

// title is the line above the notices of a chat.
func (o Of) title() string {
	if o.place == nil {
		return ""
	}
	return o.label() + "\n"
}

// within lets the files of the chat go to a folder of its own, which no chat before it has taken.
func (o Of) within(s Session) Session {
	if o.place == nil {
		return s
	}
	for n := 0; o.folder == "" || o.folders[strings.ToLower(o.folder)]; n++ {
		o.folder = model.Numbered(model.FileName(o.label(), ""), n)
	}
	o.folders[strings.ToLower(o.folder)] = true
	return inFolder{s, o.folder}
}

// receipt is the chat's own file where one was asked for.
func (o Of) receipt(path string) string {
	if o.place == nil {
		return path
	}
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + "-" + o.folder + ext
}

// inFolder is a chat whose files go to a folder of their own.
type inFolder struct {
	Session

	folder string
}

// Save implements Session.
func (f inFolder) Save(ctx context.Context, request model.DownloadRequest, report func(model.CallState)) (model.Saved, error) {
	request.Folder = f.folder
	return f.Session.Save(ctx, request, report)
}
