package text

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"

	"attache/ui/preview"
)

// looks says how a text is read: as what, by which definition of chroma's, and whether it has rows.
type looks struct {
	kind, lexer string
	rows, json  bool
}

// lookOf finds out what a text is: by how it begins where that is certain, else by its name and type.
func lookOf(ask *preview.Ask, text string) looks {
	start := strings.ToLower(strings.TrimSpace(head(text, 512)))
	ext := strings.TrimPrefix(strings.ToLower(path.Ext(ask.Name)), ".")
	look := byName(ext, ask.Type)
	switch {
	case look.rows:
		return look
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"):
		return looks{kind: "HTML", lexer: "html"}
	case strings.HasPrefix(start, "<?xml"):
		return looks{kind: "XML", lexer: "xml"}
	case strings.HasPrefix(start, "#!") && strings.Contains(head(start, 64), "sh"):
		return looks{kind: "Shell script", lexer: "bash"}
	}
	object := strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[")
	if object && (look.lexer == "json" || look.lexer == "") && isJSON(text, ask.Whole) {
		return looks{kind: "JSON", json: true}
	}
	return look
}

// isJSON reports whether a text is one JSON value, as far as it is here.
func isJSON(text string, whole bool) bool {
	if whole && len(text) <= preview.MaxText {
		return json.Valid([]byte(text))
	}
	d := json.NewDecoder(strings.NewReader(text))
	for n := range 64 {
		if _, err := d.Token(); err != nil {
			return n > 3 && strings.Contains(err.Error(), "EOF")
		}
	}
	return true
}

func byName(ext, contentType string) looks {
	kind, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch strings.TrimSpace(kind) {
	case "text/csv", "text/tab-separated-values":
		return looks{kind: "Table in text", rows: true}
	case "application/json":
		ext = "json"
	}
	switch ext {
	case "csv", "tsv", "tab":
		return looks{kind: "Table in text", rows: true}
	case "json", "geojson", "ndjson", "jsonl", "har":
		return looks{kind: "JSON", lexer: "json"}
	case "md", "markdown":
		return looks{kind: "Markdown"}
	case "log":
		return looks{kind: "Log"}
	case "vcf":
		return looks{kind: "Contact (vCard)"}
	case "ics":
		return looks{kind: "Calendar entry (iCalendar)"}
	case "eml":
		return looks{kind: "E-mail"}
	}
	return source(ext)
}

// source names the kinds of text that have colours.
func source(ext string) looks {
	switch ext {
	case "sh", "bash", "zsh":
		return looks{kind: "Shell script", lexer: "bash"}
	case "cs":
		return looks{kind: "C#", lexer: "csharp"}
	case "cpp", "cc", "cxx", "hpp", "hh":
		return looks{kind: "C++", lexer: "cpp"}
	case "c", "h":
		return looks{kind: "C", lexer: "c"}
	case "diff", "patch":
		return looks{kind: "Changes to text", lexer: "diff"}
	case "htm", "html", "xhtml":
		return looks{kind: "HTML", lexer: "html"}
	case "xml", "svg", "xsd", "xsl", "plist", "kml", "gpx":
		return looks{kind: "XML", lexer: "xml"}
	case "js", "mjs", "jsx":
		return looks{kind: "JavaScript", lexer: "javascript"}
	case "ps1", "psm1":
		return looks{kind: "PowerShell", lexer: "powershell"}
	case "py":
		return looks{kind: "Python", lexer: "python"}
	case "yml", "yaml":
		return looks{kind: "YAML", lexer: "yaml"}
	case "ini", "cfg", "conf":
		return looks{kind: "Settings (INI)", lexer: "ini"}
	case "css", "java", "php", "sql", "toml":
		return looks{kind: strings.ToUpper(ext[:1]) + ext[1:], lexer: ext}
	case "properties":
		return looks{kind: "Settings (properties)", lexer: ext}
	}
	return looks{kind: "Text"}
}

// isText reports whether the bytes can be text: few control characters, and zeros only as the half of a
// character.
func isText(b []byte) bool {
	if wide(b) != "" {
		return true
	}
	odd := 0
	for _, c := range b {
		switch {
		case c == 0:
			return false
		case c < ' ' && !bytes.ContainsRune([]byte("\t\n\v\f\r\x1b\b"), rune(c)), c == 0x7F:
			odd++
		}
	}
	return odd*50 <= len(b)
}
