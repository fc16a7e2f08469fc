package batch

import (
	"fmt"
	"io"
	"time"

	"attache/model"
	"attache/model/session"
)

// GetOptions say what to download and how to tell of it.
type GetOptions struct {
	IDs      []string // in the order asked; each once
	All      bool     // every attachment of the chat instead
	Parallel int      // downloads at once; at least 1
	OnExists model.OnExists
	Life     time.Duration      // asked for each link
	JSON     bool               // an object a line instead of a path
	Copy     bool               // the bytes of the one file instead of its path
	Progress bool               // errs is a terminal, on which progress is shown
	Receipt  string             // a file to write a receipt to; empty: none
	Zip      string             // an archive for the files, in place of the folder; empty: none
	Draft    NewDraft           // begins the archive
	Names    model.NameTemplate // of the files; zero: their own
	Source   session.Source

	Selection
	Of  Of // which chat this is; zero: there is but one
	Now func() time.Time
}

// getter is one run of Get.
type getter struct {
	GetOptions
	painter

	session  Session
	out      io.Writer
	reporter Reporter
	list     []model.Attachment
	reported int // how many of list have been told
	painted  time.Time
	refusals refusals
	archive  *archive // nil: the files go into the folder
}

// progress shows how far all files together have come, now and then. How much is left can be said only
// when the size of every file is known.
func (g *getter) progress(s *session.Session) {
	p, now := s.BatchProgress(), g.Now()
	if !g.on || p.Running == 0 || now.Sub(g.painted) < repaint {
		return
	}
	g.painted = now
	text := fmt.Sprintf("%d of %d done, %s", p.Done(), p.Asked, model.FormatSize(p.Bytes))
	if p.Total > 0 {
		text += " of " + model.FormatSize(p.Total)
	}
	if p.Rate > 0 {
		text += ", " + model.FormatSize(p.Rate) + "/s"
	}
	if p.Rate > 0 && p.Total > p.Bytes {
		text += ", " + model.FormatAge(time.Duration(float64(p.Total-p.Bytes)/float64(p.Rate)*float64(time.Second))) + " left"
	}
	g.paint(text)
}

// stopped reports whether a file is missing because the run was interrupted.
func stopped(o model.Outcome) bool { return o.Problem != nil && o.Problem.Kind == model.KindCancelled }
