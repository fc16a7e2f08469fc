package model

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// markupOf tells pages, which a browser opens with all that is in them, from other XML. Browsers and
// desktops look for the same beginnings, whatever a file is called.
func markupOf(head []byte) content {
	text := strings.ToLower(strings.TrimLeft(textOf(head), " \t\r\n\f"))
	if isHTML(text) {
		return contentHTML
	}
	isXML := strings.HasPrefix(text, "<?xml") || strings.HasPrefix(text, "<!")
	root, whole := rootOf(text)
	_, local, prefixed := strings.Cut(root, ":")
	if !prefixed {
		local = root
	}
	switch {
	case !strings.HasPrefix(text, "<"):
		return 0
	case local == "html":
		return contentHTML
	case local == "svg", isXML && !whole, drawsPages(text):
		return contentXML | contentPage
	case isXML:
		return contentXML
	}
	return 0
}

// isPage reports whether content is one that a browser opens with the scripts within.
func isPage(found content) bool { return found&(contentHTML|contentPage) != 0 }

// drawsPages reports whether XML is made into a page by a style sheet, or holds parts of one.
func drawsPages(text string) bool {
	for _, sign := range []string{"<?xml-stylesheet", "www.w3.org/1999/xhtml", "www.w3.org/2000/svg", "www.w3.org/1999/xsl/transform"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// isHTML goes by the tags that the WHATWG's MIME Sniffing Standard takes for the beginning of a page.
func isHTML(text string) bool {
	for {
		comment, ok := strings.CutPrefix(text, "<!--")
		if !ok {
			break
		}
		_, after, ended := strings.Cut(comment, "-->")
		if !ended {
			return false
		}
		text = strings.TrimLeft(after, " \t\r\n\f")
	}
	for _, tag := range []string{
		"<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a", "<style", "<title", "<b", "<body", "<br",
		"<p", "<meta", "<link", "<img", "<form", "<base", "<center", "<object", "<embed", "<frameset",
	} {
		if after, ok := strings.CutPrefix(text, tag); ok && after != "" && strings.ContainsRune(" \t\r\n\f/>", rune(after[0])) {
			return true
		}
	}
	return false
}

// rootOf returns the name of the first element of XML; whole is false where the head ends before it,
// behind comments or declarations as long as a stranger likes.
func rootOf(text string) (name string, whole bool) {
	for {
		text = strings.TrimLeft(text, " \t\r\n\f")
		var end string
		switch {
		case strings.HasPrefix(text, "<!--"):
			end = "-->"
		case strings.HasPrefix(text, "<?"):
			end = "?>"
		case strings.HasPrefix(text, "<!doctype"):
			if end = ">"; strings.Contains(beforeRune(text, '>'), "[") {
				end = "]"
			}
		case strings.HasPrefix(text, "]"), strings.HasPrefix(text, ">"):
			text = text[1:]
			continue
		case strings.HasPrefix(text, "<"):
			name = text[1:]
			if i := strings.IndexAny(name, " \t\r\n\f/>"); i >= 0 {
				return name[:i], true
			}
			return name, false
		default:
			return "", text != ""
		}
		_, after, ended := strings.Cut(text, end)
		if !ended {
			return "", false
		}
		text = after
	}
}

func beforeRune(s string, r rune) string {
	before, _, _ := strings.Cut(s, string(r))
	return before
}

// textOf reads the encodings that start with a mark.
func textOf(head []byte) string {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return string(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	}
	var units []uint16
	for rest := head[2:]; len(rest) >= 2; rest = rest[2:] {
		units = append(units, order.Uint16(rest))
	}
	return string(utf16.Decode(units))
}

// shortcutOf tells the texts that a desktop follows or runs.
func shortcutOf(head []byte) content {
	for line := range strings.Lines(textOf(head)) {
		line = strings.ToLower(strings.TrimSpace(line))
		switch {
		case line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, ";"):
			continue
		case line == "[desktop entry]", line == "[internetshortcut]", strings.HasPrefix(line, "[{000214a0-"):
			return contentLink
		}
		return 0
	}
	return 0
}
