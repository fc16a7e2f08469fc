package office

import (
	"errors"
	"strings"

	"attache/ui/preview"
)

var (
	errBomb   = errors.New("unpacks to far more than a document would")
	errBroken = errors.New("is broken")
)

// document is one that is being read: what is known of it so far is on its page.
type document struct {
	preview.Page

	ask   *preview.Ask
	parts *parts // of a document in a zip archive
	tell  func(preview.Page)
}

func (d *document) locked() {
	d.Problem = "The document is locked with a password. Save it to open it with that."
}

// fact adds a fact that is known.
func (d *document) fact(label, value string) {
	if value = strings.TrimSpace(value); value != "" && len(d.Facts) < preview.MaxFacts {
		d.Facts = append(d.Facts, preview.Fact{Label: label, Value: preview.Cut(value, 200)})
	}
}

// partial tells what is known so far.
func (d *document) partial() {
	p := d.Page
	p.Partial = true
	d.tell(p)
}
