// Package clip finds a way to the clipboard that people paste from, and says no more than is known
// about whether the text got there.
package clip

import (
	"context"
	"sync"
	"time"
)

// Route is one way to a clipboard.
type Route int

// The routes.
const (
	RouteNone   Route = iota // the clipboard is switched off
	RouteNative              // the desktop's own tool or interface: success is known
	RouteTmux                // tmux passes it to the terminal outside: success is known up to tmux
	RouteOSC52               // an escape sequence: the terminal never answers
)

// Clipboard copies by the routes of its mode.
type Clipboard struct {
	mode   string
	getenv func(string) string
	native func(context.Context, string) error // nil: there is none on this machine
	tmux   func(context.Context, string) error
	inside func() bool // the terminal is one that tmux draws; nil: it is not
	turn   *sync.Mutex // one copy at a time: the last one asked for must be the last one made
	limit  time.Duration
}

// New returns the clipboard of this machine. mode is auto, osc52, native, tmux or off.
func New(mode string, getenv func(string) string) Clipboard {
	return Clipboard{mode: mode, getenv: getenv, native: native(getenv), tmux: loadBuffer, inside: place(getenv), turn: new(sync.Mutex), limit: toolLimit}
}

// InTmux reports whether the terminal is one that tmux draws.
func (c Clipboard) InTmux() bool { return c.inside != nil && c.inside() }

// Tool names the program that the native route would use first; empty: there is none.
func (c Clipboard) Tool() string { return firstTool(c.getenv) }

// Routes returns the ways to try, in order. In tmux, which may be asked for that the first time, only tmux knows which terminal is outside; over
// SSH the native tool would fill the clipboard of the wrong machine and report success.
func (c Clipboard) Routes() []Route {
	switch c.mode {
	case "off":
		return nil
	case "osc52":
		return []Route{RouteOSC52}
	case "native":
		return []Route{RouteNative}
	case "tmux":
		return []Route{RouteTmux}
	}
	switch {
	case c.InTmux():
		return []Route{RouteTmux, RouteOSC52}
	case c.getenv("SSH_CONNECTION") != "" || c.getenv("SSH_TTY") != "":
		return []Route{RouteOSC52}
	}
	return []Route{RouteNative, RouteOSC52}
}

// Copy tries the routes in order and returns the first that took the text, RouteNone if none did.
// For RouteOSC52 nothing has been sent yet: the caller owns the terminal and must write it.
func (c Clipboard) Copy(ctx context.Context, text string) Route {
	c.turn.Lock()
	defer c.turn.Unlock()
	for _, r := range c.Routes() {
		switch r {
		case RouteOSC52:
			return r
		case RouteNative:
			if c.native != nil && limited(ctx, c.limit, text, c.native) == nil {
				return r
			}
		case RouteTmux:
			if limited(ctx, c.limit, text, c.tmux) == nil {
				return r
			}
		case RouteNone:
		}
	}
	return RouteNone
}
