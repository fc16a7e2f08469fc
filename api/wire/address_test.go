package wire_test

import (
	"net/url"
	"testing"

	"attache/api/wire"
)

func TestARedirectStaysWhereItIsSafe(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"https://a.example/x", "https://b.example/y", true},
		{"https://a.example/x", "http://b.example/y", false},
		{"https://a.example/x", "http://127.0.0.1/y", false},
		{"http://127.0.0.1/x", "http://127.0.0.1:8080/y", true},
		{"http://127.0.0.1/x", "https://[::1]/y", true},
		{"http://127.0.0.1/x", "https://b.example/y", false},
		{"https://a.example/x", "https://user@b.example/y", false},
	} {
		from, err := url.Parse(c.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := from.Parse(c.to)
		if err != nil {
			t.Fatal(err)
		}
		if why := wire.UnsafeHop(from, to); (why == "") != c.ok {
			t.Errorf("%s to %s: %q", c.from, c.to, why)
		}
	}
}
