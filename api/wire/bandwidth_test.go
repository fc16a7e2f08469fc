package wire

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

type far func(*http.Request) (*http.Response, error)

func (f far) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func TestAllTransfersTogetherKeepToTheBandwidth(t *testing.T) {
	for _, perSecond := range []int64{20_000, 2_000_000, 50_000_000} {
		synctest.Test(t, func(t *testing.T) {
			size := int(perSecond)
			transport := NewBandwidth(perSecond).Over(far(func(req *http.Request) (*http.Response, error) {
				if req.Method == http.MethodPut {
					_, _ = io.Copy(io.Discard, req.Body)
					return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
				}
				return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(make([]byte, size)))}, nil
			}))
			began := time.Now()
			var all sync.WaitGroup
			for _, method := range []string{http.MethodGet, http.MethodGet, http.MethodPut, http.MethodPut} {
				all.Go(func() {
					req, _ := http.NewRequestWithContext(t.Context(), method, "https://x.example", bytes.NewReader(make([]byte, size)))
					resp, err := transport.RoundTrip(req)
					if err != nil {
						t.Error(err)
						return
					}
					_, _ = io.Copy(io.Discard, resp.Body)
				})
			}
			all.Wait()
			if took := time.Since(began).Seconds(); took < 4*0.95 || took > 4*1.05 {
				t.Errorf("%d bytes a second: four seconds' worth took %.2f s", perSecond, took)
			}
		})
	}
}

// TestABusyMachineIsMadeUpFor has every read wait as long as a machine with other work may hold it up.
func TestABusyMachineIsMadeUpFor(t *testing.T) {
	for _, perSecond := range []int64{2_000_000, 10_000_000, 50_000_000} {
		synctest.Test(t, func(t *testing.T) {
			data := held{bytes.NewReader(make([]byte, 4*perSecond)), perSecond}
			transport := NewBandwidth(perSecond).Over(far(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(data)}, nil
			}))
			req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://x.example", http.NoBody)
			began := time.Now()
			resp, err := transport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.CopyBuffer(struct{ io.Writer }{io.Discard}, resp.Body, make([]byte, 1<<20))
			if took := time.Since(began).Seconds(); took < 4*0.95 || took > 4*1.05 {
				t.Errorf("%d bytes a second: four seconds' worth took %.2f s", perSecond, took)
			}
		})
	}
}

// held is read with a stall of 40 ms in every tenth of a second's worth.
type held struct {
	*bytes.Reader

	perSecond int64
}

func (h held) Read(p []byte) (int, error) {
	before := h.Len()
	n, err := h.Reader.Read(p)
	if tenth := int(h.perSecond / 10); before/tenth != (before-n)/tenth {
		time.Sleep(40 * time.Millisecond)
	}
	return n, err
}

func TestWhatIsNoTransferIsNotHeldUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		socket := io.NopCloser(bytes.NewReader(make([]byte, 1<<20)))
		transport := NewBandwidth(1000).Over(far(func(req *http.Request) (*http.Response, error) {
			status := http.StatusOK
			if req.Method == http.MethodGet {
				status = http.StatusSwitchingProtocols
			}
			return &http.Response{StatusCode: status, Body: socket}, nil
		}))
		began := time.Now()
		for _, method := range []string{http.MethodPost, http.MethodGet} {
			req, _ := http.NewRequestWithContext(t.Context(), method, "https://x.example", http.NoBody)
			resp, err := transport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.Copy(io.Discard, resp.Body)
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("took %v", took)
		}
		if NewBandwidth(0).Over(http.DefaultTransport) != http.DefaultTransport {
			t.Error("no bound, and it is in the way")
		}
	})
}

func TestACancelledTransferDoesNotWaitForItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		transport := NewBandwidth(1000).Over(far(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(bytes.NewReader(make([]byte, 1<<20)))}, nil
		}))
		req, _ := http.NewRequestWithContext(ctx, http.MethodGet, "https://x.example", http.NoBody)
		resp, err := transport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(5*time.Second, cancel)
		began := time.Now()
		if _, err := io.Copy(io.Discard, resp.Body); err == nil || time.Since(began) > 5*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}
