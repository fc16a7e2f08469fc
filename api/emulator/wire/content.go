package wire

import "strconv"

// MaxContent is how long what is said may be at most, in characters and in bytes.
const MaxContent = 16384

// longest is how many characters the content of a type may have, as documented.
func longest(contentType string) int {
	switch contentType {
	case "text/plain", "text/markdown":
		return 1024
	case "application/json":
		return 12000
	case "application/vnd.amazonaws.connect.message.interactive.response":
		return 12288
	}
	return MaxContent
}

// Content reads what is said, in a content type.
func (in *Members) Content(contentType string) string {
	text := in.Needed("Content", 1, longest(contentType))
	if len(text) > MaxContent {
		in.Must("Content", "have length less than or equal to "+strconv.Itoa(MaxContent))
	}
	return text
}
