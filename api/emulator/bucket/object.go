package bucket

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"attache/api/emulator/fault"
	"attache/api/emulator/scenario"
)

// ServeHTTP answers a request for an object.
func (b *Bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.markObject(w.Header())
	if !b.chat.Delay(r.Context()) {
		return
	}
	if up := b.awaited(r); up != nil {
		b.chat.Count("PutObject")
		if no := b.put(w, r, up); no != nil {
			writeObjectError(w, r, no)
		}
		return
	}
	b.chat.Count("GetObject")
	f, no := b.object(r)
	if no != nil {
		writeObjectError(w, r, no)
		return
	}
	h := w.Header()
	etag := `"` + f.Content.ETag() + `"`
	modified := f.Sent.UTC().Truncate(time.Second)
	h.Set("ETag", etag)
	h.Set("Last-Modified", modified.Format(http.TimeFormat))
	h.Set("Accept-Ranges", "bytes")
	h.Set("X-Amz-Server-Side-Encryption", "AES256")
	if no := precondition(r.Header, etag, modified); no != nil {
		writeObjectError(w, r, no)
		return
	}
	if unchanged(r.Header, etag, modified) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	part, no := readRange(r.Header, etag, modified, f.Content.Size())
	if no != nil {
		writeObjectError(w, r, no)
		return
	}
	h.Set("Content-Type", storedType(f.ContentType))
	h.Set("Content-Disposition", disposition(f.Name))
	h.Set("Content-Length", decimal(part.length))
	status := http.StatusOK
	if part.partial {
		h.Set("Content-Range", "bytes "+decimal(part.start)+"-"+decimal(part.start+part.length-1)+"/"+decimal(f.Content.Size()))
		status = http.StatusPartialContent
	}
	w.WriteHeader(status)
	b.transfer(w, r, f, part)
}

// object returns the file that r may read.
func (b *Bucket) object(r *http.Request) (*scenario.File, *objectError) {
	if !slices.Contains([]string{http.MethodGet, http.MethodHead, http.MethodPut, http.MethodDelete}, r.Method) {
		no := refuse(http.StatusMethodNotAllowed, "MethodNotAllowed", "The specified method is not allowed against this resource.")
		no.Method = r.Method
		return nil, no
	}
	// Signed for GET, a URL that is used with another method fails here like a changed one.
	if no := b.verify(r); no != nil {
		return nil, no
	}
	b.chat.Lock()
	defer b.chat.Unlock()
	key := strings.TrimPrefix(r.URL.Path, "/"+b.chat.Talk.Bucket+"/")
	f := b.chat.Talk.Objects[r.URL.Path]
	switch {
	case b.chat.Faults.SlowDown.Take():
		return nil, slowDown()
	case b.chat.Faults.Missing.Take(), f == nil, f.Status != scenario.Approved, f.Content.Size() == scenario.Gone: // a rejected file is removed
		return nil, noSuchKey(key)
	}
	return f, nil
}

// unchanged reports whether the client has the object already. If-None-Match comes before If-Modified-Since.
func unchanged(header http.Header, etag string, modified time.Time) bool {
	if wants := header.Get("If-None-Match"); wants != "" {
		return wants == "*" || strings.Contains(wants, etag)
	}
	since, err := http.ParseTime(header.Get("If-Modified-Since"))
	return err == nil && !modified.After(since)
}

// precondition is If-Match, or without it If-Unmodified-Since: the object is still the one that the client has part of.
func precondition(header http.Header, etag string, modified time.Time) *objectError {
	wants, condition := header.Get("If-Match"), "If-Match"
	if wants == "" {
		condition = "If-Unmodified-Since"
	}
	since, err := http.ParseTime(header.Get("If-Unmodified-Since"))
	if wants == "*" || wants != "" && strings.Contains(wants, etag) || wants == "" && (err != nil || !modified.After(since)) {
		return nil
	}
	no := refuse(http.StatusPreconditionFailed, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
	no.Condition = condition
	return no
}

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
