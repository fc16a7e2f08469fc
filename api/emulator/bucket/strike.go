package bucket

import (
	"net/http"
	"strings"

	"attache/api/emulator/fault"
)

// Strike answers a request for an object with a fault that was aimed at it.
func (b *Bucket) Strike(w http.ResponseWriter, r *http.Request, name string) {
	b.markObject(w.Header())
	no := refuse(http.StatusInternalServerError, "InternalError", "We encountered an internal error. Please try again.")
	switch name {
	case fault.Throttle:
		no = slowDown()
	case fault.Deny:
		no = refuse(http.StatusForbidden, "AccessDenied", "Access Denied")
	case fault.Invalid:
		no = refuse(http.StatusBadRequest, "InvalidRequest", "The request is not valid.")
	case fault.Missing:
		_, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		no = noSuchKey(key)
	}
	writeObjectError(w, r, no)
}

func slowDown() *objectError {
	return refuse(http.StatusServiceUnavailable, "SlowDown", "Please reduce your request rate.")
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
