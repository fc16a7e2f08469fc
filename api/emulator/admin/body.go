package admin

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"time"

	"attache/api/emulator/journal"
)

// maxBody holds a file of maxContent bytes in base64.
const maxBody = maxContent/3*4 + 64<<10

// read takes a body: one JSON object of known members, or nothing.
func read(body io.Reader, into any) error {
	text, err := io.ReadAll(body)
	if errors.As(err, new(*http.MaxBytesError)) {
		return &refusal{http.StatusRequestEntityTooLarge, "the body is too long"}
	}
	if err != nil {
		return invalid("the body broke off")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	switch err := d.Decode(into); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return invalid(unread(err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return invalid("there is something behind the body's object")
	}
	if name, twice := repeated(json.NewDecoder(bytes.NewReader(text))); twice {
		return invalid(journal.Short(name) + " is there twice")
	}
	return nil
}

// repeated finds a name that stands twice in one object, of which encoding/json takes the last without a word. What it
// reads is JSON.
func repeated(d *json.Decoder) (name string, twice bool) {
	open, _ := d.Token()
	if open != json.Delim('{') && open != json.Delim('[') {
		return "", false
	}
	seen := map[string]bool{}
	for d.More() {
		if open == json.Delim('{') {
			t, _ := d.Token()
			name, _ := t.(string)
			if seen[name] {
				return name, true
			}
			seen[name] = true
		}
		if name, twice := repeated(d); twice {
			return name, true
		}
	}
	_, _ = d.Token() // its end
	return "", false
}

// unread says why a body cannot be read, in the words of whoever wrote it.
func unread(err error) string {
	var (
		kind *json.UnmarshalTypeError
		junk base64.CorruptInputError
		when *time.ParseError
	)
	name, unknown := strings.CutPrefix(err.Error(), "json: unknown field ")
	switch {
	case unknown:
		return "there is no " + journal.Short(name) + " here"
	case errors.As(err, &kind) && kind.Field == "":
		return "the body wants an object"
	case errors.As(err, &kind):
		return kind.Field + " wants " + wanted(kind.Type)
	case errors.As(err, &junk):
		return "the bytes of a file want base64"
	case errors.As(err, &when), strings.HasPrefix(err.Error(), "Time."): // there is one of its kind
		return "now wants an instant such as 2026-01-05T09:00:00Z"
	}
	return "the body is no JSON: " + journal.Short(err.Error())
}

// wanted names a type as people do.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Slice:
		return "base64"
	default:
		return "an object"
	}
}
