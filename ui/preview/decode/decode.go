// Package decode chooses the decoder of a file. Everything below it runs in the worker's child alone.
package decode

import (
	"context"

	"attache/model"
	"attache/ui/preview"
	"attache/ui/preview/archive"
	"attache/ui/preview/media"
	"attache/ui/preview/office"
	"attache/ui/preview/pdf"
	"attache/ui/preview/picture"
	"attache/ui/preview/text"
)

// errPanic is of a decoder that has a bug.
const errPanic = model.ConstError("the decoder failed on this file")

// New returns the decoder of everything, for one file at a time. What no decoder takes, or only pretends to be
// what it looks like, is shown as bytes.
func New() preview.Decoder {
	var pictures picture.Decoders
	return func(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
		return first(ctx, ask, tell, pictures.For, office.For, pdf.For, media.For, archive.For, text.For, hex)
	}
}

// first lets the first decoder that takes the file decode it. finders return nil for what is not theirs.
func first(ctx context.Context, ask *preview.Ask, tell func(preview.Page), finders ...func(*preview.Ask) preview.Decoder) error {
	for _, find := range finders {
		if decoder := find(ask); decoder != nil {
			return settle(ctx, ask, tell, decoder)
		}
	}
	return nil
}

// settle decodes, and ends with a page that says what went wrong. Where nothing else is known of the file,
// its bytes are shown.
func settle(ctx context.Context, ask *preview.Ask, tell func(preview.Page), decoder preview.Decoder) error {
	var last preview.Page
	told := false
	err := guarded(ctx, ask, func(p preview.Page) { last, told = p, true; tell(p) }, decoder)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil && !last.Partial:
		return nil
	case !told:
		last = view(ask)
	}
	last.Partial = false
	if err != nil {
		last.Problem = preview.Sentence(err)
	}
	tell(last)
	return nil
}

// guarded turns a panic into an error.
func guarded(ctx context.Context, ask *preview.Ask, tell func(preview.Page), decoder preview.Decoder) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return decoder(ctx, ask, tell)
}
