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
	"attache/ui/keys"
	"attache/ui/runner/fakechat"
)

// hyperlinks are the addresses that the terminal is sent to be clicked on.
func (d *driver) hyperlinks() []string {
	var all []string
	for _, part := range strings.Split(d.m.View().Content, "\x1b]8;;")[1:] {
		address, rest, _ := strings.Cut(part, "\x07")
		if address != "" {
			all = append(all, address)
			if ansi.Strip(rest) != "open link" { // up to the sequence that ends it
				d.t.Errorf("the hyperlink is on %q", rest[:min(len(rest), 40)])
			}
		}
	}
	return all
}

func linkTest(t *testing.T, change func(*Options), f func(t *testing.T, d *driver)) {
	t.Helper()
	screenTest(t, func(t *testing.T) {
		fake := &fakechat.Chat{Pages: chatOf(2)}
		now := start
		fake.OnLink = goodLink(func() time.Time { return now })
		d := newDriver(t, fake, change)
		fake.OnLink = goodLink(func() time.Time { return d.now })
		f(t, d)
	})
}

func TestAHyperlinkIsSentOnlyForALinkThatAKeyAskedFor(t *testing.T) {
	for name, tt := range map[string]struct {
		keys func(*keys.Map) []key.Binding
		want int
	}{
		"a link that came by itself": {func(*keys.Map) []key.Binding { return nil }, 0},
		"a link that was copied":     {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Copy} }, 0},
		"a link that was renewed":    {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Renew} }, 0},
		"a link asked for":           {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Open} }, 1},
		"a link being shown":         {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.ShowLink} }, 1},
		"a link that was shown":      {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.ShowLink, k.List.Back} }, 1},
		"the row beside it":          {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Open, k.Move.Down} }, 0},
		"names that are hidden":      {func(k *keys.Map) []key.Binding { return []key.Binding{k.Act.Open, k.List.HideNames} }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			linkTest(t, visible, func(t *testing.T, d *driver) {
				for _, b := range tt.keys(&d.m.opts.Keys) {
					d.press(b)
				}
				got := d.hyperlinks()
				if len(got) != tt.want || tt.want == 1 && !contains(got[0], "/id-000?") {
					t.Errorf("hyperlinks %q, want %d", got, tt.want)
				}
			})
		})
	}
}

func TestAHyperlinkGoesBeforeItsLinkDies(t *testing.T) {
	linkTest(t, func(*Options) {}, func(t *testing.T, d *driver) {
		d.press(d.m.opts.Keys.Act.Open)
		d.wait(model.DefaultLife - model.ExpiryMargin - model.UseMargin)
		if got := d.hyperlinks(); len(got) != 1 {
			t.Errorf("hyperlinks %q where a copy would still be made", got)
		}
		d.wait(time.Second)
		if got := d.hyperlinks(); len(got) != 0 {
			t.Errorf("hyperlinks %q with %v left", got, d.m.session.Row("id-000").Link.Left(d.now))
		}
		d.wantNoText("open link")
	})
}

func TestAHyperlinkTakesNoCellsAndFitsEverywhere(t *testing.T) {
	linkTest(t, func(*Options) {}, func(t *testing.T, d *driver) {
		d.press(d.m.opts.Keys.Act.Open)
		for _, size := range [][2]int{{120, 40}, {110, 30}, {80, 24}, {60, 16}, {40, 10}} {
			d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			if d.m.lay.DetailH == 0 && d.m.lay.SideW == 0 {
				d.press(d.m.opts.Keys.Screen.Details)
			}
			if got := d.hyperlinks(); len(got) != 1 {
				t.Errorf("hyperlinks %q at %v:\n%s", got, size, d.text())
			}
			for line := range strings.SplitSeq(d.m.View().Content, "\n") {
				if w := d.cells(line); w > size[0] {
					t.Errorf("%d cells at %v: %q", w, size, ansi.Strip(line))
				}
			}
		}
	})
}

func TestALinkThatWouldEndTheSequenceIsNoHyperlink(t *testing.T) {
	for _, bad := range []string{"\x1b\\", "\x07", "\u009c", " ", "\n"} {
		screenTest(t, func(t *testing.T) {
			f := &fakechat.Chat{Pages: chatOf(1)}
			d := newDriver(t, f)
			f.OnLink = func(context.Context, string, time.Duration, model.Priority) (model.Link, error) {
				return model.Link{URL: model.NewSecret("https://h.example/" + bad + "x"), Issued: d.now, Expires: d.now.Add(time.Minute), Asked: time.Minute}, nil
			}
			d.press(d.m.opts.Keys.Act.Open)
			if got := d.hyperlinks(); len(got) != 0 {
				t.Errorf("hyperlinks %q", got)
			}
			d.wantNoText("open link")
		})
	}
}

func TestAConsoleThatWouldWriteTheSequenceOutGetsNone(t *testing.T) {
	console := func(o *Options) {
		o.Getenv = func(name string) string { return map[string]string{"TERM": "linux"}[name] }
	}
	linkTest(t, console, func(t *testing.T, d *driver) {
		d.press(d.m.opts.Keys.Act.Open)
		if got := d.hyperlinks(); len(got) != 0 {
			t.Errorf("hyperlinks %q", got)
		}
	})
}
