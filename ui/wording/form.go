package wording

import (
	"strings"

	"attache/model"
)

// Form names what is written in a form, of one attachment or of several.
func Form(f model.Form, n int) string {
	one, several := "link", "links"
	switch f {
	case model.FormID:
		one, several = "ID", "IDs"
	case model.FormName:
		one, several = "name", "names"
	case model.FormCurl:
		one, several = "curl command", "curl commands"
	case model.FormMarkdown:
		one, several = "Markdown link", "Markdown links"
	case model.FormJSON:
		one, several = "JSON", "lines of JSON"
	case model.FormLink:
	}
	if n == 1 {
		return one
	}
	return several
}

// Deferred says what is done with a file when its scan has passed: "saved, link copied".
func Deferred(w model.Deferred) string {
	var done []string
	for _, part := range []struct {
		w    model.Deferred
		word string
	}{{model.DeferredSave, "saved"}, {model.DeferredOpen, "saved and opened"}, {model.DeferredCopy, "link copied"}, {model.DeferredLink, "link asked for"}} {
		if w&part.w != 0 {
			done = append(done, part.word)
		}
	}
	return strings.Join(done, ", ")
}
