package picture

import (
	"context"
	"fmt"
	"image"

	"attache/ui/preview"
)

// show tells the facts, and then the picture.
func (f *format) show(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	c, err := f.config(input(ctx, ask.Data))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	a := f.about(ask.Data)
	if err != nil {
		page := preview.Page{Kind: f.kind, Problem: unreadable(ask)}
		if a.w > 0 && a.h > 0 {
			page.Facts, page.Warnings = a.facts(a.w, a.h), a.warnings()
		}
		tell(page)
		return nil
	}
	if c.Width <= 0 || c.Height <= 0 {
		return fmt.Errorf("this %s says that it has %d x %d pixels", f.kind, c.Width, c.Height)
	}
	page := preview.Page{Kind: f.kind, Facts: a.facts(c.Width, c.Height), Warnings: a.warnings()}
	if page.Problem = f.refusal(ask, c); page.Problem != "" || ask.Box.W <= 0 || ask.Box.H <= 0 {
		page.Picture = a.thumbnail(ctx, ask.Box)
		tell(page)
		return ctx.Err()
	}
	if c.Width*c.Height > sudden {
		page.Partial = true
		tell(page)
		page.Partial = false
	}
	page.Picture, err = f.picture(ctx, ask, c, a.turns)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		page.Problem, page.Picture = unreadable(ask), a.thumbnail(ctx, ask.Box)
	}
	tell(page)
	return nil
}

func (f *format) picture(ctx context.Context, ask *preview.Ask, c image.Config, turns []int) (*preview.Picture, error) {
	m, err := f.decode(input(ctx, ask.Data))
	if err != nil {
		return nil, err
	}
	return fit(ctx, m, image.Rect(0, 0, c.Width, c.Height), ask.Box, turns)
}
