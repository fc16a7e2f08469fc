package api

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"syscall"
	"testing"
	"time"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

func TestTroubleThatMayPassIsTriedFiveTimes(t *testing.T) {
	for name, c := range map[string]struct {
		step http.HandlerFunc
		kind model.Kind
		took time.Duration // full jitter at its longest: 0.5+1+2+4 s, throttled 1+2+4+8 s
	}{
		"500":                {trial.Answer(500, `{}`), model.KindServer, 7500 * time.Millisecond},
		"502 page":           {trial.Answer(502, `<html>`), model.KindServer, 7500 * time.Millisecond},
		"503":                {trial.Answer(503, ``), model.KindServer, 7500 * time.Millisecond},
		"504":                {trial.Answer(504, ``), model.KindServer, 7500 * time.Millisecond},
		"429 without a code": {trial.Answer(429, `<html>slow</html>`), model.KindThrottled, 15 * time.Second},
		"400 throttling":     {trial.Answer(400, `{"__type":"ThrottlingException"}`), model.KindThrottled, 15 * time.Second},
		"no answer":          {trial.Drop, model.KindOffline, 7500 * time.Millisecond},
		"cut body":           {trial.Answer(200, `{"Ur`, "Content-Length", "100"), model.KindJunk, 7500 * time.Millisecond},
		"cut JSON":           {trial.Answer(200, `{"Ur`), model.KindJunk, 7500 * time.Millisecond},
		"page":               {trial.Answer(200, `<html>`), model.KindJunk, 7500 * time.Millisecond},
		"empty":              {trial.Answer(200, ``), model.KindJunk, 7500 * time.Millisecond},
		"redirect":           {trial.Answer(302, ``, "Location", "https://portal.example/"), model.KindJunk, 7500 * time.Millisecond},
		"403 page":           {trial.Answer(403, `<html>`), model.KindJunk, 7500 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				s := &trial.Script{Steps: []http.HandlerFunc{c.step}}
				start := time.Now()
				_, err := link(t, newClient(t, s))
				trial.WantKind(t, err, c.kind)
				if n, took := len(s.Requests()), time.Since(start); n != 5 || took < c.took || took > c.took+2*time.Second {
					t.Errorf("%d tries in %v, want 5 in %v", n, took, c.took)
				}
			})
		})
	}
}

func TestWhatIsRefusedForGoodIsAskedOnce(t *testing.T) {
	for name, step := range map[string]http.HandlerFunc{
		"400": trial.Answer(400, `{}`), "401": trial.Answer(401, `{}`), "403": trial.Answer(403, `{}`), "404": trial.Answer(404, `{}`),
		"402": trial.Answer(402, `{}`), "409": trial.Answer(409, `{}`), "501": trial.Answer(501, ``), "broken": trial.Answer(200, `{"Url"; }`),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				s := &trial.Script{Steps: []http.HandlerFunc{step}}
				if _, err := link(t, newClient(t, s)); err == nil {
					t.Error("no error")
				}
				if n := len(s.Requests()); n != 1 {
					t.Errorf("%d requests", n)
				}
			})
		})
	}
}

func TestARetryIsToldWithItsTime(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(500, ``), trial.Answer(200, goodLink)}}
		start, told := time.Now(), &trial.Stages{}
		if _, err := newClient(t, s).Link(t.Context(), "a", 0, model.PriorityAsked, told.Report); err != nil {
			t.Fatal(err)
		}
		if got := told.Names(); !slices.Equal(got, []model.Stage{model.StageAsking, model.StageRetrying, model.StageAsking}) {
			t.Fatalf("stages %v", got)
		}
		retry := told.All[1]
		if retry.Cause != model.KindServer || retry.Try != 2 || retry.Of != 5 || !retry.Until.Equal(start.Add(500*time.Millisecond)) {
			t.Errorf("%+v", retry)
		}
	})
}

func TestTheServersOwnWaitIsObeyed(t *testing.T) {
	for _, c := range []struct {
		status      int
		name, value string
		want        time.Duration
	}{
		{429, "Retry-After", "7", 7 * time.Second},
		{503, "Retry-After", "7", 7 * time.Second},
		{429, "Retry-After", "Sat, 01 Jan 2000 00:00:12 GMT", 12 * time.Second},
		{429, "X-Amz-Retry-After", "2500", 2500 * time.Millisecond},
		{429, "Retry-After", "-3", time.Second},
		{429, "Retry-After", "soon", time.Second},
	} {
		inBubble(t, func(t *testing.T) {
			s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(c.status, ``, c.name, c.value), trial.Answer(200, goodLink)}}
			if _, err := link(t, newClient(t, s)); err != nil {
				t.Fatal(err)
			}
			seen := s.Requests()
			if gap := seen[1].At.Sub(seen[0].At); gap < c.want || gap > c.want+time.Second {
				t.Errorf("%s %s: tried again after %v", c.name, c.value, gap)
			}
		})
	}
}

func TestAWaitUntilADateIsCountedOnTheFarSidesClock(t *testing.T) {
	h := http.Header{"Date": {"Sat, 01 Jan 2000 00:00:00 GMT"}, "Retry-After": {"Sat, 01 Jan 2000 00:00:12 GMT"}}
	if got := wire.RetryAfter(h, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)); got != 12*time.Second {
		t.Errorf("%v", got)
	}
}

func TestAWaitOfAnHourIsNotSatOut(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		start := time.Now()
		_, err := link(t, newClient(t, trial.Answer(429, ``, "Retry-After", "3600")))
		trial.WantKind(t, err, model.KindThrottled)
		if took := time.Since(start); took > time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestCancellingStopsACallAtOnceWhereverItIs(t *testing.T) {
	for name, step := range map[string]http.HandlerFunc{
		"on the wire": trial.Hang, "between two tries": trial.Answer(500, ``), "told to wait": trial.Answer(429, ``, "Retry-After", "60"),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(100*time.Millisecond, cancel)
				start := time.Now()
				_, err := newClient(t, step).Link(ctx, "a", 0, model.PriorityAsked, nil)
				trial.WantKind(t, err, model.KindCancelled)
				if took := time.Since(start); took != 100*time.Millisecond {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestACallersOwnDeadlineIsATimeout(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := newClient(t, http.HandlerFunc(trial.Hang)).Link(ctx, "a", 0, model.PriorityAsked, nil)
		trial.WantKind(t, err, model.KindTimeout)
	})
}

func TestABrokenConnectionIsExplainedWithoutItsAddress(t *testing.T) {
	for _, c := range []struct {
		err   error
		want  string
		again bool
	}{
		{&net.OpError{Op: "dial", Err: &net.DNSError{Name: "x.example", IsNotFound: true}}, "no such host: x.example", false},
		{&net.OpError{Op: "dial", Err: &net.DNSError{Name: "x.example", IsTemporary: true}}, "name lookup failed: x.example", true},
		{&net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, "connection refused", true},
		{&net.OpError{Op: "read", Err: syscall.ECONNRESET}, "connection reset by peer", true},
		{io.ErrUnexpectedEOF, "connection closed", true},
		{io.EOF, "connection closed", true},
		{&net.OpError{Op: "proxyconnect", Err: &net.AddrError{Err: "bad", Addr: "http://user:" + "canary@proxy"}}, "connection broken", true},
	} {
		detail, again, _ := wire.Explain(c.err)
		if detail != c.want || again != c.again {
			t.Errorf("%v: %q %v", c.err, detail, again)
		}
	}
}

func TestACallThatSucceedsTellsItsRequestID(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		told := &trial.Stages{}
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(500, `{}`, "X-Amzn-Requestid", "req-1"), trial.Answer(200, goodLink, "X-Amzn-Requestid", "req-2")}}
		if _, err := newClient(t, s).Link(t.Context(), "a-1", 0, model.PriorityAsked, told.Report); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, state := range told.All {
			ids = append(ids, state.RequestID)
		}
		if last := told.All[len(told.All)-1]; !slices.Equal(ids, []string{"", "req-1", "", "req-2"}) || last.Try != 2 {
			t.Errorf("%q, %+v", ids, last)
		}
	})
}
