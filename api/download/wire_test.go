package download

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// asker asks for links as the service's client does, once.
func asker(way http.RoundTripper) Links {
	return Links{Now: time.Now, Ask: func(ctx context.Context, id string, life time.Duration, _ func(model.CallState)) (model.Link, error) {
		if life == 0 {
			life = model.DefaultLife
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, host+"/participant/attachment", strings.NewReader(`{"AttachmentId":"`+id+`"}`))
		if err != nil {
			return model.Link{}, err
		}
		if t, ok := way.(*http.Transport); ok {
			t.CloseIdleConnections() // a fault may just have cut the one that is kept, and this asks once
		}
		resp, err := way.RoundTrip(req)
		if err != nil {
			return model.Link{}, &model.Problem{Kind: model.KindOffline, Op: opLink}
		}
		defer resp.Body.Close()
		var said struct {
			URL                   string    `json:"Url"`
			URLExpiry             time.Time `json:"UrlExpiry"`
			AttachmentSizeInBytes int64
		}
		if resp.StatusCode != http.StatusOK || json.NewDecoder(resp.Body).Decode(&said) != nil {
			return model.Link{}, &model.Problem{Kind: model.KindInvalid, Op: opLink, Status: resp.StatusCode}
		}
		link := model.Link{Issued: time.Now(), Asked: life, Size: said.AttachmentSizeInBytes, Expires: said.URLExpiry}
		if said.URL != "" {
			link.URL = model.NewSecret(said.URL)
		}
		if said.URLExpiry.IsZero() {
			link.Expires = link.Issued.Add(life)
		}
		return link, nil
	}}
}

// newSaver makes a saver that gets links and files from h. Its waits are the longest that jitter allows,
// so that tests can count on them.
func newSaver(t *testing.T, h http.Handler, change ...func(*Saver)) *Saver {
	t.Helper()
	way := trial.Serve(t, h)
	caller := &wire.Caller{
		Transport: way, Agent: "attache/1.2", Now: time.Now, Log: slog.New(slog.DiscardHandler), Jitter: func() float64 { return 1 },
	}
	s := New(caller, t.TempDir(), 0, nil, asker(way))
	for _, f := range change {
		f(s)
	}
	return s
}

// inBubble runs f where time is ours.
func inBubble(t *testing.T, f func(*testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

// echo is a far side that gives a link and five bytes.
func echo(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		trial.Answer(200, trial.LinkBody(host+"/b/a"))(w, r)
		return
	}
	trial.Answer(200, "12345")(w, r)
}

const host = trial.Host
