package stub

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// checks keep what the client did that the service does not document. Server.mu guards them.
type checks struct{ violations []string }

// wrong keeps a violation. Server.mu must be held.
func (c *checks) wrong(format string, args ...any) {
	const most = 50
	if len(c.violations) < most {
		c.violations = append(c.violations, fmt.Sprintf(format, args...))
	}
}

// checkAgent holds that the client says who it is. Server.mu must be held.
func (c *checks) checkAgent(op string, r *http.Request) {
	if r.UserAgent() == "" || strings.HasPrefix(r.UserAgent(), "Go-http-client") {
		c.wrong("%s: User-Agent %q", op, r.UserAgent())
	}
}

// checkHeaders looks for headers that belong nowhere, and for these. Server.mu must be held.
func (c *checks) checkHeaders(op string, r *http.Request, names ...string) {
	for _, name := range append(names, "Authorization", "Cookie", "Referer") {
		if r.Header.Get(name) != "" {
			c.wrong("%s: header %s", op, name)
		}
	}
	for name, values := range r.Header {
		if name != "X-Amz-Bearer" && strings.Contains(strings.Join(values, " "), "CANARY") {
			c.wrong("%s: a token in header %s", op, name)
		}
	}
}

// checkLeaks looks for tokens where none belongs. Server.mu must be held.
func (c *checks) checkLeaks(op string, r *http.Request, body []byte) {
	if strings.Contains(r.RequestURI, "CANARY") {
		c.wrong("%s: a token in the URL", op)
	}
	if bytes.Contains(body, []byte("CANARY")) {
		c.wrong("%s: a token in the body", op)
	}
}

// decode reads a body of exactly the members that the operation has. It reports false after
// keeping the violation. Server.mu must be held.
func (c *checks) decode(op string, body []byte, into any) bool {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		c.wrong("%s: body: %v", op, err)
		return false
	}
	if d.More() {
		c.wrong("%s: more than one value in the body", op)
		return false
	}
	return true
}

// between keeps a violation when a text is shorter or longer than documented, in characters.
// Server.mu must be held.
func (c *checks) between(what, text string, low, high int) bool {
	if n := len([]rune(text)); n < low || n > high {
		c.wrong("%s: %d characters", what, n)
		return false
	}
	return true
}

// oneOf keeps a violation when a word is not one of those documented. Server.mu must be held.
func (c *checks) oneOf(what, word string, words ...string) bool {
	if !slices.Contains(words, word) {
		c.wrong("%s: %q", what, word)
		return false
	}
	return true
}
