package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/keys"
	"attache/ui/runner/fakechat"
)

// forms are the keys of the copy-as menu with what each of them copies.
func forms(k *keys.Map) []struct {
	key  key.Binding
	form model.Form
	says string
} {
	return []struct {
		key  key.Binding
		form model.Form
		says string
	}{
		{k.Form.Link, model.FormLink, "Link to file-000.pdf sent"},
		{k.Form.ID, model.FormID, "ID of file-000.pdf sent"},
		{k.Form.Name, model.FormName, "Name of file-000.pdf sent"},
		{k.Form.Curl, model.FormCurl, "curl command of file-000.pdf sent"},
		{k.Form.Markdown, model.FormMarkdown, "Markdown link of file-000.pdf sent"},
		{k.Form.JSON, model.FormJSON, "JSON of file-000.pdf sent"},
	}
}

func TestEachLetterOfTheMenuCopiesInItsForm(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.Open)
		for i, c := range forms(&d.m.opts.Keys) {
			d.press(d.m.opts.Keys.Act.CopyAs)
			d.press(c.key)
			a, _ := d.m.selected()
			l := d.m.session.Row(a.ID).Link
			want := c.form.Write([]model.Linked{{Attachment: a, Link: l, Dies: l.Expires.Local()}}, d.now).Reveal()
			if len(d.copied) != i+1 || d.copied[i] != want {
				t.Fatalf("copied %q, want %q", d.copied, want)
			}
			d.wantText(c.says)
			if contains(d.text(), ", valid ") != c.form.HasLink() {
				t.Errorf("form %d:\n%s", c.form, d.text())
			}
			d.wantNoText(secretQuery)
		}
		if len(f.LinkIDs) != 1 {
			t.Errorf("asked %d times for a link that was good", len(f.LinkIDs))
		}
	})
}

func TestEveryFormWithALinkRenewsADeadOneFirst(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(1)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		for i, c := range forms(&d.m.opts.Keys) {
			d.press(d.m.opts.Keys.Act.Renew)
			d.wait(model.DefaultLife - model.UseMargin + time.Second)
			before := len(f.LinkIDs)
			d.press(d.m.opts.Keys.Act.CopyAs)
			d.press(c.key)
			if got := len(f.LinkIDs) - before; got == 1 != c.form.HasLink() || len(d.copied) != i+1 {
				t.Errorf("form %d: asked %d times, copied %q", c.form, got, d.copied)
			}
			if c.form.HasLink() && !contains(d.text(), "New ") {
				t.Errorf("form %d does not say so:\n%s", c.form, d.text())
			}
		}
	})
}

func TestMarkedFilesAreCopiedInListOrder(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(4)}
		d := newDriver(t, f)
		good := goodLink(func() time.Time { return d.now })
		f.OnLink = func(ctx context.Context, id string, life time.Duration, u model.Priority) (model.Link, error) {
			if id == "id-001" {
				return model.Link{}, &model.Problem{Kind: model.KindServer, Op: "GetAttachment", Status: 500}
			}
			return good(ctx, id, life, u)
		}
		k := &d.m.opts.Keys
		d.press(k.Mark.Toggle)
		d.press(k.Mark.Toggle)
		d.press(k.Mark.Toggle)
		d.press(k.Act.CopyAs)
		d.wantText("copy as", "3 files")
		d.hold()
		d.press(k.Form.Curl)
		if len(d.copied) != 0 {
			t.Error("copied before the links were there")
		}
		d.release()
		if len(d.copied) != 1 {
			t.Fatalf("copied %q", d.copied)
		}
		lines := strings.Split(d.copied[0], "\n")
		if len(lines) != 2 || !contains(lines[0], "-o file-000.pdf '") || !contains(lines[1], "-o file-002.pdf '") {
			t.Errorf("copied %q", lines)
		}
		d.wantText("2 curl commands sent", "1 failed")
	})
}

func TestTheIDOfARejectedFileCanBeCopied(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		pages := chatOf(1)
		pages[0].Attachments[0].Status = model.StatusRejected
		d := newDriver(t, &fakechat.Chat{Pages: pages})
		k := &d.m.opts.Keys
		d.press(k.Act.CopyAs)
		d.press(k.Form.ID)
		d.press(k.Act.CopyAs)
		d.press(k.Form.Markdown)
		if len(d.copied) != 1 || d.copied[0] != "id-000" {
			t.Errorf("copied %q", d.copied)
		}
		d.wantText("scanner")
	})
}

func TestAnotherKeyLeavesTheMenuAndDoesNothing(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(2)})
		before := d.text()
		for _, b := range []key.Binding{d.m.opts.Keys.Form.Back, d.m.opts.Keys.Move.Down, d.m.opts.Keys.Act.Copy} {
			d.press(d.m.opts.Keys.Act.CopyAs)
			d.press(b)
			if got := d.text(); got != before || len(d.copied) != 0 {
				t.Errorf("after %s: copied %q,\n%s", b.Help().Key, d.copied, got)
			}
		}
	})
}

func TestInTheLinkPaneTheMenuIsAboutThatLink(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(3)}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		k := &d.m.opts.Keys
		d.press(k.Mark.Toggle) // marks the first, and moves on to the second
		d.press(k.Act.ShowLink)
		d.press(k.Act.CopyAs)
		d.press(k.Form.Curl)
		if len(d.copied) != 1 || !contains(d.copied[0], "-o file-001.pdf") {
			t.Errorf("copied %q, want the file on screen", d.copied)
		}
	})
}

func TestTheMenuHasOneLineAtEverySize(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(5)}, func(o *Options) {
			eachBinding(&o.Keys, func(b *key.Binding) { b.SetHelp("k", "word") })
			for b, word := range map[*key.Binding]string{
				&o.Keys.Form.ID: "ID", &o.Keys.Form.Name: "name", &o.Keys.Form.Curl: "curl",
				&o.Keys.Form.Markdown: "Markdown", &o.Keys.Form.JSON: "JSON", &o.Keys.Form.Link: "link",
			} {
				b.SetHelp(strings.ToLower(word[:1]), word)
			}
		})
		for _, size := range []struct {
			w, h int
			last string
		}{{120, 40, "l link"}, {80, 24, "l link"}, {60, 16, "l link"}, {40, 10, "j JSON"}} {
			d.send(tea.WindowSizeMsg{Width: size.w, Height: size.h})
			d.press(d.m.opts.Keys.Act.CopyAs)
			d.wantText("i ID", "n name", "c curl", "m Markdown", size.last)
			for line := range strings.SplitSeq(d.text(), "\n") {
				if d.m.theme.Width(line) > size.w {
					t.Errorf("%d cells at %d: %q", d.m.theme.Width(line), size.w, line)
				}
			}
			d.press(d.m.opts.Keys.Form.Back)
		}
	})
}

func TestHelpNamesTheFormsToCopyIn(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(1)})
		d.send(tea.WindowSizeMsg{Width: 120, Height: 100})
		d.press(d.m.opts.Keys.Screen.Help)
		d.wantText("Copy as (after " + d.m.opts.Keys.Act.CopyAs.Help().Key + ")")
		for _, b := range d.m.opts.Keys.Forms() {
			d.wantText(b.Help().Desc)
		}
	})
}

func TestAFileBeingScannedIsCopiedLaterInTheFormAskedFor(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		pages := chatOf(1)
		pages[0].Attachments[0].Status = model.StatusInProgress
		f := &fakechat.Chat{Pages: pages}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.press(d.m.opts.Keys.Act.CopyAs)
		d.press(d.m.opts.Keys.Form.Curl)
		if len(d.copied) != 0 {
			t.Fatalf("copied %q", d.copied)
		}
		f.Pages = chatOf(1)
		d.reload()
		if len(d.copied) != 1 || !contains(d.copied[0], "curl -fg -o file-000.pdf") {
			t.Errorf("copied %q", d.copied)
		}
	})
}
