package part

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/model/session"
	"attache/ui/layout"
)

const (
	opens = "open link" // what is clicked on
	// The lines of the details that it may stand in.
	linkLabel = "link"
	urlLabel  = "url"
)

// clickLabel names the line with the hyperlink: one on which nothing behind the label changes by the
// second where something before it does. The renderer sends all between two changes of a screen line
// again, and an address is longer than all else that is sent in a second.
func (f *Frame) clickLabel() string {
	if f.Layout.Kind == layout.Wide {
		return urlLabel // beside the timers of the list
	}
	return linkLabel
}

// hyperlink returns the URL to put behind the label, if there is to be one.
//
// A hyperlink (OSC 8) hands the pre-signed URL to the terminal, and with it to whatever records what
// the terminal is sent. It is sent only where a key asked for this link, never for a link that came
// unasked, never where names are hidden; and as a copy is, only while the link has the life left
// that handing it out needs. The screen is drawn again every second as long as a link lives, so the
// label goes in time: nothing that is dead stays to be clicked.
func (f *Frame) hyperlink(r *session.Row, wanted bool) model.Secret {
	if !wanted || f.Hidden || !r.Link.Usable(f.Server) || !f.Clicks {
		return model.Secret{}
	}
	for _, c := range []byte(r.Link.URL.Reveal()) {
		if c <= ' ' || c > '~' { // it would end the sequence early; no such link passes the client
			return model.Secret{}
		}
	}
	return r.Link.URL
}

// opensWord is the label at the start of a line of the details, where it is the line for it.
func (f *Frame) opensWord(url model.Secret, line string) string {
	if url.IsZero() || line != f.clickLabel() {
		return ""
	}
	return opens + f.dotted()
}

// withHyperlink puts the URL behind the label at the start of a drawn text, without a cell more. The
// label is underlined, as what can be clicked on is.
func withHyperlink(drawn string, url model.Secret) string {
	if url.IsZero() {
		return drawn
	}
	const line, noLine = "\x1b[4m", "\x1b[24m"
	return strings.Replace(drawn, opens, ansi.SetHyperlink(url.Reveal())+line+opens+noLine+ansi.ResetHyperlink(), 1)
}
