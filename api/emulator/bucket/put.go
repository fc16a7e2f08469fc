package bucket

import (
	"crypto/md5" //nolint:gosec // S3's ETag of a plain upload is an MD5
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"time"

	"attache/api/emulator/chat"
	"attache/api/emulator/wire"
)

// UploadURL makes the URL that the bytes of an upload are put to, and the headers that have to come with
// them: each is signed. Callers hold the lock.
func (b *Bucket) UploadURL(up *chat.Upload, at wire.Origin, signed time.Time, life time.Duration) (url string, headers map[string]string) {
	contact := b.chat.Talk.ContactID
	headers = map[string]string{
		"Content-Disposition": shortDisposition(up.Name),
		"Content-Length":      decimal(up.Size),
		"Content-Type":        storedType(up.ContentType),
		"x-amz-acl":           "bucket-owner-full-control",

		"x-amz-meta-account_id":         "123456789012",
		"x-amz-meta-contact_id":         contact,
		"x-amz-meta-initial_contact_id": contact,
		"x-amz-meta-organization_id":    b.chat.Talk.Bucket,
	}
	return b.presign(http.MethodPut, up.Path, at, signed, life, nil, headers), headers
}

// shortDisposition is one within the documented length of an upload's header: of a long name it has one form alone, or
// the end.
func shortDisposition(name string) string {
	const longest, frame = 256, `attachment; filename=""`
	both := disposition(name)
	old, extended, _ := strings.Cut(both, "; filename*")
	extended = "attachment; filename*" + extended
	switch {
	case len(both) <= longest:
		return both
	case len(extended) <= longest:
		return extended
	case len(old) <= longest:
		return old
	}
	return frame[:len(frame)-1] + old[len(old)-(longest-len(frame)+1):]
}

// awaited is the upload whose bytes a request brings; nil: none.
func (b *Bucket) awaited(r *http.Request) *chat.Upload {
	if r.Method != http.MethodPut {
		return nil
	}
	b.chat.Lock()
	defer b.chat.Unlock()
	return b.chat.Uploads.At(r.URL.Path)
}

// put takes the bytes of an upload. What breaks off leaves nothing.
func (b *Bucket) put(w http.ResponseWriter, r *http.Request, up *chat.Upload) *objectError {
	if no := b.verify(r); no != nil {
		return no
	}
	b.chat.Lock()
	slow := b.chat.Faults.SlowDown.Take()
	b.chat.Unlock()
	switch {
	case slow:
		return refuse(http.StatusServiceUnavailable, "SlowDown", "Please reduce your request rate.")
	case r.ContentLength < 0:
		return refuse(http.StatusLengthRequired, "MissingContentLength", "You must provide the Content-Length HTTP header.")
	}
	data := make([]byte, r.ContentLength)
	if _, err := io.ReadFull(r.Body, data); err != nil {
		return refuse(http.StatusBadRequest, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header")
	}
	sum := md5.Sum(data) //nolint:gosec // see the import
	if stated := r.Header.Get("Content-Md5"); stated != "" && stated != base64.StdEncoding.EncodeToString(sum[:]) {
		return refuse(http.StatusBadRequest, "BadDigest", "The Content-MD5 you specified did not match what we received.")
	}
	b.chat.Lock()
	defer b.chat.Unlock()
	if up.Completed == "" { // else nobody looks at the object any more
		up.Bytes = data
	}
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:])+`"`)
	w.Header().Set("X-Amz-Server-Side-Encryption", "AES256")
	w.Header().Set("Content-Length", "0")
	w.WriteHeader(http.StatusOK)
	return nil
}
