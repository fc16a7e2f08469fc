package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/runner/fakechat"
	"attache/ui/tour"
)

// onTour is a screen on which the tour of a chat with the demo's files begins. did are the letters of the emulator's
// actions that were done.
func onTour(t *testing.T, did *[]string) *driver {
	t.Helper()
	pages := chatOf(9)
	for i, name := range []string{"voucher.pdf", "estimate.pdf", "IMG_2041.jpg", "items.csv", "telemetry.csv", "contract.docx"} {
		a := &pages[0].Attachments[i]
		id := a.ID
		*a = model.NewAttachment(id, name, "application/pdf", model.StatusApproved)
		a.Role = model.RoleCustomer
	}
	f := &fakechat.Chat{Pages: pages}
	p := &fakePanel{now: start, speed: 1}
	for _, letter := range []string{"s", "p"} {
		a := doing(letter, "done", nil, did)
		a.Key = letter
		p.actions = append(p.actions, a)
	}
	var d *driver
	f.OnLink = goodLink(func() time.Time { return d.now })
	f.OnSave = func(_ context.Context, o model.DownloadRequest) (model.Saved, error) {
		return model.Saved{State: model.SaveDone, Path: "/downloads/" + o.Attachment.FileName}, nil
	}
	d = newDriver(t, f, func(o *Options) { o.Tour, o.Panel = true, p })
	return d
}

// TestTheTourTellsItsStoryInAMinute plays it twice: it is the same each time.
func TestTheTourTellsItsStoryInAMinute(t *testing.T) {
	var told [2]string
	for i := range told {
		screenTest(t, func(t *testing.T) {
			var did []string
			d := onTour(t, &did)
			var said []string
			for range int(tour.Length/tourRhythm) - 1 {
				if c := d.m.tour.caption; len(said) == 0 || said[len(said)-1] != c {
					said = append(said, c)
				}
				d.wait(tourRhythm)
				if !d.m.tour.on() {
					t.Fatalf("over after %v", d.now.Sub(start))
				}
				told[i] += d.text()
			}
			for _, s := range tour.Story() {
				if s.Caption != "" && !strings.Contains(strings.Join(said, "\n"), s.Caption) {
					t.Errorf("never said %q", s.Caption)
				}
			}
			if got := strings.Join(did, ", "); got != "p , s , s " {
				t.Errorf("the emulator did %q", got)
			}
			if len(d.copied) != 2 || len(d.m.session.Downloads()) != 2 {
				t.Errorf("%d copied, %d saved", len(d.copied), len(d.m.session.Downloads()))
			}
			d.wait(tourRhythm)
			d.wait(tourRhythm)
			d.wantText("The tour is over")
			if d.m.tour.on() || d.m.prompt != nil || d.m.list.Filter() != "" || d.m.pane.covers() {
				t.Error("the list is not as it was")
			}
		})
	}
	if told[0] != told[1] {
		t.Error("two tours differ")
	}
}

func TestAnyKeyEndsTheTourWhateverItIsAt(t *testing.T) {
	for _, end := range []tea.Msg{keyPress("x"), keyPress("enter"), tea.PasteMsg{Content: "text"}, tea.MouseClickMsg{X: 3, Y: 3}} {
		for _, after := range []time.Duration{0, 9 * time.Second, 22 * time.Second, 53 * time.Second} {
			screenTest(t, func(t *testing.T) {
				var did []string
				d := onTour(t, &did)
				for d.now.Sub(start) < after {
					d.wait(tourRhythm)
				}
				d.send(end)
				if d.m.tour.on() || d.m.prompt != nil || d.quit || d.m.list.Filter() != "" {
					t.Fatalf("after %v: on %v, prompt %v", after, d.m.tour.on(), d.m.prompt)
				}
				d.wantText("The tour is over")
				cursor := d.m.list.Cursor()
				d.wait(tour.Length)
				d.press(d.m.opts.Keys.Move.Down)
				if d.m.list.Cursor() == cursor && after == 0 {
					t.Error("the keys do not act")
				}
			})
		}
	}
}

// Each caption stands whole at every size that has room for a list.
func TestCaptionsAreWholeAtEverySize(t *testing.T) {
	for _, size := range []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 80, Height: 24}, {Width: 40, Height: 10}} {
		screenTest(t, func(t *testing.T) {
			var did []string
			d := onTour(t, &did)
			d.send(size)
			for _, s := range tour.Story() {
				d.m.tour.caption = s.Caption
				flat := strings.Join(strings.Fields(d.text()), " ")
				if !strings.Contains(flat, s.Caption) {
					t.Errorf("%v: no %q in\n%s", size, s.Caption, d.text())
				}
				for _, l := range strings.Split(ansi.Strip(d.m.View().Content), "\n") {
					if d.cells(l) > size.Width {
						t.Errorf("%v: %q", size, l)
					}
				}
			}
		})
	}
	var last time.Duration
	for _, s := range tour.Story() {
		if s.At < last || s.At >= tour.Length {
			t.Errorf("%v is out of order", s.At)
		}
		last = s.At
	}
}
