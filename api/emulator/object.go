package emulator

import (
	"crypto/md5" //nolint:gosec // S3's ETag of a plain upload is an MD5
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// serveObject answers a request to the bucket.
func (s *Server) serveObject(w http.ResponseWriter, r *http.Request) {
	markObject(w.Header())
	if !s.delay(r.Context()) {
		return
	}
	s.count("GetObject")
	f, no := s.object(r)
	if no != nil {
		writeObjectError(w, r, no)
		return
	}
	h := w.Header()
	etag := `"` + f.content.etag() + `"`
	modified := f.sent.UTC().Truncate(time.Second)
	h.Set("ETag", etag)
	h.Set("Last-Modified", modified.Format(http.TimeFormat))
	h.Set("Accept-Ranges", "bytes")
	h.Set("X-Amz-Server-Side-Encryption", "AES256")
	if no := precondition(r.Header, etag); no != nil {
		writeObjectError(w, r, no)
		return
	}
	if wants := r.Header.Get("If-None-Match"); wants == "*" || wants != "" && strings.Contains(wants, etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	part, no := readRange(r.Header, etag, modified, f.content.size())
	if no != nil {
		writeObjectError(w, r, no)
		return
	}
	h.Set("Content-Type", storedType(f.contentType))
	h.Set("Content-Disposition", disposition(f.name))
	h.Set("Content-Length", itoa(part.length))
	status := http.StatusOK
	if part.partial {
		h.Set("Content-Range", "bytes "+itoa(part.start)+"-"+itoa(part.start+part.length-1)+"/"+itoa(f.content.size()))
		status = http.StatusPartialContent
	}
	w.WriteHeader(status)
	s.transfer(w, r, f, part)
}

// object returns the file that r may read.
func (s *Server) object(r *http.Request) (*file, *objectError) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return nil, &objectError{
			status: http.StatusMethodNotAllowed, Code: "MethodNotAllowed",
			Message: "The specified method is not allowed against this resource.", Method: r.Method,
		}
	}
	// Signed for GET, a URL asked for with HEAD fails here like a changed one.
	if no := s.verify(r); no != nil {
		return nil, no
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := strings.TrimPrefix(r.URL.Path, "/"+s.chat.bucket+"/")
	f := s.chat.objects[r.URL.Path]
	switch {
	case s.faults.slowDown.take():
		return nil, slowDown()
	case s.faults.missing.take(), f == nil, f.status != approved: // a rejected file is removed
		return nil, noSuchKey(key)
	}
	return f, nil
}

// precondition is If-Match: the object is still the one that the client has part of.
func precondition(header http.Header, etag string) *objectError {
	wants := header.Get("If-Match")
	if wants == "" || wants == "*" || strings.Contains(wants, etag) {
		return nil
	}
	return &objectError{
		status: http.StatusPreconditionFailed, Code: "PreconditionFailed",
		Message: "At least one of the pre-conditions you specified did not hold", Condition: "If-Match",
	}
}

// transfer sends the bytes, through the faults that strike transfers.
func (s *Server) transfer(w http.ResponseWriter, r *http.Request, f *file, part span) {
	s.mu.Lock()
	cut, drip := int64(s.faults.cut), int64(s.faults.drip)
	s.mu.Unlock()
	source := io.NewSectionReader(f.content.open(), part.start, part.length)
	send := part.length
	if cut > 0 && part.start == 0 {
		send = part.length * cut / 100
	}
	block := int64(64 << 10)
	if drip > 0 {
		block = max(1, min(block, drip/10))
	}
	control := http.NewResponseController(w)
	for left := send; left > 0; left -= block {
		n := min(block, left)
		if drip > 0 && !pause(r.Context(), time.Duration(n)*time.Second/time.Duration(drip)) {
			return
		}
		if _, err := io.CopyN(w, source, n); err != nil {
			return
		}
		if drip > 0 && control.Flush() != nil {
			return
		}
	}
	if send < part.length {
		_ = control.Flush() // what was sent must arrive; the next line breaks the connection
		panic(http.ErrAbortHandler)
	}
}

// storedType is the type that the bucket keeps. A declared type that is no header value cannot have
// been stored; S3's own default stands for it.
func storedType(declared string) string {
	if declared == "" || strings.ContainsFunc(declared, unicode.IsControl) {
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
	return `attachment; filename="` + plain + `"; filename*=UTF-8''` + escape(name)
}

func md5Hex(b []byte) string {
	sum := md5.Sum(b) //nolint:gosec // see the import
	return hex.EncodeToString(sum[:])
}

// span is the part of an object that a request asks for.
type span struct {
	start, length int64
	partial       bool
}

// readRange reads Range and If-Range. One range gives a part; several, or what is no range of
// bytes, give the whole object; one beyond the end is an error.
func readRange(header http.Header, etag string, modified time.Time, size int64) (span, *objectError) {
	whole := span{length: size}
	spec, found := strings.CutPrefix(header.Get("Range"), "bytes=")
	if !found || strings.Contains(spec, ",") {
		return whole, nil
	}
	if condition := header.Get("If-Range"); condition != "" && condition != etag {
		if t, err := http.ParseTime(condition); err != nil || !t.Equal(modified) {
			return whole, nil
		}
	}
	from, to, ok := strings.Cut(strings.TrimSpace(spec), "-")
	start, errStart := strconv.ParseUint(from, 10, 62)
	end, errEnd := strconv.ParseUint(to, 10, 62)
	a, z := int64(start), int64(end) // 62 bits fit
	switch {
	case !ok, from == "" && errEnd != nil, from != "" && errStart != nil, to != "" && errEnd != nil,
		from != "" && to != "" && z < a:
		return whole, nil
	case from == "" && z == 0, from != "" && a >= size:
		return whole, &objectError{
			status: http.StatusRequestedRangeNotSatisfiable, Code: "InvalidRange",
			Message:        "The requested range is not satisfiable",
			RangeRequested: header.Get("Range"), ActualObjectSize: itoa(size),
		}
	case from == "":
		return span{max(0, size-z), min(z, size), true}, nil
	case to == "":
		z = size - 1
	}
	return span{a, min(z, size-1) - a + 1, true}, nil
}
