package ui

import (
	"sync/atomic"
	"testing"
	"time"

	"attache/ui/runner/fakechat"
)

// A terminal takes fewer: for what is none, the framework uses longer ways to move the cursor.
func TestASecondOfAScreenFullOfCountdownsCostsFewBytes(t *testing.T) {
	const most = 33 * 9 // of as many rows as there is room for
	screenTest(t, func(t *testing.T) {
		f := &fakechat.Chat{Pages: chatOf(35)}
		f.OnLink = goodLink(time.Now)
		_, out, end := onTape(t, f, visible)
		after(90*time.Second + 500*time.Millisecond)
		before := out.len()
		after(time.Minute)
		if cost := (out.len() - before) / 60; cost == 0 || cost > most {
			t.Errorf("a second costs %d bytes, want at most %d", cost, most)
		}
		end()
	})
}

func TestWhatReadingAChatTookIsGivenBackEachTime(t *testing.T) {
	screenTest(t, func(t *testing.T) {
		var trims atomic.Int32
		d := newDriver(t, &fakechat.Chat{Pages: chatOf(40)}, func(o *Options) { o.Trim = func() { trims.Add(1) } })
		if trims.Load() != 1 {
			t.Errorf("%d times after the first reading", trims.Load())
		}
		d.press(d.m.opts.Keys.List.Reload)
		if trims.Load() != 2 {
			t.Errorf("%d times after the second", trims.Load())
		}
	})
}
