package ui

import (
	"testing"
	"time"

	"attache/model"
)

// benchScreen is a screen of 120 by 40 over n attachments, each with a live link.
func benchScreen(n int) *Model {
	as := files(n)
	m := New(nil, Options{ //nolint:staticcheck // nothing here runs a command
		Session: &fakeSession{}, Now: func() time.Time { return start }, Getenv: func(string) string { return "" },
		Life: model.DefaultLife, Prefetch: PrefetchNone, Parallel: 3,
	})
	m.merge(as)
	for _, a := range as {
		m.row(a.ID).link = model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(model.DefaultLife), Asked: model.DefaultLife, Size: 1_258_291}
	}
	m.resize(120, 40)
	return m
}

// The cost of a frame is that of one screenful, whatever the number of rows.
func BenchmarkViewOf100Rows(b *testing.B)   { benchView(b, 100) }
func BenchmarkViewOf10000Rows(b *testing.B) { benchView(b, 10_000) }

func benchView(b *testing.B, n int) {
	m := benchScreen(n)
	b.ReportAllocs()
	for b.Loop() {
		_ = m.View()
	}
}

// A key moves the cursor and draws the frame: this is what a person waits for.
func BenchmarkKeyAndFrameAt10000Rows(b *testing.B) {
	m := benchScreen(10_000)
	m.opts.Keys = testKeys()
	down := keyPress(m.opts.Keys.Move.Down.Keys()[0])
	b.ReportAllocs()
	for b.Loop() {
		_, _ = m.Update(down)
		_ = m.View()
	}
}

// A tick lets everything that counts turn.
func BenchmarkTickAt10000Rows(b *testing.B) {
	m := benchScreen(10_000)
	for b.Loop() {
		m.Update(ticked{m.tick.gen})
		_ = m.View()
	}
}

func TestAFrameOfManyRowsCostsNoMoreThanOneOfFew(t *testing.T) {
	small, large := benchScreen(100), benchScreen(10_000)
	few := testing.AllocsPerRun(5, func() { _ = small.View() })
	many := testing.AllocsPerRun(5, func() { _ = large.View() })
	if many > few*1.1 {
		t.Errorf("a frame of 10,000 rows allocates %.0f times, one of 100 rows %.0f", many, few)
	}
}
