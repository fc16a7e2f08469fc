package cli

import (
	"attache/model"
	"attache/ui/batch"
)

// selection is which files are taken, and how long their scans are waited for.
func (p *commandLine) selection() batch.Selection {
	n := p.opts.narrow
	if p.opts.since != "" { // it was checked when it was read
		n.Since, _ = model.ParseSince(p.opts.since, p.Now())
	}
	return batch.Selection{Narrow: n, Wait: p.opts.wait}
}

// narrowing names the input that narrows.
func narrowing(p *commandLine) string {
	switch n := p.opts.narrow; {
	case p.opts.since != "":
		return p.opts.input("since")
	case len(n.From) > 0:
		return p.opts.input("from")
	}
	return p.opts.input("type")
}
