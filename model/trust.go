package model

import (
	"path"
	"slices"
	"strings"
)

// Warning is something that is off about a file that arrived whole.
type Warning string

// The warnings, the gravest last. Their sentences are written where all wording is.
const (
	WarningLength     Warning = "length"     // nobody told the size, and nothing but the end of the connection ended it
	WarningType       Warning = "type"       // the first bytes are not of the declared type
	WarningExtension  Warning = "extension"  // the extension is not one of the type that the first bytes show
	WarningHidden     Warning = "hidden"     // the name holds characters that were made visible
	WarningDouble     Warning = "double"     // a harmless extension stands before the real one
	WarningPage       Warning = "page"       // a page, which a browser opens with the scripts within
	WarningMacro      Warning = "macro"      // a document type that can hold programs
	WarningExecutable Warning = "executable" // a program, by name or by its first bytes
	WarningRefused    Warning = "refused"    // a program that was asked about it did not find it clean
)

// Warnings returns what is off about a file that arrived whole, the gravest last, each once. head
// are the first bytes of its content; 4 KiB of them are enough, and without any nothing is said
// about the content. The file is judged by the name it is saved under, since that is what a click
// on it goes by.
//
// Declared type and extension are each held against the content, never against each other: senders
// declare a table of values as text, as a spreadsheet or as nothing at all, and are right.
func Warnings(a Attachment, head []byte) []Warning {
	name := a.FileName
	if name == "" {
		name = a.Name
	}
	ext, declared, found := lastExtension(name), mediaType(a.ContentType), contentOf(head)
	// Blanks and strokes push the real extension out of sight.
	inside := lastExtension(strings.TrimRight(strings.TrimSuffix(name, path.Ext(name)), " ._-"))
	runs, macro := isProgramExtension(ext), isMacroExtension(ext)
	var all []Warning
	for _, row := range []struct {
		warning Warning
		holds   bool
	}{
		{WarningType, found != 0 && !declaredAs(declared).allows(found)},
		{WarningExtension, found != 0 && !namedAs(ext).allows(found)},
		{WarningHidden, a.NameHidden},
		{WarningDouble, isDocumentExtension(inside) && (runs || macro || isPageExtension(ext))},
		{WarningPage, isPageExtension(ext) || isPageType(declared) || isPage(found)},
		{WarningMacro, macro || strings.HasSuffix(declared, ".macroenabled.12") || holdsMacro(found, head)},
		{WarningExecutable, runs || isProgramType(declared) || found&contentPrograms != 0},
	} {
		if row.holds {
			all = append(all, row.warning)
		}
	}
	return all
}

// Risky reports whether a file with these warnings may do something when it is opened, so that
// opening it must be asked for.
func Risky(warnings []Warning) bool {
	return slices.ContainsFunc(warnings, func(d Warning) bool {
		return d == WarningRefused || d == WarningPage || d == WarningMacro || d == WarningExecutable
	})
}

// lastExtension returns what follows the last dot of a name, in lower case.
func lastExtension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}
