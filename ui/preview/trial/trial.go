// Package trial holds what the tests of all decoders ask of each of them.
package trial

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
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

// Page decodes, and returns the last page of a decoder that neither fails nor does what none may.
func Page(t testing.TB, of For, ask *preview.Ask) preview.Page {
	t.Helper()
	p, failed, breach := Run(t.Context(), of, ask)
	if failed != nil || breach != nil {
		t.Fatal(ask.Name, failed, breach)
	}
	return p
}

// EndsSoon cancels a decoder in the middle of its work.
func EndsSoon(t testing.TB, of For, ask *preview.Ask) {
	t.Helper()
	for range 20 { // a busy machine may be late, but not always
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		late := time.NewTimer(400 * time.Millisecond)
		_, _, breach := Run(ctx, of, ask)
		cancel()
		if breach != nil {
			t.Fatal(ask.Name, breach)
		}
		if late.Stop() {
			return
		}
	}
	t.Errorf("%s goes on after it is cancelled", ask.Name)
}

// Whole is a file that is all there.
func Whole(name string, b []byte) *preview.Ask {
	return &preview.Ask{Name: name, Data: b, Size: int64(len(b)), Whole: true}
}

// Sample is a file of the corpus.
func Sample(t testing.TB, name string) *preview.Ask {
	t.Helper()
	b, err := os.ReadFile("../testdata/corpus/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return Whole(name, b)
}

// Text is what the lines of a page say, one below the other.
func Text(lines []preview.Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, s := range l {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Fact is what a page says under a label.
func Fact(p preview.Page, label string) string {
	for _, f := range p.Facts {
		if f.Label == label {
			return f.Value
		}
	}
	return ""
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
