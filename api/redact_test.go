package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/api/transcript"
	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// What must be seen nowhere: two tokens, and what authenticates in a pre-signed URL.
const (
	canaryConnection  = "CANARYconnection0001"
	canaryParticipant = "CANARYparticipant001"
	canaryFresh       = "CANARYfresh000000001"
	canaryPage        = "CANARYnextpage000001"
	canarySignature   = "CANARYsignature00001"
	canaryLink        = host + "/bucket/a?X-Amz-Credential=CANARYcredential0001%2Fx&X-Amz-Security-Token=CANARYsession%2B0001&X-Amz-Signature=" + canarySignature
)

// shown is every way in which a value may be printed by accident.
func shown(v any) string {
	var b bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		fmt.Fprintf(&b, verb+"\n", v)
	}
	for _, h := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
		slog.New(h).Error("x", "v", v)
	}
	return b.String()
}

// wantNoCanary fails if text holds a canary, plain, escaped or in hexadecimal.
func wantNoCanary(t *testing.T, what, text string) {
	t.Helper()
	plain, err := url.QueryUnescape(strings.ReplaceAll(text, "%", "%25"))
	if err != nil {
		plain = ""
	}
	for _, s := range []string{text, plain} {
		for _, mark := range []string{"CANARY", "43414e415259", "43 41 4e 41 52 59", "67 65 78 65 82 89"} {
			if i := strings.Index(s, mark); i >= 0 {
				t.Errorf("%s shows %.60q", what, s[max(i-30, 0):])
				return
			}
		}
	}
}

func TestNoTypeOfThePackagePrintsASecret(t *testing.T) {
	secret := model.NewSecret(canaryConnection)
	link := model.Link{URL: model.NewSecret(canaryLink)}
	endpoint := &url.URL{Scheme: "https", Host: "x.example"}
	o := Options{Endpoint: endpoint, ConnectionToken: secret, ParticipantToken: model.NewSecret(canaryParticipant)}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var connection connectionAnswer
	var page transcript.Answer
	var attachment attachmentAnswer
	for text, into := range map[string]any{
		`{"ConnectionCredentials":{"ConnectionToken":"` + canaryFresh + `"}}`: &connection,
		`{"NextToken":"` + canaryPage + `"}`:                                  &page,
		`{"Url":"` + canaryLink + `"}`:                                        &attachment,
	} {
		if what, _ := wire.Decode([]byte(text), into); what != "" {
			t.Fatal(what)
		}
	}
	if page.NextToken.Reveal() != canaryPage || attachment.URL.Reveal() != canaryLink {
		t.Fatal("the answers were not read")
	}
	k := call{op: getTranscript(), bearer: secret, body: jsonBody(map[string]any{"NextToken": canaryPage})}
	for _, v := range []any{
		o, &o, c, c.tokens,
		[1]*tokens{c.tokens},
		heldToken{secret, 1},
		&heldToken{secret, 1}, k, &k,
		connection, &connection, page, &page, attachment, &attachment,
		link,
		model.DownloadRequest{Link: link},
		model.Saved{Link: link},
		[]any{secretText{secret}, transcript.NextToken{Secret: secret}},
		map[string]any{"k": secretText{secret}},
		wire.Fault{Problem: &model.Problem{Kind: model.KindDenied}},
	} {
		wantNoCanary(t, fmt.Sprintf("%T", v), shown(v))
	}
}

func TestNoErrorAndNoLogLineShowsASecret(t *testing.T) {
	places := []string{"/bucket", "/participant/attachment", "/participant/connection", "/participant/transcript"}
	if testing.Short() {
		places = places[:1]
	}
	for _, place := range places {
		for name, fail := range failures() {
			inBubble(t, func(t *testing.T) { failEverything(t, name+" at "+place, place, canaries(t).failAt(place, fail)) })
		}
	}
}

// failEverything makes each kind of call of a far side that fails, and looks at all that can be
// seen of it.
func failEverything(t *testing.T, what, place string, h *chat) {
	t.Helper()
	var lines lockedBuffer
	c := newClient(t, h, func(o *Options) {
		o.ConnectionToken, o.ParticipantToken = model.NewSecret(canaryConnection), model.NewSecret(canaryParticipant)
		if place == "/participant/connection" {
			o.ConnectionToken = model.Secret{}
		}
		o.Log = slog.New(slog.NewTextHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	var told trial.Stages
	walkErr := c.Attachments(t.Context(), told.Report, func(model.Page) {})
	_, linkErr := c.Link(t.Context(), "a", 0, model.PriorityAsked, told.Report)
	saved, saveErr := c.Save(t.Context(), model.DownloadRequest{Attachment: model.NewAttachment("a", "a.txt", "", "")}, told.Report)
	failed := 0
	for _, err := range []error{walkErr, linkErr, saveErr} {
		if err != nil {
			failed++
		}
		for ; err != nil; err = errors.Unwrap(err) {
			wantNoCanary(t, what, shown(err))
		}
	}
	if h.failed == 0 || failed == 0 || !strings.Contains(lines.String(), "op=") {
		t.Errorf("%s: %d failed, log %q", what, failed, lines.String())
	}
	wantNoCanary(t, what+": report", shown(told.All))
	wantNoCanary(t, what+": result", shown(saved))
	wantNoCanary(t, what+": log", lines.String())
	wantNoCanary(t, what+": status", shown(c.Status()))
}

// lockedBuffer is a log that several goroutines write to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestALogLineHoldsFourThings(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		var lines lockedBuffer
		c := newClient(t, trial.Answer(200, goodLink, "X-Amzn-Requestid", "req-1"), func(o *Options) {
			o.Log = slog.New(slog.NewTextHandler(&lines, &slog.HandlerOptions{Level: slog.LevelDebug}))
		})
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		want := "level=DEBUG msg=call op=GetAttachment status=200 ms=0 request_id=req-1\n"
		if got := lines.String(); !strings.HasSuffix(got, want) {
			t.Errorf("%q", got)
		}
	})
}

func TestRealTransportErrorsHoldNoURL(t *testing.T) {
	server := httptest.NewUnstartedServer(canaries(t))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it tells of the handshake that must fail
	server.StartTLS()
	defer server.Close()
	endpoint, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(Options{Endpoint: endpoint, ConnectionToken: model.NewSecret(canaryConnection), Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, err = c.Link(ctx, "a", 0, model.PriorityAsked, nil)
	p := trial.WantKind(t, err, model.KindOffline)
	if p.Detail != "TLS certificate signed by unknown authority" {
		t.Errorf("%+v", p)
	}
	wantNoCanary(t, "TLS", shown(err))
}
