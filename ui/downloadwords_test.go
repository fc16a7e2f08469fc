package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
)

// TestEachStateOfADownloadIsAWordInThePane names them all, at a width with room and at one without.
func TestEachStateOfADownloadIsAWordInThePane(t *testing.T) {
	running := func(s model.Stage) *transfer {
		return &transfer{request: request{cancel: func() {}, state: model.CallState{Stage: s}}}
	}
	for word, arrange := range map[string]func(*Model, *row){
		"waiting": func(m *Model, r *row) {
			m.downloads.SetParallel(1)
			m.setSave("another", m.row("another"), running(model.StageFetching))
			m.downloads.Enqueue([]string{r.id}, 0)
		},
		"linking":   func(_ *Model, r *row) { r.save = running(model.StageAsking) },
		"running":   func(_ *Model, r *row) { r.save = running(model.StageFetching) },
		"stopping":  func(_ *Model, r *row) { r.save = running(model.StageFetching); r.save.stopping = true },
		"stopped":   func(_ *Model, r *row) { r.left = &left{1, 2} },
		"saved":     func(_ *Model, r *row) { r.saved = &model.Saved{State: model.SaveDone, Path: "/x"} },
		"skipped":   func(_ *Model, r *row) { r.saved = &model.Saved{State: model.SaveSkipped, Path: "/x", Same: true} },
		"failed":    func(_ *Model, r *row) { r.problem = &model.Problem{Kind: model.KindServer} },
		"cancelled": func(*Model, *row) {},
	} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakeSession{pages: chatOf(1)})
			d.m.downloads.List("id-000")
			arrange(d.m, d.m.row("id-000"))
			for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
				d.m.Update(size)
				lines := drawnDownloads(d, size.Width)
				if len(lines) != 1 || !strings.Contains(lines[0], word) || d.m.theme.Width(lines[0]) > size.Width {
					t.Errorf("%s at %d: %q", word, size.Width, lines)
				}
			}
			if title := downloadTitle(d); !strings.Contains(title, "1 "+word) && d.m.lay.W > 60 {
				t.Errorf("%s is not counted: %q", word, title)
			}
		})
	}
}

func TestADownloadCancelledBeforeItsTurnIsSeenAsCancelled(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(5)})
		d.hold = true
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Ask.Yes)
		d.wantText("3 linking", "2 waiting")
		d.m.cancel([]string{"id-004"})
		d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		d.wantText("1 waiting", "1 cancelled", "cancelled ")
		d.m.save([]string{"id-004"}) // it can be asked for again
		d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		d.wantText("2 waiting")
		d.wantNoText("cancelled ")
	})
}

func TestADownloadThatWasClearedIsSeenWhenItIsSavedAgain(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakeSession{pages: chatOf(1)}
		f.save = func(model.Order) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Load.Clear)
		d.wantText("What was done is cleared")
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Ask.Yes)
		d.wantNoText("What was done is cleared")
	})
}

func TestATransferThatNeedsNoLinkIsNotSaidToWaitForOne(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(1)})
		d.m.row("id-000").link = model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(model.DefaultLife), Size: 9}
		d.hold = true
		d.press(d.m.opts.Keys.Act.Save)
		d.wantText("1 running")
		d.wantNoText("linking")
	})
}

func TestWhatHappenedOnTheWayIsSaid(t *testing.T) {
	for words, saved := range map[string]model.Saved{
		"damaged and was fetched again": {Damaged: true},
		"started over":                  {StartedOver: true},
		"folder was moved":              {Moved: true},
	} {
		screenTest(t, func(t *testing.T) {
			f := &fakeSession{pages: chatOf(1)}
			f.save = func(model.Order) (model.Saved, error) {
				saved.State, saved.Path = model.SaveDone, "/downloads/x"
				return saved, nil
			}
			d := newDriver(t, f)
			d.press(d.m.opts.Keys.Act.Save)
			d.wantText(words)
		})
	}
}

// TestARunningDownloadShowsAllThatIsKnown: bar, bytes, rate, time left and the life of its link, as
// far as the width allows.
func TestARunningDownloadShowsAllThatIsKnown(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakeSession{pages: chatOf(1)})
		r := d.m.row("id-000")
		r.link = model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(model.DefaultLife), Size: 9}
		r.save = &transfer{request: request{cancel: func() {}, state: model.CallState{Stage: model.StageFetching}}}
		d.m.downloads.List("id-000")
		r.save.meter.SetTotal(50_000_000)
		for i := range 4 {
			r.save.rate.Add(start.Add(time.Duration(i-3)*time.Second), int64(i)*1_900_000)
		}
		r.save.meter.Add(5_700_000)
		for w, want := range map[int][]string{
			120: {"file-000.pdf", "running", "11%", "5.7 MB of 50.0 MB", "1.9 MB/s", "24s left", "link 4:59"},
			80:  {"file-000.pdf", "running", "11%", "5.7M/50M", "1.9 MB/s", "24s left"},
			40:  {"file-000.pdf", "running", "11%"},
		} {
			d.m.Update(tea.WindowSizeMsg{Width: w, Height: 20})
			line := ansi.Strip(drawnDownloads(d, w)[0])
			for _, text := range want {
				if !strings.Contains(line, text) {
					t.Errorf("%d cells lack %q: %q", w, text, line)
				}
			}
		}
	})
}

// drawnDownloads are the lines of the pane.
func drawnDownloads(d *driver, w int) []string {
	pane := d.m.screen().downloads()
	return pane.Lines(0, w, len(pane.IDs))
}

func downloadTitle(d *driver) string {
	pane := d.m.screen().downloads()
	return pane.Title()
}
