// Package part holds the parts of the screen. A part is given what there is to read and the room that it
// has, and returns lines. It knows no other part, no session, and no key but by what it is called.
package part

import (
	"strconv"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/keys"
	"attache/ui/layout"
	"attache/ui/style"
)

// Frame is what the parts of one frame share.
type Frame struct {
	*style.Theme

	Layout  layout.Layout
	Keys    *keys.Map
	Library *model.Library
	Hidden  bool      // names and IDs are masked
	Swapped bool      // files are named by their IDs
	Clicks  bool      // the terminal knows hyperlinks
	Now     time.Time // on the local clock
	Server  time.Time // on the service's clock, on which links end
	Folder  string    // of the downloads
}

// Rows gives what is known of a file. Parts ask for the rows that they show, and for no others.
type Rows func(id string) session.Row

// Label names a file, masked where names are hidden.
func (f *Frame) Label(a model.Attachment) string {
	switch {
	case f.Hidden:
		return "attachment " + strconv.Itoa(f.Library.Index(a.ID)+1) // by its place in the order of arrival
	case f.Swapped:
		return a.IDText
	}
	return a.Label()
}

// NameOf names a file by its ID, for sentences.
func (f *Frame) NameOf(id string) string {
	a, ok := f.Library.ByID(id)
	if !ok {
		return model.Text(id)
	}
	return f.Middle(f.Label(a), 30, f.Glyphs.Cut)
}

// local turns an instant of the service's clock into the local one.
func (f *Frame) local(t time.Time) time.Time { return t.Add(f.Now.Sub(f.Server)) }

// narrow reports whether the terminal has room for little but names and times.
func (f *Frame) narrow() bool { return f.Layout.Kind == layout.Narrow }

// dotted puts a dot between two texts.
func (f *Frame) dotted() string { return " " + f.Glyphs.Dot + " " }

// Plural says "one thing" or "3 things": one is the word for a single one, many for any other number.
func Plural(n int, one, many string) string {
	if n != 1 {
		return strconv.Itoa(n) + " " + many
	}
	if one == "file" {
		return "1 file"
	}
	return one
}
