package model

import "strings"

// maxTypeLabel is the width of the column for types, in cells.
const maxTypeLabel = 5

// Extension returns the extension of name for display: lower case, without its dot, at most five
// letters and digits of ASCII. It is empty where name has none.
func Extension(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return ""
	}
	return typeWord(name[i+1:])
}

// TypeLabel returns a short word for the type of a: its extension, or else what its declared
// content type is usually called. It is empty where neither says anything. Both are the sender's
// claim.
func TypeLabel(a Attachment) string {
	if ext := Extension(a.Name); ext != "" {
		return ext
	}
	full, _, _ := strings.Cut(strings.ToLower(a.ContentType), ";")
	full = strings.TrimSpace(full)
	if word := usualExtension(full); word != "" {
		return word
	}
	kind, sub, _ := strings.Cut(full, "/")
	if full == "application/octet-stream" || (kind == "application" && strings.HasPrefix(sub, "vnd.")) {
		return ""
	}
	return typeWord(strings.TrimPrefix(sub, "x-"))
}

// IsText reports whether a is said to be text, of which the beginning says something by itself.
func IsText(a Attachment) bool {
	switch Extension(a.Name) {
	case "txt", "csv", "tsv", "log", "md", "json", "jsonl", "xml", "html", "htm", "yaml", "yml", "toml", "ini", "conf", "css", "js", "ts",
		"go", "py", "sh", "sql", "ics", "vcf", "eml", "srt", "vtt":
		return true
	case "rtf":
		return false
	}
	return strings.HasPrefix(strings.ToLower(a.ContentType), "text/")
}

// IsPicture reports whether a is said to be a picture.
func IsPicture(a Attachment) bool {
	switch Extension(a.Name) {
	case "jpg", "jpeg", "jfif", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "heif":
		return true
	case "":
		return strings.HasPrefix(strings.ToLower(a.ContentType), "image/")
	}
	return false
}

// typeWord returns the letters and digits s starts with. Digits alone are no type: they are the
// end of a version or an amount.
func typeWord(s string) string {
	s = strings.ToLower(s)
	end := 0
	for end < len(s) && isASCIIAlnum(rune(s[end])) {
		end++
	}
	if s = s[:end]; strings.Trim(s, "0123456789") == "" {
		return ""
	}
	return clip(s, maxTypeLabel)
}
