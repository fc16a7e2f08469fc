// Package bucket serves the files of a chat as S3 does, by pre-signed URLs.
package bucket

import (
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"attache/api/emulator/chat"
	"attache/api/emulator/sigv4"
)

// Bucket holds the objects of a chat.
type Bucket struct {
	chat  *chat.Chat
	place *Place
}

// New makes the bucket of a chat. Where it is found may become known later, before anything is asked of it.
func New(c *chat.Chat, at *Place) *Bucket { return &Bucket{c, at} }

// Holds reports whether a request's path leads to the bucket.
func (b *Bucket) Holds(r *http.Request) bool {
	b.chat.Lock()
	defer b.chat.Unlock()
	return strings.HasPrefix(r.URL.Path, "/"+b.chat.Talk.Bucket+"/")
}

// AttachmentAt returns the ID of the attachment whose object a path leads to; "" for none.
func (b *Bucket) AttachmentAt(path string) string {
	b.chat.Lock()
	defer b.chat.Unlock()
	if f := b.chat.Talk.Objects[path]; f != nil {
		return f.ID
	}
	return ""
}

// storedType is the type that the bucket keeps. A declared type that is no header value cannot have
// been stored; S3's own default stands for it.
func storedType(declared string) string {
	if declared == "" || strings.ContainsFunc(declared, func(r rune) bool { return unicode.IsControl(r) || r > unicode.MaxASCII }) {
		return "binary/octet-stream"
	}
	return declared
}

// disposition asks for the sender's name, in the old form for ASCII and in RFC 5987's for the rest.
func disposition(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + sigv4.Escape(name)
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
