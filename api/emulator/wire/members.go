package wire

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Members is the body of a request, read by exact member name: encoding/json would also take a
// name in other letter case, and the service does not. It keeps what is wrong with the first member that breaks a
// rule, so that a caller reads all of them and asks once.
type Members struct {
	fields map[string]json.RawMessage
	wrong  *Refusal
}

// Parse reads a JSON object; an empty body is an empty object.
func Parse(body []byte) *Members {
	in := &Members{fields: map[string]json.RawMessage{}}
	if strings.TrimSpace(string(body)) == "" {
		return in
	}
	if err := json.Unmarshal(body, &in.fields); err != nil || in.fields == nil {
		in.wrong = Invalid("Invalid request body")
	}
	return in
}

// Wrong returns the refusal of the first member that broke a rule, if any did.
func (in *Members) Wrong() *Refusal { return in.wrong }

// Must keeps a broken limit.
func (in *Members) Must(name, must string) {
	if in.wrong == nil {
		in.wrong = Constraint(name, must)
	}
}

// Has reports whether the member is there; null is the same as absent.
func (in *Members) Has(name string) bool {
	raw, ok := in.fields[name]
	return ok && string(raw) != "null"
}

// read decodes a member and reports whether it is there and of its kind.
func (in *Members) read(name, kind string, into any) bool {
	switch {
	case !in.Has(name):
		return false
	case json.Unmarshal(in.fields[name], into) != nil:
		in.Must(name, "be "+kind)
		return false
	}
	return true
}

// Needed reads a string that must be there, of minimum to maximum characters.
func (in *Members) Needed(name string, minimum, maximum int) string {
	if !in.Has(name) {
		in.Must(name, "not be null")
	}
	return in.Text(name, minimum, maximum)
}

// Text reads a string of minimum to maximum characters; "" when it is absent.
func (in *Members) Text(name string, minimum, maximum int) (v string) {
	if !in.read(name, "a string", &v) {
		return ""
	}
	switch n := utf8.RuneCountInString(v); {
	case n < minimum:
		in.Must(name, "have length greater than or equal to "+strconv.Itoa(minimum))
	case n > maximum:
		in.Must(name, "have length less than or equal to "+strconv.Itoa(maximum))
	}
	return v
}

// Integer reads a whole number of minimum to maximum, or gives absent.
func (in *Members) Integer(name string, minimum, maximum, absent int64) (v int64) {
	if !in.read(name, "a whole number", &v) {
		return absent
	}
	switch {
	case v < minimum:
		in.Must(name, "have value greater than or equal to "+strconv.FormatInt(minimum, 10))
	case v > maximum:
		in.Must(name, "have value less than or equal to "+strconv.FormatInt(maximum, 10))
	}
	return v
}

// OneOf reads a value of an enum, or gives absent.
func (in *Members) OneOf(name, absent string, enum ...string) (v string) {
	if !in.Has(name) {
		return absent
	}
	if json.Unmarshal(in.fields[name], &v) != nil || !slices.Contains(enum, v) {
		in.Must(name, "satisfy enum value set: ["+strings.Join(enum, ", ")+"]")
	}
	return v
}

// Truth reads a boolean; false when it is absent.
func (in *Members) Truth(name string) (v bool) {
	in.read(name, "a boolean", &v)
	return v
}

// Structure reads a nested object; empty when it is absent.
func (in *Members) Structure(name string) *Members {
	if !in.Has(name) {
		return Parse(nil)
	}
	nested := Parse(in.fields[name])
	if nested.wrong != nil {
		in.Must(name, "be a structure")
	}
	return nested
}

// Map reads a map of strings; nil when it is absent.
func (in *Members) Map(name string) (v map[string]string) {
	if !in.read(name, "a map of strings", &v) {
		return nil
	}
	return v
}

// Texts reads a list of strings; nil when it is absent.
func (in *Members) Texts(name string) (v []string) {
	if !in.read(name, "a list of strings", &v) {
		return nil
	}
	return v
}
