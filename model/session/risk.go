package session

import (
	"path"
	"strings"

	"attache/model"
)

// risky reports whether opening a saved file may start something: a program, or a page that a browser
// runs.
func risky(a model.Attachment, saved *model.Saved) bool {
	if model.Risky(saved.Doubts) {
		return true
	}
	name := strings.ReplaceAll(saved.Path, `\`, "/")
	switch strings.ToLower(path.Ext(name)) {
	case ".htm", ".html", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml", ".svg", ".svgz":
		return true
	}
	media, _, _ := strings.Cut(strings.ToLower(a.ContentType), ";")
	switch strings.TrimSpace(media) {
	case "text/html", "application/xhtml+xml", "image/svg+xml", "multipart/related", "message/rfc822":
		return true
	}
	return false
}
