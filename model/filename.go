package model

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Bounds of a file name, in bytes of UTF-8.
const (
	// maxFileName leaves room for a number and for the suffix of a file under way.
	maxFileName = 200
	// MaxComponent is what Linux, macOS and Windows take as one name. Some file systems take less.
	MaxComponent = 255
	// maxExtension is the longest ending taken for an extension and kept when a name is cut.
	maxExtension = 20
)

// maxNameIn is the most bytes of a name that are looked at. What a stranger sends may be megabytes long.
const maxNameIn = 4096

// FileName returns a name for a local file made from name, which a stranger chose. It is one path
// component that Linux, macOS and Windows take, 1 to 200 bytes of valid UTF-8 in NFC, not hidden,
// not reserved, not mistaken for an option, and it keeps its extension. Where nothing of name can
// be used, the name is made from id. FileName of its own result gives the same name.
func FileName(name, id string) string {
	name = strings.TrimRight(name, `/\`)
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = shorten(name, maxNameIn)
	// A cut may leave a joiner that joins nothing, and what takes its place may be one too many.
	for before := name + "."; name != before; {
		before = name
		name = shorten(trimName(norm.NFC.String(allowed(norm.NFC.String(name)))), maxFileName)
	}
	if strings.Trim(name, "._- ") == "" {
		return nameFromID(id)
	}
	if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune(".-", first) || isExtending(first) || isReserved(name) {
		return FileName("_"+shorten(name, maxFileName-1), id)
	}
	return name
}

// typedFileName is FileName for a file of a declared type: where the name has no extension and the
// type is clear, it gets the usual one, without which a desktop knows no program for it.
func typedFileName(name, id, contentType string) string {
	name = FileName(name, id)
	ext := clearExtension(mediaType(contentType))
	if _, own := splitName(name); ext == "" || strings.Trim(own, ".0123456789") != "" {
		return name
	}
	if ext = "." + ext; len(name)+len(ext) > maxFileName {
		name = strings.TrimRight(clip(name, maxFileName-len(ext)), ". ")
	}
	return FileName(name+ext, id)
}

// allowed maps what no file name may hold: what the systems forbid becomes an underscore, white
// space a space, and what has no shape goes, unless it shapes its neighbours as they are written.
func allowed(s string) string {
	var out strings.Builder
	var letter, last rune // the last letter or sign written, and the last character
	marks, styled := 0, false
	runes := []rune(s)
	for i, r := range runes {
		extending := isExtending(r)
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, r) || r == utf8.RuneError:
			r = '_'
		case r == '\n' || r == '\r' || r == '\t' || unicode.Is(unicode.Zs, r):
			r = ' '
		case isKeptJoiner(r):
			if styled && r != zeroWidthJoiner || !isStyling(letter, last, r, runeAt(runes, i+1)) {
				continue
			}
			styled = true
			out.WriteRune(r)
			continue
		case !isShown(r):
			continue
		}
		if extending {
			if marks++; marks > maxMarks {
				continue
			}
		} else {
			letter, marks = r, 0
		}
		out.WriteRune(r)
		last, styled = r, false
	}
	return out.String()
}

// isKeptJoiner tells the characters without a shape that a file name keeps where they do their honest
// work: in Persian and the Indic scripts they are part of how a word is spelt, and of a picture in
// pictures.
func isKeptJoiner(r rune) bool {
	return r == zeroWidthJoiner || r == zeroWidthNonJoiner || r == '\uFE0E' || r == '\uFE0F'
}

// trimName takes off what Windows drops or refuses at the end, and spaces in front.
func trimName(s string) string { return strings.TrimLeft(strings.TrimRight(s, ". "), " ") }

// joiners stand between letters: at an end they do nothing.
const joiners = "\u200C\u200D"

// shorten cuts name to at most n bytes, keeping its extension.
func shorten(name string, n int) string {
	if len(name) <= n {
		return name
	}
	stem, ext := splitName(name)
	return strings.TrimRight(clip(stem, max(n-len(ext), 1)), ". "+joiners) + ext
}

// splitName divides a file name before its extension, which is empty or starts with a dot.
// "a.tar.gz" gives "a" and ".tar.gz"; ".profile" and "Dr. No" have no extension.
func splitName(name string) (stem, ext string) {
	i := strings.LastIndexByte(name, '.')
	if i <= 0 || len(name)-i > maxExtension || strings.Contains(name[i:], " ") {
		return name, ""
	}
	if j := i - len(".tar"); j > 0 && strings.EqualFold(name[j:i], ".tar") {
		i = j
	}
	return name[:i], name[i:]
}

// isReserved reports whether Windows takes name for a device, whatever its extension.
// Source: "Naming Files, Paths, and Namespaces" in the documentation of Win32.
func isReserved(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
		return true
	}
	port, isPort := strings.CutPrefix(stem, "COM")
	if !isPort {
		port, isPort = strings.CutPrefix(stem, "LPT")
	}
	return isPort && utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}

// nameFromID names a file whose own name is of no use.
func nameFromID(id string) string {
	safe := strings.Map(func(r rune) rune {
		if r == '-' || isASCIIAlnum(r) {
			return r
		}
		return -1
	}, id)
	if safe = strings.Trim(clip(safe, 64), "-"); safe == "" {
		return "attachment"
	}
	return "attachment-" + safe
}

// Numbered returns name with " (n)" before its extension: the name to try when name is taken. It
// is at most 255 bytes long. For an n below 1 it returns name.
func Numbered(name string, n int) string { return NumberedWithin(name, n, MaxComponent) }

// NumberedWithin is Numbered for a file system whose names have at most that many bytes. Its stem is
// cut, and its extension kept.
func NumberedWithin(name string, n, most int) string {
	if n < 1 {
		return shorten(name, most)
	}
	stem, ext := splitName(name)
	number := fmt.Sprintf(" (%d)", n)
	stem = strings.TrimRight(clip(stem, max(most-len(number)-len(ext), 1)), " ")
	return stem + number + ext
}
