package system

import (
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"time"
)

// Collector lets Go's garbage collector work between two keys: by itself it begins where memory is asked for, which is
// while a key is answered.
type Collector struct {
	heap    func() (kept, now uint64) // bytes that the last collection kept, and that there are now
	collect func()
	due     atomic.Bool
}

const (
	// collectGrowth is by how many percent the heap has grown when a collection is worth its while.
	collectGrowth = 25
	// collectAfter lets the frame reach the terminal first.
	collectAfter = 6 * time.Millisecond
)

// NewCollector returns a collector, or nil for a person who has set GOGC, and knows better.
func NewCollector(getenv func(string) string) *Collector {
	if getenv("GOGC") != "" {
		return nil
	}
	samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	return &Collector{collect: runtime.GC, heap: func() (kept, now uint64) {
		metrics.Read(samples)
		return samples[0].Value.Uint64(), samples[1].Value.Uint64()
	}}
}

// Rest says that a frame was drawn, so that nothing may be to do for a while. It does not wait. One goroutine calls it.
func (c *Collector) Rest() {
	if c == nil || c.due.Load() {
		return
	}
	kept, now := c.heap()
	if now < kept+kept*collectGrowth/100 {
		return
	}
	c.due.Store(true)
	time.AfterFunc(collectAfter, func() {
		c.collect()
		c.due.Store(false)
	})
}
