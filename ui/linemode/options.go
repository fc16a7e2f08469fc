// Package linemode is the front end for people who listen to a terminal instead of looking at it, and
// for terminals that cannot be painted on: a conversation. A line goes in, lines come out, and nothing
// that was said is ever painted over. Not one escape sequence and no carriage return is written.
//
// What follows from a command, and from what the chat says, is up to package session. This one turns
// typed words into intents, and notices into lines.
//
// The terminal stays in its own line mode: what is being typed belongs to it, can be edited as
// anywhere, and is never lost. A change that is told while a line is half typed ends that line on
// the screen only; the terminal still has it, and what is typed next goes on from there. Whoever
// wants no change told in between says "quiet": then they wait for the return key.
package linemode

import (
	"context"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/preview"
)

// Clipboard copies a text, which may be a link, and says by which way.
type Clipboard interface {
	Routes() []clip.Route
	Copy(ctx context.Context, text string) clip.Route
}

// Opener hands a saved file to the desktop.
type Opener interface {
	Available() bool
	Open(ctx context.Context, path string) error
}

// Options are all that line mode needs from outside.
type Options struct {
	Session   model.Session
	Clipboard Clipboard
	Opener    Opener
	Decode    preview.Decoder // says what is in a file; nil: there are no previews
	// AskSecret shows a prompt and reads one line of the terminal that is not shown. Nil where there
	// is no terminal to ask at.
	AskSecret func(ctx context.Context, prompt string) (string, error)
	Now       func() time.Time
	// Interactive says that a person types the lines. Else they come from a file or a program: each
	// command is done before the next one is read, none but a risky one is asked about, and the end of
	// the lines is the end of the conversation.
	Interactive bool
	IDs         []string      // just these, without reading the transcript
	Life        time.Duration // asked for each link
	Parallel    int           // downloads at once, 1 to 16
	OnExists    model.OnExists
	Names       model.NameTemplate // of saved files; zero: their own
	HideNames   bool
	NoLive      bool // do not watch the chat
	Region      string
	Host        string                                               // the endpoint's host, where it is outside Amazon's own domains
	Emulator    bool                                                 // the chat is made up
	Dir         string                                               // the download folder, as shown
	Renewals    <-chan model.Secret                                  // fresh tokens of the chat; nil: none come
	Name        string                                               // what its user calls the chat; empty: it has a number alone
	Others      []Options                                            // the chats beside it
	InFront     func(bool)                                           // told whether the chat is the one in front; nil: nobody wants to know
	Source      func() session.Source                                // where its files come from; nil: it is not told
	Receipt     func(path string, s session.Summary) (string, error) // writes one
}

// conduct are the options of the session.
func (o *Options) conduct() session.Options {
	return session.Options{
		IDs: o.IDs, TTL: o.Life, Parallel: o.Parallel, OnExists: o.OnExists, Names: o.Names, NoLive: o.NoLive, HideNames: o.HideNames,
		Unattended: !o.Interactive, Clipboard: o.canCopy(), Desktop: o.Opener.Available(), Sample: time.Second,
		Source: session.Source{Folder: model.Text(o.Dir), Region: o.Region, Endpoint: o.Host},
	}
}

// canCopy reports whether there is a way to the clipboard. An escape sequence to the terminal is none
// here, even if it is wanted.
func (o *Options) canCopy() bool {
	for _, r := range o.Clipboard.Routes() {
		if r != clip.RouteOSC52 {
			return true
		}
	}
	return false
}

// copyText copies a text by a way that is no escape sequence.
func (o *Options) copyText(ctx context.Context, text string) session.Route {
	switch o.Clipboard.Copy(ctx, text) {
	case clip.RouteNative:
		return session.RouteNative
	case clip.RouteTmux:
		return session.RouteTmux
	case clip.RouteNone, clip.RouteOSC52:
	}
	return session.RouteNone
}
