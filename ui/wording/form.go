package wording

import "attache/model"

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
