package decode

import (
	"context"
	"fmt"
	"strings"

	"attache/ui/preview"
)

// The hex view: how much of the head is shown, and how many bytes a line has.
const (
	hexHead = 4096
	hexLine = 16
)

// hex takes every file.
func hex(*preview.Ask) preview.Decoder {
	return func(_ context.Context, ask *preview.Ask, tell func(preview.Page)) error {
		tell(view(ask))
		return nil
	}
}

// view shows the first bytes of a file, as numbers and as what can be read of them.
func view(ask *preview.Ask) preview.Page {
	head := ask.Data[:min(len(ask.Data), hexHead)]
	page := preview.Page{Kind: "Unknown kind of file", More: !ask.Whole || len(head) < len(ask.Data)}
	if len(ask.Data) == 0 && ask.Whole {
		page.Kind = "Empty file"
	}
	for at := 0; at < len(head); at += hexLine {
		page.Lines = append(page.Lines, hexRow(at, head[at:min(at+hexLine, len(head))]))
	}
	return page
}

func hexRow(at int, row []byte) preview.Line {
	var numbers, letters strings.Builder
	for i := range hexLine {
		if i == hexLine/2 {
			numbers.WriteByte(' ')
		}
		if i >= len(row) {
			numbers.WriteString("   ")
			continue
		}
		fmt.Fprintf(&numbers, "%02x ", row[i])
		if letter := row[i]; letter >= ' ' && letter <= '~' {
			letters.WriteByte(letter)
		} else {
			letters.WriteByte('.')
		}
	}
	return preview.Line{
		{Text: fmt.Sprintf("%08x  ", at), Role: preview.Dim},
		{Text: numbers.String() + " ", Role: preview.Number},
		{Text: letters.String(), Role: preview.Plain},
	}
}
