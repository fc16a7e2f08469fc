package emulator

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// members is the body of a request, read by exact member name: encoding/json would also take a
// name in other letter case, and the service does not.
type members struct {
	fields map[string]json.RawMessage
	host   string // the Host the request was sent to, for URLs that lead back here
	secure bool   // it came over TLS
}

// parseMembers reads a JSON object; an empty body is an empty object.
func parseMembers(body []byte) (members, *refusal) {
	in := members{fields: map[string]json.RawMessage{}}
	if strings.TrimSpace(string(body)) == "" {
		return in, nil
	}
	if err := json.Unmarshal(body, &in.fields); err != nil || in.fields == nil {
		return in, invalid("Invalid request body")
	}
	return in, nil
}

// has reports whether the member is there; null is the same as absent.
func (in members) has(name string) bool {
	raw, ok := in.fields[name]
	return ok && string(raw) != "null"
}

// constraint words a broken limit as AWS services do.
func constraint(name, must string) *refusal {
	return invalid("1 validation error detected: Value at '%s' failed to satisfy constraint: Member must %s",
		name, must)
}

// text reads a string of minimum to maximum characters; "" when it is absent and not required.
func (in members) text(name string, required bool, minimum, maximum int) (string, *refusal) {
	if !in.has(name) {
		if required {
			return "", constraint(name, "not be null")
		}
		return "", nil
	}
	var v string
	if json.Unmarshal(in.fields[name], &v) != nil {
		return "", constraint(name, "be a string")
	}
	switch n := utf8.RuneCountInString(v); {
	case n < minimum:
		return "", constraint(name, "have length greater than or equal to "+itoa(minimum))
	case n > maximum:
		return "", constraint(name, "have length less than or equal to "+itoa(maximum))
	}
	return v, nil
}

// integer reads a whole number of minimum to maximum, or gives absent.
func (in members) integer(name string, minimum, maximum, absent int64) (int64, *refusal) {
	if !in.has(name) {
		return absent, nil
	}
	var v int64
	if json.Unmarshal(in.fields[name], &v) != nil {
		return 0, constraint(name, "be a whole number")
	}
	switch {
	case v < minimum:
		return 0, constraint(name, "have value greater than or equal to "+itoa(minimum))
	case v > maximum:
		return 0, constraint(name, "have value less than or equal to "+itoa(maximum))
	}
	return v, nil
}

// oneOf reads a value of an enum, or gives absent.
func (in members) oneOf(name, absent string, enum ...string) (string, *refusal) {
	if !in.has(name) {
		return absent, nil
	}
	var v string
	if json.Unmarshal(in.fields[name], &v) != nil || !slices.Contains(enum, v) {
		return "", constraint(name, "satisfy enum value set: ["+strings.Join(enum, ", ")+"]")
	}
	return v, nil
}

// truth reads a boolean; false when it is absent.
func (in members) truth(name string) (bool, *refusal) {
	var v bool
	if in.has(name) && json.Unmarshal(in.fields[name], &v) != nil {
		return false, constraint(name, "be a boolean")
	}
	return v, nil
}

// structure reads a nested object; empty when it is absent.
func (in members) structure(name string) (members, *refusal) {
	if !in.has(name) {
		return members{}, nil
	}
	nested, no := parseMembers(in.fields[name])
	if no != nil {
		return members{}, constraint(name, "be a structure")
	}
	return nested, nil
}

// texts reads a list of strings; nil when it is absent.
func (in members) texts(name string) ([]string, *refusal) {
	if !in.has(name) {
		return nil, nil
	}
	var v []string
	if json.Unmarshal(in.fields[name], &v) != nil {
		return nil, constraint(name, "be a list of strings")
	}
	return v, nil
}

// first returns the first refusal there is.
func first(refusals ...*refusal) *refusal {
	for _, no := range refusals {
		if no != nil {
			return no
		}
	}
	return nil
}
