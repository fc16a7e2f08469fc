package model

import (
	"path"
	"slices"
	"strings"
)

// Doubt is something that is off about a file that arrived whole.
type Doubt string

// The doubts, the gravest last. Their sentences are written where all wording is.
const (
	DoubtLength     Doubt = "length"     // nobody told the size, and nothing but the end of the connection ended it
	DoubtType       Doubt = "type"       // the first bytes are not of the declared type
	DoubtExtension  Doubt = "extension"  // the extension is not one of the type that the first bytes show
	DoubtHidden     Doubt = "hidden"     // the name holds characters that were made visible
	DoubtDouble     Doubt = "double"     // a harmless extension stands before the real one
	DoubtPage       Doubt = "page"       // a page, which a browser opens with the scripts within
	DoubtMacro      Doubt = "macro"      // a document type that can hold programs
	DoubtExecutable Doubt = "executable" // a program, by name or by its first bytes
	DoubtRefused    Doubt = "refused"    // a program that was asked about it did not find it clean
)

// Doubts returns what is off about a file that arrived whole, the gravest last, each once. head
// are the first bytes of its content; 4 KiB of them are enough, and without any nothing is said
// about the content. The file is judged by the name it is saved under, since that is what a click
// on it goes by.
//
// Declared type and extension are each held against the content, never against each other: senders
// declare a table of values as text, as a spreadsheet or as nothing at all, and are right.
func Doubts(a Attachment, head []byte) []Doubt {
	name := a.FileName
	if name == "" {
		name = a.Name
	}
	ext, declared, found := lastExtension(name), mediaType(a.ContentType), contentOf(head)
	// Blanks and strokes push the real extension out of sight.
	inside := lastExtension(strings.TrimRight(strings.TrimSuffix(name, path.Ext(name)), " ._-"))
	runs, macro := isProgramExtension(ext), isMacroExtension(ext)
	var all []Doubt
	for _, row := range []struct {
		doubt Doubt
		holds bool
	}{
		{DoubtType, found != 0 && !declaredAs(declared).allows(found)},
		{DoubtExtension, found != 0 && !namedAs(ext).allows(found)},
		{DoubtHidden, a.NameHidden},
		{DoubtDouble, isDocumentExtension(inside) && (runs || macro || isPageExtension(ext))},
		{DoubtPage, isPageExtension(ext) || isPageType(declared) || isPage(found)},
		{DoubtMacro, macro || strings.HasSuffix(declared, ".macroenabled.12") || holdsMacro(found, head)},
		{DoubtExecutable, runs || isProgramType(declared) || found&contentPrograms != 0},
	} {
		if row.holds {
			all = append(all, row.doubt)
		}
	}
	return all
}

// Risky reports whether a file with these doubts may do something when it is opened, so that
// opening it must be asked for.
func Risky(doubts []Doubt) bool {
	return slices.ContainsFunc(doubts, func(d Doubt) bool {
		return d == DoubtRefused || d == DoubtPage || d == DoubtMacro || d == DoubtExecutable
	})
}

// lastExtension returns what follows the last dot of a name, in lower case.
func lastExtension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}
