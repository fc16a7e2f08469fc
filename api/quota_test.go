package api

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/model"
)

// counting counts what the service throttles.
type counting struct {
	http.RoundTripper
	mu               sync.Mutex
	calls, throttled int
}

func (c *counting) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := c.RoundTripper.RoundTrip(r)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	if err == nil && resp.StatusCode == http.StatusTooManyRequests {
		c.throttled++
	}
	return resp, err
}

// links asks for n links at once, at the given rate, of a service that allows 8 a second and 12 at once,
// while others make so many calls a second. It returns how long that takes.
func links(t *testing.T, n int, perSecond float64, other int, change ...func(c *Client)) (*counting, time.Duration) {
	t.Helper()
	count := &counting{}
	c, server := newEmulated(t, emulator.Options{Scenario: "bulk", Count: n, Faults: []string{"no-retry-after"}}, func(o *Options) {
		o.Rate = perSecond
		count.RoundTripper, o.Transport = o.Transport, count
	})
	for _, f := range change {
		f(c)
	}
	var ids []string
	if err := c.Attachments(t.Context(), nil, func(p model.Page) {
		for _, a := range p.Attachments {
			ids = append(ids, a.ID)
		}
	}); err != nil || len(ids) != n {
		t.Fatalf("%d files: %v", len(ids), err)
	}
	time.Sleep(time.Minute)
	others(t, server, other)
	count.calls, count.throttled = 0, 0
	began := time.Now()
	var group sync.WaitGroup
	for _, id := range ids {
		group.Go(func() {
			for {
				if _, err := c.Link(t.Context(), id, 0, model.PriorityAsked, nil); err == nil {
					return
				}
			}
		})
	}
	group.Wait()
	return count, time.Since(began)
}

// others use the quota as well, steadily, until the test ends.
func others(t *testing.T, server *emulator.Server, perSecond int) {
	t.Helper()
	if perSecond == 0 {
		return
	}
	ticker := time.NewTicker(time.Second / time.Duration(perSecond))
	done := make(chan struct{})
	t.Cleanup(func() { ticker.Stop(); close(done) })
	go func() {
		for {
			select {
			case <-ticker.C:
			case <-done:
				return
			}
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/participant/attachment", strings.NewReader(`{"AttachmentId":"x"}`))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Amz-Bearer", server.ConnectionToken())
			server.ServeHTTP(httptest.NewRecorder(), r)
		}
	}()
	time.Sleep(10 * time.Second)
}

// physical is how long n calls take at least, where 8 a second and 12 at once pass.
func physical(n int) time.Duration { return time.Duration(n-12) * time.Second / 8 }

func TestTwoHundredLinksTakeHardlyLongerThanTheQuotaAllows(t *testing.T) {
	const n = 200
	for perSecond, most := range map[float64]int{8: 0, 100: n * 4 / 100} {
		inBubble(t, func(t *testing.T) {
			count, took := links(t, n, perSecond, 0)
			if count.throttled > most || float64(took) > 1.05*float64(physical(n)) {
				t.Errorf("at %v a second: %d of %d calls throttled, want %d at most; it takes %v, physically %v",
					perSecond, count.throttled, count.calls, most, took, physical(n))
			}
		})
	}
}

func TestABurstIsThrottledNoMoreThanEvenCalls(t *testing.T) {
	even := func(c *Client) { c.limiter.allowance.saved.SetBurst(1) }
	for _, n := range []int{8, 25, 100} {
		for other := range 8 {
			var with, without int
			inBubble(t, func(t *testing.T) {
				count, _ := links(t, n, defaultRate, other)
				with = count.throttled
			})
			inBubble(t, func(t *testing.T) {
				count, _ := links(t, n, defaultRate, other, even)
				without = count.throttled
			})
			const chance = 1 // whose call comes first when both are due
			if with > without+chance {
				t.Errorf("%d links, while others make %d calls a second: %d calls throttled, evenly %d", n, other, with, without)
			}
		}
	}
}
