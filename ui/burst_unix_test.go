//go:build linux || darwin

package ui

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"attache/model"
)

// worked is how long this thread has computed so far: what else keeps the machine busy is not in it.
func worked(t *testing.T) time.Duration {
	t.Helper()
	var at unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &at); err != nil {
		t.Fatal(err)
	}
	return time.Duration(at.Nano())
}

// keysDuring presses a key again and again while a burst arrives and is taken, and returns what each
// press had to wait for: the message before it, and its own frame.
func keysDuring(t *testing.T, m *Model, each func(model.Update), n int) (waits []time.Duration) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	over := make(chan struct{})
	go func() { burst(each, n); close(over) }()
	down := keyPress(m.opts.Keys.Move.Down.Keys()[0])
	for last := false; ; {
		before := worked(t)
		select {
		case <-m.runner.Ready():
			m.Update(reported{})
			_ = m.View()
		case <-over:
			last, over = true, nil
		default:
			if last {
				return waits
			}
		}
		m.Update(down)
		_ = m.View()
		waits = append(waits, worked(t)-before)
	}
}

func TestKeysAreAnsweredDuringABurstOfNews(t *testing.T) {
	const events = 10_000
	best := time.Hour
	for range 5 { // the garbage of others is collected on anybody's time, but a slow program is slow in every burst
		m, each := watched(t)
		best = min(best, slices.Max(keysDuring(t, m, each, events)))
		checkBurst(t, m, events)
	}
	t.Logf("the slowest key of the best burst waits for %v of work", best)
	if best > 50*time.Millisecond {
		t.Errorf("in every burst a key waits for %v of work or more", best)
	}
}
