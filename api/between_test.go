package api

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// pages are what something on the way answers with in place of the service.
func pages() map[string]string {
	return map[string]string{
		"HTML page":    "<!DOCTYPE html><html>Blocked by policy</html>",
		"XML document": "<Error><Code>AccessDenied</Code></Error>",
		"not JSON":     "Forbidden",
		"":             "",
	}
}

func TestOnlyTheServicesOwnAnswerRefusesAToken(t *testing.T) {
	for _, status := range []int{400, 401, 402, 403, 404, 405, 407, 408, 409, 413, 451, 499, 511} {
		for detail, page := range pages() {
			inBubble(t, func(t *testing.T) {
				s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(status, page), trial.Answer(status, page), trial.Answer(200, goodLink)}}
				if _, err := link(t, newClient(t, s)); err != nil {
					t.Errorf("%d %q is not tried again: %v", status, page, err)
				}
				_, err := link(t, newClient(t, trial.Answer(status, page)))
				if p := trial.WantKind(t, err, model.KindJunk); p.Status != status || p.Detail != detail {
					t.Errorf("%d %q: %v", status, page, p)
				}
			})
		}
	}
	for name, own := range map[string]http.HandlerFunc{
		"by header": trial.Answer(403, "", "X-Amzn-Errortype", "AccessDeniedException"),
		"by type":   trial.Answer(403, `{"__type":"AccessDeniedException"}`),
		"by JSON":   trial.Answer(401, `{"message":"no"}`),
	} {
		inBubble(t, func(t *testing.T) {
			s := &trial.Script{Steps: []http.HandlerFunc{own}}
			_, err := link(t, newClient(t, s))
			if trial.WantKind(t, err, model.KindDenied); len(s.Requests()) != 1 {
				t.Errorf("%s: %d requests", name, len(s.Requests()))
			}
		})
	}
	for name, step := range map[string]http.HandlerFunc{
		"a proxy's JSON": trial.Answer(403, `{"error":"blocked by the gateway"}`), "401": trial.Answer(401, `{"status":401,"reason":"sign in"}`),
		"407": trial.Answer(407, `{"message":"no"}`), "511": trial.Answer(511, `{"message":"no"}`),
	} {
		inBubble(t, func(t *testing.T) {
			_, err := link(t, newClient(t, step))
			if p := trial.WantKind(t, err, model.KindJunk); p.Op != wire.OpAttachment {
				t.Errorf("%s: %v", name, p)
			}
		})
	}
}

// TestAPageInBetweenEndsNothing lets every call meet a page for an hour, with each kind of token and
// at each moment of a watch: afterwards everything is as it was.
func TestAPageInBetweenEndsNothing(t *testing.T) {
	for _, status := range []int{200, 302, 401, 403, 407, 511} {
		for _, participant := range []bool{false, true} {
			for _, from := range []time.Duration{time.Millisecond, time.Minute} {
				t.Run(fmt.Sprint(status, participant, from), func(t *testing.T) {
					inBubble(t, func(t *testing.T) { portal(t, status, participant, from) })
				})
			}
		}
	}
}

func portal(t *testing.T, status int, participant bool, from time.Duration) {
	ch := newChat(t)
	ch.add(nil)
	var shut atomic.Bool
	ch.upgrade = func(w http.ResponseWriter) bool {
		if shut.Load() {
			trial.Answer(status, "<html>Sign in</html>")(w, nil)
		}
		return shut.Load()
	}
	through := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if shut.Load() && r.Method == http.MethodPost {
			trial.Answer(status, "<html>Sign in</html>", "Location", "https://portal.example/")(w, r)
			return
		}
		ch.ServeHTTP(w, r)
	})
	c := newClient(t, through, func(o *Options) {
		o.ConnectionToken = model.NewSecret("first-token")
		if participant {
			o.ParticipantToken = model.NewSecret("participant-token")
		}
	})
	w := watchChat(t, c)
	time.Sleep(from)
	shut.Store(true)
	ch.drop()
	time.Sleep(time.Hour)
	for _, n := range w.news() {
		if n.Refused != nil {
			t.Fatalf("the token was refused: %v", n.Refused)
		}
	}
	if participant != !c.tokens.participant.IsZero() {
		t.Error("the participant token was thrown away")
	}
	shut.Store(false)
	ch.add(file("later", "APPROVED"))
	time.Sleep(15 * time.Minute)
	if got := w.status("later"); got != model.StatusApproved {
		t.Errorf("status %q, %+v", got, w.now())
	}
}
