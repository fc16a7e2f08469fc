// Package trial holds what the tests of all decoders ask of each of them.
package trial

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"attache/ui/preview"
)

// For offers a decoder, as each package of decoders does.
type For func(*preview.Ask) preview.Decoder

// Run decodes, and returns the last page and what the decoder did that none may: a panic, a page over the
// limits, a last page that promises another. Whether it failed as decoders may is in failed.
func Run(ctx context.Context, of For, ask *preview.Ask) (page preview.Page, failed, breach error) {
	defer func() {
		if p := recover(); p != nil {
			breach = fmt.Errorf("panic: %v", p)
		}
	}()
	decode := of(ask)
	if decode == nil {
		return page, errors.New("not mine"), nil
	}
	failed = decode(ctx, ask, func(p preview.Page) {
		page = p
		breach = errors.Join(breach, over(&p, ask.Box))
	})
	if failed == nil && page.Partial {
		breach = errors.Join(breach, errors.New("the last page is partial"))
	}
	if failed == nil && page.Kind == "" {
		breach = errors.Join(breach, errors.New("nothing was told"))
	}
	return page, failed, breach
}

// over says which limit a page is over.
func over(p *preview.Page, box preview.Box) error {
	switch {
	case len(p.Lines) > preview.MaxLines:
		return fmt.Errorf("%d lines", len(p.Lines))
	case len(p.Facts) > preview.MaxFacts || len(p.Warnings) > preview.MaxFacts:
		return fmt.Errorf("%d facts, %d warnings", len(p.Facts), len(p.Warnings))
	case len(p.Levels) > preview.MaxLines:
		return fmt.Errorf("%d levels", len(p.Levels))
	case p.Weight() > preview.MaxWeight:
		return fmt.Errorf("a page of %d bytes", p.Weight())
	}
	for _, l := range p.Lines {
		n := 0
		for _, s := range l {
			n += utf8.RuneCountInString(s.Text)
		}
		if n > 2*preview.MaxLine {
			return fmt.Errorf("a line of %d characters", n)
		}
	}
	if c := p.Picture; c != nil && (c.W > box.W || c.H > box.H || len(c.RGB) != 3*c.W*c.H) {
		return fmt.Errorf("a picture of %dx%d in a box of %dx%d", c.W, c.H, box.W, box.H)
	}
	return table(p.Table)
}

func table(t *preview.Table) error {
	if t == nil {
		return nil
	}
	if len(t.Rows) > preview.MaxLines {
		return fmt.Errorf("%d rows", len(t.Rows))
	}
	for _, row := range t.Rows {
		if len(row) > preview.MaxCells {
			return fmt.Errorf("%d cells in a row", len(row))
		}
	}
	return nil
}
