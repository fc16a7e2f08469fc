// Package text reads plain text in whatever encoding, JSON, source text and tables in text.
package text

import (
	"context"
	"strconv"

	"attache/ui/preview"
)

// For returns the decoder of a file that is text, and nil for any other.
func For(ask *preview.Ask) preview.Decoder {
	if len(ask.Data) == 0 && !ask.Whole || !isText(head(ask.Data, 8<<10)) {
		return nil
	}
	return decode
}

func decode(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	data, more := ask.Data, !ask.Whole
	if len(data) > preview.MaxText {
		data, more = data[:preview.MaxText], true
	}
	if len(data) == 0 {
		tell(preview.Page{Kind: "Empty file"})
		return nil
	}
	text, encoding := decoded(data, more)
	look := lookOf(ask, text)
	page := preview.Page{Kind: look.kind, Facts: []preview.Fact{{Label: "Encoding", Value: encoding}}, More: more}
	switch {
	case look.rows:
		return rows(ctx, page, text, tell)
	case look.json:
		return indented(ctx, page, text, tell)
	}
	return asWritten(ctx, page, look.lexer, text, tell)
}

// asWritten tells a text as it is written, and then in colours.
func asWritten(ctx context.Context, page preview.Page, lexer, text string, tell func(preview.Page)) error {
	list, cut := preview.LinesOf(text)
	page.Lines, page.More = list, page.More || cut
	if !page.More {
		page.Facts = append(page.Facts, preview.Fact{Label: "Lines", Value: strconv.Itoa(len(list))})
	}
	page.Partial = lexer != ""
	tell(page)
	if lexer == "" {
		return ctx.Err()
	}
	if coloured := colour(ctx, lexer, list); coloured != nil {
		page.Lines = coloured
	}
	page.Partial = false
	tell(page)
	return ctx.Err()
}
