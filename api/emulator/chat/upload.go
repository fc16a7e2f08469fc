package chat

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"attache/api/emulator/scenario"
)

// scanTime is how long the scan of an upload takes.
const scanTime = 2 * time.Second

// Rules are what may be sent.
type Rules struct {
	MaxSize int64    // bytes of a file
	Types   []string // the extensions, without a dot; "any": whatever
}

// Rules are those of the instance: 20 MB and the documented types, unless others were asked for. Callers hold the lock.
func (c *Chat) Rules() Rules {
	r := Rules{MaxSize: cmp.Or(c.Faults.UploadMax, 20<<20), Types: []string{
		"csv", "doc", "docx", "heic", "jfif", "jpeg", "jpg", "mov", "mp4", "pdf", "png", "ppt", "pptx", "rtf", "txt", "wav", "xls", "xlsx",
	}}
	if own := c.Faults.UploadTypes; len(own) > 0 {
		r.Types = own
	}
	return r
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

// Full reports whether the chat takes no more files. Uploads that were begun count.
func (c *Chat) Full() bool {
	n := len(c.Talk.Files)
	for _, up := range c.Uploads.byID {
		if up.Completed == "" {
			n++
		}
	}
	return n >= scenario.MaxFiles
}

// Begin begins an upload, and gives it its ID and its path.
func (c *Chat) Begin(up *Upload, clientToken string) {
	u := &c.Uploads
	if u.byID == nil {
		u.byID, u.byPath, u.byToken = map[string]*Upload{}, map[string]*Upload{}, map[string]*Upload{}
	}
	up.ID, up.Path = c.Talk.Staging(up.Name)
	u.byID[up.ID], u.byPath[up.Path], u.byToken[up.From.Who.ID+" "+clientToken] = up, up, up
}

// Complete sends a file whose bytes have come. It is seen while it is scanned, and has its result soon.
// Callers hold the lock.
func (c *Chat) Complete(up *Upload, clientToken string) {
	up.Completed = clientToken
	now := c.Clock.Now()
	f := &scenario.File{ID: up.ID, Name: up.Name, ContentType: up.ContentType, Status: scenario.InProgress, Content: scenario.Bytes(up.Bytes)}
	c.Talk.Send("", now, up.From.Who, f)
	end := scenario.Beat{At: now.Add(c.Faults.ScanTime.Or(scanTime)), File: f, Scan: true, Clean: !infected(up.Bytes)}
	i := slices.IndexFunc(c.Talk.Script, func(b scenario.Beat) bool { return b.At.After(end.At) })
	if i < 0 {
		i = len(c.Talk.Script)
	}
	c.Talk.Script = slices.Insert(c.Talk.Script, i, end)
	delete(c.Uploads.byPath, up.Path)
}

// infected reports whether a file holds the text that every virus scanner finds, for whoever tests with it.
func infected(b []byte) bool {
	return bytes.Contains(b, []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$`+"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"))
}
