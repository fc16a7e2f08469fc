package model

import (
	"fmt"
	"io"
	"log/slog"
)

// redacted is what every way of printing a Secret yields.
const redacted = "[redacted]"

// Secret holds a connection token, a participant token, a pagination token or a pre-signed URL.
// Whoever holds one of these can act on it, so no formatting verb, encoder or logger shows it;
// only Reveal does.
//
// The value sits behind a pointer because fmt does not call methods on unexported fields: it
// walks them by reflection, and prints an address where it meets a nested pointer to a string.
type Secret struct{ p *string }

// NewSecret wraps s. The empty string gives the zero Secret.
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{&s}
}

// Reveal returns the value itself. Its callers are the places where the value leaves on purpose:
// a request header, a request line, the clipboard, the screen when the user asks for it.
func (s Secret) Reveal() string {
	if s.p == nil {
		return ""
	}
	return *s.p
}

// IsZero reports whether there is no value.
func (s Secret) IsZero() bool { return s.p == nil }

// Format implements fmt.Formatter for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// String returns a placeholder, or nothing when there is no value.
func (s Secret) String() string {
	if s.p == nil {
		return ""
	}
	return redacted
}

// GoString is String: %#v shows no more than %v.
func (s Secret) GoString() string { return s.String() }

// MarshalText keeps the value out of encoding/json and its like.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue keeps the value out of log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
