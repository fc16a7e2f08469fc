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
	// maxComponent is what Linux, macOS and Windows take as one name.
	maxComponent = 255
	// maxExtension is the longest ending taken for an extension and kept when a name is cut.
	maxExtension = 20
)

// FileName returns a name for a local file made from name, which a stranger chose. It is one path
// component that Linux, macOS and Windows take, 1 to 200 bytes of valid UTF-8 in NFC, not hidden,
// not reserved, not mistaken for an option, and it keeps its extension. Where nothing of name can
// be used, the name is made from id. FileName of its own result gives the same name.
func FileName(name, id string) string {
	name = strings.TrimRight(name, `/\`)
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = norm.NFC.String(allowed(norm.NFC.String(name)))
	name = shorten(trimName(name), maxFileName)
	if strings.Trim(name, "._- ") == "" {
		return nameFromID(id)
	}
	if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune(".-", first) || isExtending(first) || isReserved(name) {
		name = "_" + shorten(name, maxFileName-1)
	}
	return name
}

// allowed maps what no file name may hold: what the systems forbid becomes an underscore, white
// space a space, and what has no shape goes.
func allowed(s string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		extending := isExtending(r)
		if !extending && isShown(r) {
			marks = 0
		}
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, r) || r == utf8.RuneError:
			return '_'
		case r == '\n' || r == '\r' || r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case !isShown(r):
			return -1
		case extending:
			if marks++; marks > maxMarks {
				return -1
			}
		}
		return r
	}, s)
}

// trimName takes off what Windows drops or refuses at the end, and spaces in front.
func trimName(s string) string { return strings.TrimLeft(strings.TrimRight(s, ". "), " ") }

// shorten cuts name to at most n bytes, keeping its extension.
func shorten(name string, n int) string {
	if len(name) <= n {
		return name
	}
	stem, ext := splitName(name)
	return strings.TrimRight(clip(stem, n-len(ext)), ". ") + ext
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

func isASCIIAlnum(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// Numbered returns name with " (n)" before its extension: the name to try when name is taken. It
// is at most 255 bytes long. For an n below 1 it returns name.
func Numbered(name string, n int) string {
	if n < 1 {
		return name
	}
	stem, ext := splitName(name)
	number := fmt.Sprintf(" (%d)", n)
	stem = strings.TrimRight(clip(stem, maxComponent-len(number)-len(ext)), " ")
	return stem + number + ext
}
