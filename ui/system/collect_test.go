package system

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestGarbageIsCollectedWhereAFrameWasDrawnAndOnlyWhenThereIsSome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now, collected, start := uint64(100), 0, time.Now()
		var at time.Duration
		c := &Collector{heap: func() (uint64, uint64) { return 100, now }, collect: func() {
			collected, at = collected+1, time.Since(start)
			time.Sleep(time.Second)
			now = 100
		}}
		pass := func() { c.Rest(); synctest.Wait(); time.Sleep(collectAfter / 2); synctest.Wait() }
		for now = 100; now < 125; now++ {
			pass()
		}
		if collected != 0 {
			t.Errorf("it was collected %d times before the heap had grown by a quarter", collected)
		}
		start = time.Now()
		for range 10 { // frames that are drawn meanwhile begin no other
			pass()
		}
		if collected != 1 || at != collectAfter {
			t.Errorf("it was collected %d times, %v after the frame, want once after %v", collected, at, collectAfter)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		pass()
		if now = 200; collected != 1 {
			t.Error("it was collected again with nothing to collect")
		}
		pass()
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if collected != 2 {
			t.Errorf("after more garbage it was collected %d times, want 2", collected)
		}
	})
}

func TestTheHeapIsMeasuredAsItIsKeptAndAsItGrows(t *testing.T) {
	c := NewCollector(func(string) string { return "" })
	c.collect()
	kept, before := c.heap()
	garbage := make([]byte, 64<<20)
	_, after := c.heap()
	if kept == 0 || kept > before+64<<20 || after < before+uint64(len(garbage)) {
		t.Errorf("%d bytes were kept, %d are there, and with 64 MiB more %d", kept, before, after)
	}
	if NewCollector(func(string) string { return "off" }) != nil {
		t.Error("somebody has set GOGC, and it is collected all the same")
	}
	(*Collector)(nil).Rest()
}
