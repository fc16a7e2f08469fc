package api

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/trial"
	"attache/model"
)

// service answers every call at once.
func service(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	_, _ = io.WriteString(w, serviceAnswer(r.URL.Path))
}

func serviceAnswer(path string) string {
	switch path {
	case "/participant/attachment":
		return trial.LinkBody(secureHost + "/b/a")
	case "/participant/transcript":
		return `{"Transcript":[]}`
	case "/participant/connection":
		return `{"ConnectionCredentials":{"ConnectionToken":"another"}}`
	case "/participant/start-attachment-upload":
		return `{"AttachmentId":"u","UploadMetadata":{"Url":"` + secureHost + `/b/u"}}`
	case "/participant/complete-attachment-upload":
		return `{}`
	}
	return "12345"
}

// soon is the most a call may take after the network is there again.
const soon = 15 * time.Second

// everyCall is one of each kind.
func everyCall(c *Client) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"link": func(ctx context.Context) error {
			_, err := c.Link(ctx, "a", 0, model.PriorityAsked, nil)
			return err
		},
		"list": func(ctx context.Context) error { return c.Attachments(ctx, nil, func(model.Page) {}) },
		"save": func(ctx context.Context) error {
			o := model.DownloadRequest{Attachment: model.NewAttachment("a", "a.txt", "", ""), OnExists: model.ExistsOverwrite, Meter: new(model.Meter)}
			o.Link = model.Link{URL: model.NewSecret(secureHost + "/b/a"), Issued: time.Now(), Expires: time.Now().Add(time.Hour), Asked: time.Hour}
			_, err := c.Save(ctx, o, nil)
			return err
		},
		"preview": func(ctx context.Context) error {
			o := model.DownloadRequest{Attachment: model.NewAttachment("a", "a.txt", "", ""), Meter: new(model.Meter)}
			o.Link = model.Link{URL: model.NewSecret(secureHost + "/b/a"), Issued: time.Now(), Expires: time.Now().Add(time.Hour), Asked: time.Hour}
			_, err := c.Peek(ctx, o, 100, nil)
			return err
		},
		"people":   func(ctx context.Context) error { _, err := c.People(ctx, nil); return err },
		"exchange": func(ctx context.Context) error { _, err := c.renewToken(ctx, purpose{}); return err },
		"start": func(ctx context.Context) error {
			_, err := c.startUpload(ctx, model.Outgoing{Name: "a.txt", ContentType: "text/plain", Size: 5}, "once", nil)
			return err
		},
		"complete": func(ctx context.Context) error { return c.completeUpload(ctx, "u", "once", nil) },
	}
}

func callNames() []string {
	return []string{"link", "list", "save", "preview", "people", "exchange", "start", "complete"}
}

// warm fills the pool with connections that have been used.
func warm(t *testing.T, call func(context.Context) error) {
	t.Helper()
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if err := call(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestACallOnADeadConnectionAnswersSoon(t *testing.T) {
	for _, http2 := range []bool{false, true} {
		for _, name := range callNames() {
			t.Run(fmt.Sprint(name, " HTTP/2 ", http2), func(t *testing.T) {
				inBubble(t, func(t *testing.T) {
					c, n := overTLS(t, http.HandlerFunc(service), http2)
					call := everyCall(c)[name]
					warm(t, call)
					n.swallow(false)
					for range 3 {
						start := time.Now()
						if err := call(t.Context()); err != nil || time.Since(start) > soon {
							t.Errorf("%v after %v", err, time.Since(start))
						}
					}
				})
			})
		}
	}
}

func TestACallUnderWayAnswersSoonAfterTheNetworkIsBack(t *testing.T) {
	slow := func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(2 * time.Second)
		service(w, r)
	}
	for _, http2 := range []bool{false, true} {
		for _, name := range callNames() {
			for _, away := range []time.Duration{0, 3 * time.Second, 7 * time.Second, 13 * time.Second, time.Minute, 10 * time.Minute} {
				t.Run(fmt.Sprint(name, away, " HTTP/2 ", http2), func(t *testing.T) {
					inBubble(t, func(t *testing.T) {
						c, n := overTLS(t, http.HandlerFunc(slow), http2)
						call := everyCall(c)[name]
						warm(t, call)
						outage(t, n, call, away)
					})
				})
			}
		}
	}
}

// outage lets a call after the other run while the network goes away and comes back.
func outage(t *testing.T, n *network, call func(context.Context) error, away time.Duration) {
	ctx, cancel := context.WithCancel(t.Context())
	answered := make(chan time.Time, 1)
	var group sync.WaitGroup
	defer group.Wait()
	defer cancel()
	var back time.Time
	var mu sync.Mutex
	group.Go(func() {
		for ctx.Err() == nil {
			err := call(ctx)
			mu.Lock()
			isBack := !back.IsZero()
			mu.Unlock()
			if isBack && err == nil {
				answered <- time.Now()
				return
			}
			time.Sleep(time.Millisecond)
		}
	})
	time.Sleep(time.Second)
	n.swallow(true)
	time.Sleep(away)
	mu.Lock()
	back = time.Now()
	mu.Unlock()
	n.rise()
	if took := (<-answered).Sub(back); took > soon {
		t.Errorf("the first answer came %v after the network was back", took)
	}
}

func TestAnHTTP2ConnectionThatIsWaitedOnLongIsNotTakenForDead(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		slow := func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(callTime - time.Second)
			service(w, r)
		}
		c, n := overTLS(t, http.HandlerFunc(slow), true)
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if len(n.wires) != 1 {
			t.Errorf("%d connections", len(n.wires))
		}
	})
}
