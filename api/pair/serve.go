package pair

import (
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
)

//go:embed web/window.html
var windowPage []byte

//go:embed web/window.js
var windowScript []byte

//go:embed web/window.css
var windowStyle []byte

// policy lets the window load its own two files and speak to its own origin. Nothing may frame it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// ServeHTTP implements http.Handler. A name that leads here by a trick of DNS is another host, and is not
// answered.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "clipboard-read=()")
	switch {
	case r.Host != s.host:
		refuse(w, http.StatusMisdirectedRequest, "host")
	case r.URL.RawQuery != "":
		refuse(w, http.StatusBadRequest, "query")
	case r.Method == http.MethodGet:
		s.get(w, r)
	case r.Method == http.MethodPost:
		s.post(w, r)
	default:
		refuse(w, http.StatusMethodNotAllowed, "method")
	}
}

func (s *Server) get(w http.ResponseWriter, r *http.Request) {
	if to := s.launchTo(r.URL.Path); to != "" {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	file := map[string]struct {
		kind string
		text []byte
	}{
		"/":           {"text/html; charset=utf-8", windowPage},
		"/window.js":  {"text/javascript; charset=utf-8", windowScript},
		"/window.css": {"text/css; charset=utf-8", windowStyle},
	}[r.URL.Path]
	if file.text == nil {
		refuse(w, http.StatusNotFound, "path")
		return
	}
	w.Header().Set("Content-Type", file.kind)
	_, _ = w.Write(file.text) // a browser that is gone cannot be told so
}

// post answers the window alone: a browser names the origin of every POST, and no other page can name ours.
func (s *Server) post(w http.ResponseWriter, r *http.Request) {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	site := r.Header.Get("Sec-Fetch-Site")
	switch {
	case len(r.Header.Values("Origin")) != 1 || r.Header.Get("Origin") != "http://"+s.host, site != "" && site != "same-origin":
		refuse(w, http.StatusForbidden, "origin")
		return
	case kind != "application/json":
		refuse(w, http.StatusUnsupportedMediaType, "type")
		return
	}
	var m message
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if errors.As(err, new(*http.MaxBytesError)) {
		refuse(w, http.StatusRequestEntityTooLarge, "size")
		return
	}
	if err != nil || json.Unmarshal(body, &m) != nil {
		refuse(w, http.StatusBadRequest, "body")
		return
	}
	act := map[string]func(*http.Request, message) (answer, string){
		"/hello": s.hello, "/pair": s.pair, "/offer": s.offer, "/renew": s.renew, "/code": s.anotherCode,
	}[r.URL.Path]
	if act == nil {
		refuse(w, http.StatusNotFound, "path")
		return
	}
	a, why := act(r, m)
	if why != "" {
		refuse(w, http.StatusForbidden, why)
		return
	}
	reply(w, http.StatusOK, a)
}

func refuse(w http.ResponseWriter, status int, why string) { reply(w, status, answer{Refused: why}) }

func reply(w http.ResponseWriter, status int, a answer) {
	text, _ := json.Marshal(a) //nolint:errchkjson // texts alone
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(text) // likewise
}
