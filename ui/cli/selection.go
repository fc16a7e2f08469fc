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
	for name, given := range map[string]bool{"since": p.opts.since != "", "from": len(p.opts.narrow.From) > 0, "type": len(p.opts.narrow.Type) > 0} {
		if given {
			return p.opts.input(name)
		}
	}
	return ""
}
