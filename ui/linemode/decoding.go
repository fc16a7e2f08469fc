package linemode

import (
	"context"

	"attache/model/session"
	"attache/ui/preview"
)

// decoded is what a decoder has found in a file.
type decoded struct {
	id   string
	page preview.Page
}

// decoding lets decoders work.
type decoding struct {
	begin func(id string, ask preview.Ask) // nil: there is no decoder
	under int                              // files that are being decoded
	done  chan decoded
}

// newDecoding returns decoders that work until ctx ends.
func newDecoding(ctx context.Context, decode preview.Decoder) decoding {
	d := decoding{done: make(chan decoded)}
	if decode == nil {
		return d
	}
	d.begin = func(id string, ask preview.Ask) {
		go func() {
			found := decoded{id: id}
			if err := decode(ctx, &ask, func(p preview.Page) { found.page = p }); err != nil {
				found.page.Problem = preview.Sentence(err)
			}
			found.page.Tidy(preview.Box{})
			select {
			case d.done <- found:
			case <-ctx.Done():
			}
		}()
	}
	return d
}

// decode lets what was fetched of a file be decoded.
func (d *decoding) decode(s *session.Session, id string) {
	head, ok := s.TakeHead(id)
	if !ok {
		return
	}
	a, _ := s.Library().ByID(id)
	size := head.Size
	if size <= 0 {
		size = -1
	}
	d.under++
	d.begin(id, preview.Ask{Name: a.Name, Type: a.ContentType, Size: size, Data: head.Data, Whole: head.Whole})
}
