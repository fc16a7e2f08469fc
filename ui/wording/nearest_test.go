package wording

import (
	"strings"
	"testing"
)

func TestNearestForgivesSlipsOnly(t *testing.T) {
	names := []string{"demo", "emulate", "url-expiry", "rate", "clipboard"}
	for word, want := range map[string]string{
		"dmeo": "demo", "dem": "demo", "emualte": "emulate", "emu": "emulate", "url": "url-expiry", "urlexpiry": "url-expiry",
		"ratee": "rate", "clipbord": "clipboard", "x": "", "": "", "list": "", "xyzzy": "", "demolition": "",
		strings.Repeat("a", 100): "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("%q: got %q", word, got)
		}
	}
}
