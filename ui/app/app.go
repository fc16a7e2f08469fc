// Package app is one run of the screen, or of line mode, with its chats, as the command line asks for it.
// Package main hands it what opens a chat.
package app

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui"
	"attache/ui/batch"
	"attache/ui/cli"
	"attache/ui/keys"
	"attache/ui/system"
)

// Deps is what the app needs from the program around it.
type Deps struct {
	Open    func(cli.Connection, cli.Shared) (Opened, error)
	Keys    keys.Map
	Draft   batch.NewDraft
	Now     func() time.Time
	Version string
}

// Opened is a chat that is open, and where it is.
type Opened struct {
	Chat
	Source session.Source
	Host   string   // the endpoint's, where it is outside Amazon's own domains
	Panel  ui.Panel // of the emulator; nil: it is a real one
}

// app is one run, with its chats.
type app struct {
	Deps
	shared cli.Shared

	mu   sync.Mutex // a chat opens while the screen goes on
	open []Chat
}

// attach opens a chat and puts it before the screen.
func (t *app) attach(c cli.Connection, s *ui.Options) error {
	o, err := t.Open(c, t.shared)
	if err != nil {
		return err
	}
	chat := o.Chat
	if s.Region, s.Host, s.Panel = o.Source.Region, o.Host, o.Panel; o.Panel != nil {
		chat = demo{chat, o.Panel, t.Now}
	}
	if c.Emulator != nil {
		s.Emulator = "EMULATOR"
	}
	s.Session = Judged(chat, t.shared)
	dir := s.Dir
	s.Receipt = func(path string, so session.Summary) (string, error) {
		so.Source = o.Source
		return t.writeReceipt(path, so, dir, t.shared.OnExists)
	}
	s.ReceiptPath = cmp.Or(t.shared.Receipt, filepath.Join(s.Dir, "attache-receipt.json"))
	s.Renewals, s.Closed = c.Renewals, c.Closed
	s.Name, s.InFront, s.Source = c.Name, chat.InFront, func() session.Source { return o.Source }
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = append(t.open, chat)
	return nil
}

func (t *app) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.open {
		c.Close()
	}
}

// writeReceipt writes the receipt of a chat: a .zip archive with the saved files in it, or JSON alone. It returns where.
// The folder for downloads is made where no download has made it.
func (d Deps) writeReceipt(path string, so session.Summary, dir string, rule model.OnExists) (string, error) {
	path, err := filepath.Abs(system.Home(path, os.Getenv))
	if err != nil {
		return "", &model.Problem{Kind: model.KindDisk, Op: "receipt", Err: err}
	}
	if dir != "" && filepath.Dir(path) == filepath.Clean(dir) {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", &model.Problem{Kind: model.KindDisk, Op: "receipt", Err: err}
		}
	}
	if strings.EqualFold(filepath.Ext(path), ".zip") {
		return batch.WriteZip(path, so, rule, d.Draft)
	}
	return path, batch.WriteReceipt(path, so)
}
