package foreign

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

// link is what a signature stands for.
type link struct {
	file int
	path string
	date string
	end  time.Time
	life int
}

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
		denied(w, http.StatusForbidden, s3Error{Code: "SignatureDoesNotMatch", Message: "The request signature we calculated does not match"})
		return
	case !s.now().Before(l.end):
		denied(w, http.StatusForbidden, s3Error{
			Code: "AccessDenied", Message: "Request has expired", Life: l.life,
			Ends: l.end.Format(time.RFC3339), Now: s.now().Format(time.RFC3339),
		})
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
	case trouble.HTML || trouble.Empty:
		refuse(w, 0, *trouble)
	case trouble.Status != 0:
		denied(w, trouble.Status, s3Error{Code: trouble.Code, Message: trouble.Message})
	default:
		s.whole(w, r, l.file, trouble.Cut)
	}
}

// admit counts and checks a request for a file, and reports whether it is signed.
func (s *Server) admit(r *http.Request) (link, int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range []string{"Authorization", "X-Amz-Bearer", "Cookie", "Referer"} {
		if r.Header.Get(name) != "" {
			s.wrong("bucket: header %s", name)
		}
	}
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

// whole sends the file, or the part asked for, with S3's headers.
func (s *Server) whole(w http.ResponseWriter, r *http.Request, i, most int) {
	content := s.opts.Content(i)
	h := w.Header()
	h.Set("Content-Type", "text/plain")
	h.Set("ETag", fmt.Sprintf("%q", hex.EncodeToString(content[:min(8, len(content))])+strconv.Itoa(i)))
	h.Set("Content-Disposition", `attachment; filename="../../etc/passwd"`)
	if most > 0 && most < len(content) {
		h.Set("Content-Length", strconv.Itoa(len(content)))
		cut(w, content[:most])
	}
	if s.opts.Drip > 0 {
		w = &dripping{ResponseWriter: w, server: s, request: r}
	}
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(content)))
}

// dripping sends an answer at the server's Drip.
type dripping struct {
	http.ResponseWriter

	server  *Server
	request *http.Request
}

// Write implements io.Writer, a drop at a time.
func (d *dripping) Write(p []byte) (int, error) {
	const drop = 8 << 10
	sent := 0
	for sent < len(p) {
		n, err := d.ResponseWriter.Write(p[sent:min(sent+drop, len(p))])
		if sent += n; err != nil {
			return sent, err
		}
		if f, ok := d.ResponseWriter.(http.Flusher); ok {
			f.Flush()
		}
		if !d.server.wait(d.request, time.Duration(n)*time.Second/time.Duration(d.server.opts.Drip)) {
			return sent, http.ErrAbortHandler
		}
	}
	return sent, nil
}

// s3Error is the answer of S3 to a request it does not serve.
type s3Error struct {
	XMLName xml.Name `xml:"Error"`
	Code    string
	Message string
	Life    int    `xml:"X-Amz-Expires,omitempty"`
	Ends    string `xml:"Expires,omitempty"`
	Now     string `xml:"ServerTime,omitempty"`
	Request string `xml:"RequestId"`
}

func denied(w http.ResponseWriter, status int, e s3Error) {
	e.Request = "ABCDEF0123456789"
	body, err := xml.Marshal(e)
	if err != nil {
		panic(err) // texts and a number
	}
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "%s%s", xml.Header, body)
}
