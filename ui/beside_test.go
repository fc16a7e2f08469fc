package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/ui/runner/fakechat"
	"attache/ui/style"
)

func TestKeysReachAllOfWhatStandsBesideTheList(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		long := strings.Repeat("a long name ", 60) + ".pdf"
		f := &fakechat.Chat{Pages: named(long, "short.pdf")}
		d := newDriver(t, f)
		f.OnLink = goodLink(func() time.Time { return d.now })
		d.send(tea.WindowSizeMsg{Width: 120, Height: 20})
		k := &d.m.opts.Keys
		d.press(k.View.Focus)
		d.press(k.Move.Bottom)
		if rest := d.m.scene().sideRest(); rest <= 0 || d.m.pane.sideTop != rest || d.m.list.CursorIndex() != 0 {
			t.Fatalf("the details show line %d on of %d, the list row %d", d.m.pane.sideTop, rest, d.m.list.CursorIndex())
		}
		d.wantText("back to the list")
		d.press(k.Move.Up)
		if d.m.pane.sideTop != d.m.scene().sideRest()-1 {
			t.Error("the details do not go up")
		}
		d.press(k.List.Back)
		d.press(k.Move.Down)
		if d.m.list.CursorIndex() != 1 || d.m.pane.sideTop != 0 {
			t.Error("the keys do not go back to the list")
		}
		d.send(tea.WindowSizeMsg{Width: 120, Height: 40})
		d.press(k.View.Focus) // a short name leaves nothing to scroll
		d.press(k.Move.Up)
		if d.m.list.CursorIndex() != 0 {
			t.Error("the keys went to details that are all there")
		}
	})
}

func TestTheKeysStayInSightUnderALongMessage(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(9)})
		d.send(tea.WindowSizeMsg{Width: 40, Height: 10})
		for _, k := range []bool{false, true} { // the cursor on the last row that shows, which stays in sight too
			if k {
				d.press(d.m.opts.Keys.Move.Bottom)
			}
			d.m.say(style.Warning, "The first half says what happened, the second what to do")
			lines := strings.Split(d.text(), "\n")
			if len(lines) != 10 || !strings.Contains(lines[9], d.m.opts.Keys.Screen.Help.Help().Key) {
				t.Errorf("no keys in the last line:\n%s", d.text())
			}
			d.wantText("The first half", "to do", "file-"+d.m.list.Cursor()[len("id-"):])
		}
	})
}
