package wire

import (
	"encoding/json"
	"errors"
)

// Decode reads one JSON object into value. A member of an unexpected type is left out, and the
// rest is kept. For anything but an object it returns what it was; isCut tells that it looked like
// the beginning of one.
func Decode(data []byte, value any) (what string, isCut bool) {
	data = Trim(data)
	if what := NotJSON(data); what != "" {
		return what, false
	}
	err := json.Unmarshal(data, value)
	var mistyped *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case err == nil || errors.As(err, &mistyped):
		return "", false
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(data)):
		return "JSON cut short", true
	}
	return "broken JSON", false
}
