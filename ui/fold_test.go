package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

// sizes are those that every word of what is said must be readable at.
func sizes() []tea.WindowSizeMsg {
	return []tea.WindowSizeMsg{{Width: 120, Height: 40}, {Width: 100, Height: 30}, {Width: 80, Height: 24}, {Width: 40, Height: 10}}
}

// flat is the screen as one line, without what parts its lines.
func (d *driver) flat() string { return strings.Join(strings.Fields(d.text()), " ") }

func TestAWarningIsReadableToItsEndAtEverySize(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.m.say(style.Warning, "Saved as file-000.pdf, 1.3 MB. It starts a program when opened")
		for _, size := range sizes() {
			d.send(size)
			if !strings.Contains(d.flat(), "1.3 MB. It starts a program when opened") {
				t.Errorf("at %v:\n%s", size, d.text())
			}
		}
	})
}

func TestTheTimeIsNotWhatIsCut(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.m.say(style.Success, "Link to "+strings.Repeat("a-very-long-name-", 9)+".pdf copied, valid 4:58")
		for _, size := range sizes() {
			d.send(size)
			if !strings.Contains(d.flat(), "valid 4:58") {
				t.Errorf("at %v:\n%s", size, d.text())
			}
		}
	})
}

func TestDetailsAndExplainSayWhatIsOffAboutASavedFile(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.saved("id-000", model.Saved{State: model.SaveDone, Path: "/downloads/x.exe", Warnings: []model.Warning{model.WarningExecutable}}, nil, nil)
		for _, size := range sizes() {
			d.send(size)
			if size.Height > 20 { // details stand beside the list or below it
				d.wantText("warning")
			}
			d.press(d.m.opts.Keys.Act.Explain)
			if !strings.Contains(d.flat(), "program") || d.m.pane.kind != paneExplain {
				t.Errorf("at %v:\n%s", size, d.text())
			}
			d.press(d.m.opts.Keys.List.Back)
		}
	})
}

func TestAFilterThatHoldsIsShownOnASmallScreen(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(12)})
		d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		d.m.list.SetFilter("file-003")
		d.m.say(style.Warning, "something covers the line of the filter")
		d.wantText("file-003: 1/12")
		d.m.list.ToggleMark()
		d.wantText("file-003: 1/12 1 marked")
	})
}

func TestMenusLeaveNoEntryOutAtAnySize(t *testing.T) {
	orders := []string{"name", "size", "type", "arrival", "expiry", "state", "back"}
	forms := []string{"ID", "name", "curl", "Markdown", "JSON", "link", "back"}
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)}, func(o *Options) {
			k := &o.Keys
			for i, b := range []*key.Binding{&k.Sort.Name, &k.Sort.Size, &k.Sort.Type, &k.Sort.Arrival, &k.Sort.Expiry, &k.Sort.State, &k.Sort.Back} {
				b.SetHelp("k", orders[i])
			}
			for i, b := range []*key.Binding{&k.Form.ID, &k.Form.Name, &k.Form.Curl, &k.Form.Markdown, &k.Form.JSON, &k.Form.Link, &k.Form.Back} {
				b.SetHelp("k", forms[i])
			}
		})
		for _, size := range sizes() {
			d.send(size)
			for _, menu := range []struct {
				open key.Binding
				want []string
			}{{d.m.opts.Keys.List.Sort, orders}, {d.m.opts.Keys.Act.CopyAs, forms}} {
				d.press(menu.open)
				for _, entry := range menu.want {
					d.wantText("k " + entry)
				}
				d.press(d.m.opts.Keys.Sort.Back)
			}
		}
	})
}

func TestTheBadgeOfACopiedLinkThatDiedIsNotThatOfALiveOne(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Copy)
		d.wait(model.DefaultLife)
		d.wantText(d.m.theme.Glyphs.Dead)
		d.wantNoText(d.m.theme.Glyphs.Copied)
	})
}

// TestOnlyALinkThatMattersEndsInAlarm: what was asked for, copied or selected. The rest is no wall of
// yellow.
func TestOnlyALinkThatMattersEndsInAlarm(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		soon := model.Link{URL: model.NewSecret("https://b.example/"), Issued: start, Expires: start.Add(20 * time.Second), Asked: model.DefaultLife, Size: 9}
		f := &fakechat.Chat{Pages: chatOf(2)}
		f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) { return soon, nil }
		d := newDriver(t, f, visible)
		d.press(d.m.opts.Keys.Move.Down)
		d.press(d.m.opts.Keys.Act.Open)
		d.press(d.m.opts.Keys.Move.Up)
		d.m.news = news{} // which says the time too
		for _, size := range sizes() {
			d.send(size)
			for _, line := range strings.Split(d.m.View().Content, "\n") {
				plain, amber := ansi.Strip(line), strings.Contains(line, "38;2;224;175;104")
				if strings.Contains(plain, "file-000") && strings.Contains(plain, "0:1") && amber || strings.Contains(plain, "file-001") && strings.Contains(plain, "0:1") && !amber {
					t.Errorf("at %v: alarm %v: %q", size, amber, plain)
				}
			}
		}
	})
}

func TestNoLinkIsShownWhileNamesAreHidden(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.List.HideNames)
		for _, size := range sizes() {
			d.send(size)
			d.press(d.m.opts.Keys.Act.ShowLink)
			d.wantNoText("id-000", "file-000", "bucket.example", secretQuery)
			d.press(d.m.opts.Keys.List.Back)
		}
	})
}
