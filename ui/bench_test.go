package ui

import (
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/opener"
	"attache/ui/runner/fakechat"
)

// benchModel is a screen over a fake.
func benchModel(tb testing.TB, f *fakechat.Chat) *Model {
	tb.Helper()
	answers(tb, f)
	m := New(tb.Context(), Options{
		Session: f, Keys: testKeys(), Now: func() time.Time { return start }, Getenv: func(string) string { return "" },
		Clipboard: clip.New("osc52", func(string) string { return "" }), Opener: opener.New(func(string) string { return "" }),
		Life: model.DefaultLife, Prefetch: session.PrefetchNone, Parallel: 3,
	})
	tb.Cleanup(func() { m.runner.Close() })
	return m
}

// benchScreen is a screen of 120 by 40 over n attachments, each with a live link.
func benchScreen(tb testing.TB, n int) *Model {
	tb.Helper()
	as := files(n)
	m := benchModel(tb, &fakechat.Chat{})
	now := session.Moment{Now: start}
	read := m.session.Apply(session.Start{}, now).Effects[0].(session.ReadTranscript).Num //nolint:errcheck,forcetypeassert // it reads
	m.session.Apply(session.PageRead{Num: read, Page: model.Page{Attachments: as}}, now)
	m.session.Apply(session.TranscriptEnded{Num: read}, now)
	link := model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(model.DefaultLife), Asked: model.DefaultLife, Size: 1_258_291}
	for _, a := range as {
		for _, e := range m.session.Apply(session.GetLink{Targets: of(a.ID)}, now).Effects {
			if ask, ok := e.(session.AskLink); ok {
				m.session.Apply(session.LinkAnswered{Num: ask.Num, Link: link}, now)
			}
		}
	}
	m.resize(120, 40)
	m.settle()
	return m
}

// The cost of a frame is that of one screenful, whatever the number of rows.
func BenchmarkViewOf100Rows(b *testing.B)   { benchView(b, 100) }
func BenchmarkViewOf10000Rows(b *testing.B) { benchView(b, 10_000) }

func benchView(b *testing.B, n int) {
	m := benchScreen(b, n)
	b.ReportAllocs()
	for b.Loop() {
		_ = m.View()
	}
}

// A key moves the cursor and draws the frame: this is what a person waits for.
func BenchmarkKeyAndFrameAt10000Rows(b *testing.B) {
	m := benchScreen(b, 10_000)
	down := keyPress(m.opts.Keys.Move.Down.Keys()[0])
	b.ReportAllocs()
	for b.Loop() {
		_, _ = m.Update(down)
		_ = m.View()
	}
}

// A letter of a filter looks through every row; where nothing matches, through every name for a similar one.
func BenchmarkFilterKeyAt10000Rows(b *testing.B) {
	for name, letters := range map[string]string{"exact": "fi", "compared": "age<10m", "similar": "fe9", "all similar": "pdf-"} {
		b.Run(name, func(b *testing.B) {
			m := benchScreen(b, 10_000)
			m.openPrompt(promptFilter)
			for i := 0; b.Loop(); i++ {
				r := rune(letters[i%len(letters)])
				if i%len(letters) == 0 {
					m.prompt.input.Reset()
				}
				_, _ = m.Update(keyPress(string(r)))
				_ = m.View()
			}
		})
	}
}

// A tick lets everything that counts turn.
func BenchmarkTickAt10000Rows(b *testing.B) {
	m := benchScreen(b, 10_000)
	for b.Loop() {
		m.Update(ticked{m.tick.gen})
		_ = m.View()
	}
}

func TestAFrameOfManyRowsCostsNoMoreThanOneOfFew(t *testing.T) {
	small, large := benchScreen(t, 100), benchScreen(t, 10_000)
	few := testing.AllocsPerRun(5, func() { _ = small.View() })
	many := testing.AllocsPerRun(5, func() { _ = large.View() })
	if many > 2*few { // what a pool gives back is left to chance under the race detector
		t.Errorf("a frame of 10,000 rows allocates %.0f times, one of 100 rows %.0f", many, few)
	}
}
