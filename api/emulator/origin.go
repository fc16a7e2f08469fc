package emulator

import (
	"net/http"
	"net/netip"
	"net/url"
	"slices"
)

// origins are the pages that browsers let read the answers: those of this machine and the named ones, or all of them,
// as with the service and a bucket set up for chat.
type origins struct {
	all   bool
	named []string
}

func (o origins) has(origin string) bool {
	if o.all || slices.Contains(o.named, origin) {
		return true
	}
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

// answer lets browsers in: the web chat library runs in a page of another origin. It reports whether r was only a
// browser's question.
func (o origins) answer(w http.ResponseWriter, r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	h, question := w.Header(), r.Method == http.MethodOptions
	h.Add("Vary", "Origin")
	if !o.has(origin) {
		if question {
			w.WriteHeader(http.StatusForbidden)
		}
		return question
	}
	if o.all {
		origin = "*"
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,Date,ETag,Content-Range,Content-Disposition,Retry-After")
	if !question {
		return false
	}
	h.Set("Access-Control-Allow-Methods", "GET,POST,PUT,OPTIONS")
	h.Set("Access-Control-Allow-Headers", "*,Authorization")
	if asked := r.Header.Get("Access-Control-Request-Headers"); asked != "" {
		h.Set("Access-Control-Allow-Headers", asked)
	}
	w.WriteHeader(http.StatusOK)
	return true
}
