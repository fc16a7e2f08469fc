package api

import (
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
)

func TestASocketBringsFilesAsTheyArrive(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		time.Sleep(time.Second)
		if got := w.now().Feed; got != model.FeedLive {
			t.Fatalf("%+v", w.news())
		}
		ch.send("a", "IN_PROGRESS")
		synctest.Wait()
		if got := w.status("a"); got != model.StatusInProgress {
			t.Errorf("status %q", got)
		}
		ch.scanned("a", "APPROVED")
		ch.tell(file("a", "APPROVED"))
		synctest.Wait()
		if got := w.status("a"); got != model.StatusApproved {
			t.Errorf("status %q", got)
		}
		if n := w.filled(); n != 1 {
			t.Errorf("%d times filled, want once after the subscription", n)
		}
	})
}
