package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/model/session"
	"attache/ui/runner/fakechat"
)

// TestEachStateOfADownloadIsAWordInThePane names them all, at a width with room and at one without.
func TestEachStateOfADownloadIsAWordInThePane(t *testing.T) {
	for word, arrange := range map[string]func(*driver){
		"waiting": func(d *driver) {
			d.set(session.SetParallel{Parallel: 1})
			d.saves("id-001", model.StageFetching)
			d.saves("id-000", model.StageFetching)
		},
		"linking": func(d *driver) { d.saves("id-000", model.StageAsking) },
		"running": func(d *driver) { d.saves("id-000", model.StageFetching) },
		"stopping": func(d *driver) {
			d.saves("id-000", model.StageFetching)
			d.set(session.Cancel{Targets: of("id-000")})
		},
		"stopped": func(d *driver) {
			d.saved("id-000", model.Saved{}, &session.Left{Done: 1, Total: 2}, &model.Problem{Kind: model.KindCancelled})
		},
		"saved": func(d *driver) { d.saved("id-000", model.Saved{State: model.SaveDone, Path: "/x"}, nil, nil) },
		"skipped": func(d *driver) {
			d.saved("id-000", model.Saved{State: model.SaveSkipped, Path: "/x", Same: true}, nil, nil)
		},
		"failed": func(d *driver) { d.saved("id-000", model.Saved{}, nil, &model.Problem{Kind: model.KindServer}) },
		"cancelled": func(d *driver) {
			d.saved("id-000", model.Saved{}, nil, &model.Problem{Kind: model.KindCancelled})
		},
	} {
		screenTest(t, func(t *testing.T) {
			d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
			arrange(d)
			for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
				d.m.Update(size)
				lines := drawnDownloads(d, size.Width)
				lines = lines[len(lines)-1:]
				if !strings.Contains(lines[0], word) || d.m.theme.Width(lines[0]) > size.Width {
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
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(5)})
		d.hold()
		d.press(d.m.opts.Keys.Mark.All)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Ask.Yes)
		d.wantText("3 linking", "2 waiting")
		d.run(d.m.do(session.Cancel{Targets: of("id-004")}))
		d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		d.wantText("1 waiting", "1 cancelled", "cancelled ")
		d.run(d.m.do(session.Save{Targets: of("id-004")})) // it can be asked for again
		d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		d.wantText("2 waiting")
		d.wantNoText("cancelled ")
	})
}

func TestADownloadThatWasClearedIsSeenWhenItIsSavedAgain(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
			return model.Saved{State: model.SaveDone, Path: "/downloads/x", Size: 1}, nil
		}
		d := newDriver(t, f)
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Load.Clear)
		d.wantNoText("✓ file-000.pdf")
		d.press(d.m.opts.Keys.Act.Save)
		d.press(d.m.opts.Keys.Ask.Yes)
		d.wantText("✓ file-000.pdf")
	})
}

func TestATransferThatNeedsNoLinkIsNotSaidToWaitForOne(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.link("id-000", model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(model.DefaultLife), Size: 9}, nil)
		d.hold()
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
			f := &fakechat.Chat{Pages: chatOf(1)}
			f.OnSave = func(context.Context, model.DownloadRequest) (model.Saved, error) {
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
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.link("id-000", model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(model.DefaultLife), Size: 9}, nil)
		meter := d.saves("id-000", model.StageFetching).Request.Meter
		meter.SetTotal(50_000_000)
		for range 3 {
			d.now = d.now.Add(time.Second)
			meter.Add(1_900_000)
			d.set(session.Tick{})
		}
		for w, want := range map[int][]string{
			120: {"file-000.pdf", "running", "11%", "5.7 MB of 50.0 MB", "1.9 MB/s", "24s left", "link 4:5"},
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
	pane := d.m.scene().downloads()
	return pane.Lines(0, w, len(pane.IDs))
}

func downloadTitle(d *driver) string {
	pane := d.m.scene().downloads()
	return pane.Title()
}
