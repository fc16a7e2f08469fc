// Package admin is the control of the emulator by HTTP, for tests. openapi.json describes it.
package admin

import (
	_ "embed"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"attache/api/emulator/journal"
)

// Prefix begins the path of every request here.
const Prefix = "/_attache/"

//go:embed openapi.json
var openAPI []byte

// Admin answers requests that control the emulator.
type Admin struct {
	chats   Chats
	journal *journal.Journal
	access  Access
	routes  map[string]route // by method and path
	paths   map[string][]string
}

// New makes the control of chats whose requests a journal keeps.
func New(chats Chats, j *journal.Journal, access Access) *Admin {
	a := &Admin{chats: chats, journal: j, access: access, routes: map[string]route{}, paths: map[string][]string{}}
	for _, r := range routes() {
		a.routes[r.method+" "+r.path] = r
		a.paths[r.path] = append(a.paths[r.path], r.method)
	}
	return a
}

// Wants reports whether a request is for the control.
func Wants(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, Prefix) || r.URL.Path+"/" == Prefix
}

// ServeHTTP answers a request.
func (a *Admin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	now, _ := a.chats.Control("").Clock()
	w.Header().Set("Date", now.Format(http.TimeFormat)) // what is answered is the same wherever that is asked for
	if why := a.access.refused(r); why != "" {
		write(w, http.StatusForbidden, problem{why})
		return
	}
	path := "/" + strings.TrimPrefix(r.URL.Path, Prefix)
	if path == "/openapi.json" && r.Method == http.MethodGet {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(openAPI) // a client that has gone away is no fault of ours
		return
	}
	found, ok := a.routes[r.Method+" "+path]
	if !ok {
		if methods := a.paths[path]; methods != nil {
			w.Header().Set("Allow", strings.Join(methods, ", "))
			write(w, http.StatusMethodNotAllowed, problem{"this path takes " + strings.Join(methods, " and ")})
			return
		}
		write(w, http.StatusNotFound, problem{"there is no such path; see " + Prefix + "openapi.json"})
		return
	}
	result, err := a.perform(found, w, r)
	var no *refusal
	switch {
	case errors.As(err, &no):
		write(w, no.status, problem{no.Error()})
	case err != nil:
		write(w, http.StatusConflict, problem{strings.TrimPrefix(err.Error(), "emulator: ")})
	default:
		status := http.StatusOK
		if v, ok := result.(requestsAnswer); ok && v.Holds != nil && !*v.Holds {
			status = http.StatusConflict
		}
		write(w, status, result)
	}
}

// Route is a line of the list of what there is.
type Route struct{ Method, Path, Does string }

// Routes lists what there is, with the whole path of each.
func Routes() (all []Route) {
	for _, r := range routes() {
		all = append(all, Route{r.method, Prefix + r.path[1:], r.does})
	}
	return append(all, Route{http.MethodGet, Prefix + "openapi.json", "Describe all of this"})
}

// perform reads what a request says, and does it.
func (a *Admin) perform(found route, w http.ResponseWriter, r *http.Request) (any, error) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, invalid("the query cannot be read")
	}
	for name, values := range query {
		if name != "chat" && !slices.Contains(found.query, name) || len(values) > 1 {
			return nil, invalid("the query has no " + journal.Short(name) + " here, or has it twice")
		}
	}
	c := &call{chats: a.chats, journal: a.journal, query: query}
	if c.Controller = a.chats.Control(query.Get("chat")); c.Controller == nil {
		return nil, &refusal{http.StatusNotFound, "there is no chat of this contact ID"}
	}
	if found.body != nil {
		c.body = found.body()
		if err := read(http.MaxBytesReader(w, r.Body, maxBody), c.body); err != nil {
			return nil, err
		}
	}
	return found.do(c)
}

// problem is how every refusal is written.
type problem struct {
	Error string `json:"error"`
}

func write(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"error":"the answer cannot be written"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone away is no fault of ours
}
