package chat

import (
	"path"
	"slices"
	"strings"
)

// Rules are what may be sent.
type Rules struct {
	MaxSize int64    // bytes of a file
	Types   []string // the extensions, without a dot; "any": whatever
}

// Takes reports whether a file of that name may be sent.
func (r Rules) Takes(name string) bool {
	return slices.Contains(r.Types, "any") || slices.Contains(r.Types, strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")))
}

// Uploads are the files on their way into a chat.
type Uploads struct {
	byID    map[string]*Upload
	byPath  map[string]*Upload
	byToken map[string]*Upload // by the member and the ClientToken that it was begun with
}

// Upload is one file on its way.
type Upload struct {
	ID, Name, ContentType string
	Size                  int64
	From                  *Member
	Path                  string // of the object that is put
	Bytes                 []byte // that have come; nil: none
	Completed             string // the ClientToken of CompleteAttachmentUpload; empty: not yet
}

// Begun returns the upload that a member began with a ClientToken; nil: none.
func (u *Uploads) Begun(m *Member, clientToken string) *Upload {
	return u.byToken[m.Who.ID+" "+clientToken]
}

// At returns the upload whose object has a path; nil: none.
func (u *Uploads) At(object string) *Upload { return u.byPath[object] }

// Of returns an upload of a member; nil: there is none, or it is another's.
func (u *Uploads) Of(m *Member, id string) *Upload {
	if up := u.byID[id]; up != nil && up.From == m {
		return up
	}
	return nil
}
