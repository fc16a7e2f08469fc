package stub

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Signature starts every signature, so that a test can search a recording for links.
const Signature = "0ddba11cafe"

const dateForm = "20060102T150405Z"

// newLink makes a pre-signed URL. Its end is a whole second, as X-Amz-Date has no fraction.
// s.mu must be held.
func (s *Server) newLink(i, life int) (string, time.Time) {
	at := s.now().Truncate(time.Second)
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d", i, len(s.links)))
	signature := Signature + hex.EncodeToString(sum[:])[:64-len(Signature)]
	path := fmt.Sprintf("/connect/Attachments/chat/%s_%d.bin", ID(i), i)
	l := link{file: i, path: path, date: at.Format(dateForm), end: at.Add(time.Duration(life) * time.Second), life: life}
	s.links[signature] = l
	q := "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + url.QueryEscape("ASIAEXAMPLE/"+at.Format("20060102")+"/eu-west-2/s3/aws4_request") +
		"&X-Amz-Date=" + l.date + "&X-Amz-Expires=" + strconv.Itoa(life) + "&X-Amz-Security-Token=" + strings.Repeat("Zm9yZWlnbg%2F", 60) +
		"&X-Amz-SignedHeaders=host&X-Amz-Signature=" + signature
	return s.bucket.URL + path + "?" + q, l.end
}

// object answers one request for a file.
func (s *Server) object(w http.ResponseWriter, r *http.Request) {
	l, n, ok := s.admit(r)
	w.Header().Set("Date", s.now().Format(http.TimeFormat))
	w.Header().Set("Server", "AmazonS3")
	switch {
	case r.Method != http.MethodGet, !ok:
		denied(w, http.StatusForbidden, "SignatureDoesNotMatch", "The request signature we calculated does not match", "")
		return
	case !s.now().Before(l.end):
		denied(w, http.StatusForbidden, "AccessDenied", "Request has expired", fmt.Sprintf(
			"<X-Amz-Expires>%d</X-Amz-Expires><Expires>%s</Expires><ServerTime>%s</ServerTime>",
			l.life, l.end.Format(time.RFC3339), s.now().Format(time.RFC3339)))
		return
	}
	var trouble *Trouble
	if s.opts.Broken != nil {
		trouble = s.opts.Broken(Get{File: l.file, N: n})
	}
	if trouble == nil {
		trouble = &Trouble{}
	}
	if !s.wait(r, trouble.Delay) {
		return
	}
	switch {
	case trouble.HTML:
		refuse(w, 0, *trouble)
	case trouble.Status != 0:
		denied(w, trouble.Status, trouble.Code, trouble.Message, "")
	default:
		s.whole(w, r, l.file, *trouble)
	}
}

// admit counts and checks a request for a file, and reports whether it is signed.
func (s *Server) admit(r *http.Request) (link, int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.checkHeaders("bucket", r, "X-Amz-Bearer")
	s.checkLeaks("bucket", r, nil)
	if r.Method != http.MethodGet {
		s.wrong("bucket: method %s, which the link is not signed for", r.Method)
	}
	if got := r.Header.Get("Accept-Encoding"); got != "" && got != "identity" {
		s.wrong("bucket: Accept-Encoding %q lets the file be changed on the way", got)
	}
	q := r.URL.Query()
	l, ok := s.links[q.Get("X-Amz-Signature")]
	if !ok || l.path != r.URL.Path || l.date != q.Get("X-Amz-Date") || strconv.Itoa(l.life) != q.Get("X-Amz-Expires") {
		s.wrong("bucket: a link that was never given out")
		return l, 0, false
	}
	s.gets[l.file]++
	if part := r.Header.Get("Range"); part != "" {
		s.ranges[l.file] = append(s.ranges[l.file], part)
	}
	return l, s.gets[l.file], true
}

// whole sends the file, or the part asked for, with S3's headers, or as much of it as the trouble lets through.
func (s *Server) whole(w http.ResponseWriter, r *http.Request, i int, trouble Trouble) {
	content := s.opts.Content(i)
	h := w.Header()
	h.Set("Content-Type", "text/plain")
	h.Set("ETag", fmt.Sprintf("%q", hex.EncodeToString(content[:min(8, len(content))])+strconv.Itoa(i)))
	h.Set("Content-Disposition", `attachment; filename="../../etc/passwd"`)
	if most := max(trouble.Cut, trouble.Stall); most > 0 && most < len(content) {
		h.Set("Content-Length", strconv.Itoa(len(content)))
		_, _ = w.Write(content[:most])
		_ = http.NewResponseController(w).Flush()
		if trouble.Stall > 0 {
			s.wait(r, time.Hour)
		}
		panic(http.ErrAbortHandler)
	}
	http.ServeContent(w, r, "", time.Time{}, &dripping{strings.NewReader(string(content)), s, r})
}

// dripping is read at the server's Drip.
type dripping struct {
	*strings.Reader

	server  *Server
	request *http.Request
}

// Read implements io.Reader, a drop at a time.
func (d *dripping) Read(p []byte) (int, error) {
	const drop = 8 << 10
	n, err := d.Reader.Read(p[:min(drop, len(p))])
	if rate := d.server.opts.Drip; rate > 0 && !d.server.wait(d.request, time.Duration(n)*time.Second/time.Duration(rate)) {
		return 0, http.ErrAbortHandler
	}
	return n, err
}

// denied writes an error as S3 does.
func denied(w http.ResponseWriter, status int, code, message, more string) {
	var text strings.Builder
	_ = xml.EscapeText(&text, []byte(message)) // a builder takes everything
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "%s<Error><Code>%s</Code><Message>%s</Message>%s<RequestId>ABCDEF0123456789</RequestId></Error>",
		xml.Header, code, &text, more)
}
