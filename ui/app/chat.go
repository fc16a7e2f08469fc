package app

import (
	"context"
	"strings"
	"time"

	"attache/model"
	"attache/ui"
	"attache/ui/cli"
	"attache/ui/onsaved"
)

// Chat is an open chat.
type Chat interface {
	ui.Session
	// InFront tells whether this is the chat that is looked at.
	InFront(on bool)
	// Close gives back what the chat holds.
	Close()
}

// demo is a chat with the emulator, whose clock may stand still or hurry: every look at it counts.
type demo struct {
	Chat

	panel ui.Panel
	now   func() time.Time
}

// Status tells the emulator's clock as it is now, not as it was with its last answer.
func (d demo) Status() model.Connection {
	s := d.Chat.Status()
	now, _ := d.panel.Clock()
	if s.Skew = now.Sub(d.now()); s.Skew.Abs() > model.MaxSkew {
		s.Skew = 0 // as the client has it
	}
	return s
}

// judged is a chat whose saved files a program of the user's is asked about.
type judged struct {
	Chat

	by onsaved.Checker
}

// Judged returns the chat with the program that is asked about its saved files, if there is one.
func Judged(c Chat, s cli.Shared) Chat {
	if s.OnSaved == "" {
		return c
	}
	return judged{c, onsaved.Checker{Command: strings.Split(s.OnSaved, "\x00"), Remove: s.OnRefused == "remove"}}
}

// Save implements model.Chat.
func (a judged) Save(ctx context.Context, request model.DownloadRequest, report func(model.CallState)) (model.Saved, error) {
	save := func(request model.DownloadRequest) (model.Saved, error) { return a.Chat.Save(ctx, request, report) }
	if request.Out != nil {
		return a.by.Pass(ctx, request, save)
	}
	saved, err := save(request)
	if err != nil {
		return saved, err
	}
	return a.by.Judge(ctx, saved)
}
