package ui

import (
	"testing"
	"time"
)

// A terminal takes fewer: for what is none, the framework uses longer ways to move the cursor.
func TestASecondOfAScreenFullOfCountdownsCostsFewBytes(t *testing.T) {
	const most = 33 * 10 // of as many rows as there is room for
	screenTest(t, func(t *testing.T) {
		f := &fakeSession{pages: chatOf(35)}
		f.link = goodLink(time.Now)
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
