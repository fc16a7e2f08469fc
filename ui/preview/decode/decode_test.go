package decode

import (
	"context"
	"errors"
	"strings"
	"testing"

	"attache/ui/preview"
)

// ask decodes with one decoder before the hex view.
func ask(t *testing.T, ask *preview.Ask, decoder preview.Decoder) []preview.Page {
	t.Helper()
	var pages []preview.Page
	find := func(*preview.Ask) preview.Decoder { return decoder }
	if err := first(t.Context(), ask, func(p preview.Page) { pages = append(pages, p) }, find, hex); err != nil {
		t.Fatal(err)
	}
	return pages
}

func TestWhatNoDecoderTakesIsShownAsBytes(t *testing.T) {
	t.Parallel()
	pages := ask(t, &preview.Ask{Data: []byte("\x00\x01attache, 18 bytes\x1b")}, nil)
	if len(pages) != 1 || !pages[0].More || len(pages[0].Lines) != 2 {
		t.Fatalf("%+v", pages)
	}
	var text strings.Builder
	for _, l := range pages[0].Lines {
		for _, s := range l {
			text.WriteString(s.Text)
		}
		text.WriteByte('\n')
	}
	want := "00000000  00 01 61 74 74 61 63 68  65 2c 20 31 38 20 62 79  ..attache, 18 by\n" +
		"00000010  74 65 73 1b                                       tes.\n"
	if text.String() != want {
		t.Errorf("\n%s\nwant\n%s", text.String(), want)
	}
}

func TestAPanicAndAFaultEndAsAPageThatSaysSo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		does func(tell func(preview.Page)) error
		kind string
		want string
	}{
		"panic before a page": {func(func(preview.Page)) error { panic("bug") }, "Unknown kind of file", "The decoder failed on this file."},
		"panic after a page":  {func(tell func(preview.Page)) error { tell(preview.Page{Kind: "k", Partial: true}); panic("bug") }, "k", "The decoder failed on this file."},
		"fault":               {func(tell func(preview.Page)) error { tell(preview.Page{Kind: "k"}); return errors.New("no picture") }, "k", "No picture."},
		"unfinished":          {func(tell func(preview.Page)) error { tell(preview.Page{Kind: "k", Partial: true}); return nil }, "k", ""},
	} {
		pages := ask(t, &preview.Ask{Data: []byte("x")}, func(_ context.Context, _ *preview.Ask, tell func(preview.Page)) error { return c.does(tell) })
		last := pages[len(pages)-1]
		if last.Kind != c.kind || last.Problem != c.want || last.Partial {
			t.Errorf("%s: %+v", name, last)
		}
	}
}

func TestACancelEndsWithNoPage(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	find := func(*preview.Ask) preview.Decoder {
		return func(context.Context, *preview.Ask, func(preview.Page)) error { cancel(); return errors.New("cut off") }
	}
	if err := first(ctx, &preview.Ask{}, func(p preview.Page) { t.Errorf("%+v", p) }, find); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
