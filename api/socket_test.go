package api

import (
	"context"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"attache/api/trial"
	"attache/model"
)

// opensUnder reports how many sockets were opened once the watch had a few minutes with the trouble.
func opensUnder(t *testing.T, trouble func(ch *chat)) (sockets int, w *watched) {
	t.Helper()
	ch := newChat(t)
	ch.add(nil)
	trouble(ch)
	w = watchChat(t, ch.client(true))
	time.Sleep(3 * time.Minute)
	synctest.Wait()
	return ch.count("CreateParticipantConnection"), w
}

func TestAHeartbeatWithoutAnswerMeansReconnecting(t *testing.T) {
	for _, silent := range []string{"aws/heartbeat", "aws/ping"} {
		t.Run(silent, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				ch.add(nil)
				w := watchChat(t, ch.client(true))
				time.Sleep(time.Minute + time.Second)
				ch.with(func() { ch.onFrame = func(_ *chatSocket, topic string) bool { return topic == silent } })
				time.Sleep(20 * time.Second)
				synctest.Wait()
				if n := ch.count("CreateParticipantConnection"); n < 2 {
					t.Errorf("%d sockets: the silence was not noticed by the next beat", n)
				}
				ch.with(func() { ch.onFrame = nil })
				time.Sleep(time.Minute)
				if w.now().State != model.WatchLive {
					t.Errorf("%+v", w.now())
				}
			})
		})
	}
}

func TestADeepHeartbeatThatFailsIsNoAnswer(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		n, _ := opensUnder(t, func(ch *chat) {
			ch.onFrame = func(s *chatSocket, topic string) bool {
				if topic == "aws/ping" {
					s.say(`{"topic":"aws/ping","statusCode":500,"statusContent":"no"}`)
				}
				return topic == "aws/ping"
			}
		})
		if n < 3 {
			t.Errorf("%d sockets in three minutes", n)
		}
	})
}

func TestASubscriptionIsAskedForAgain(t *testing.T) {
	for _, row := range []struct {
		name   string
		answer string // to the tries before the last
		tries  int
		after  time.Duration
	}{
		{"after a second of silence", "", 3, 2 * time.Second},
		{"half a second after a failure", `{"topic":"aws/subscribe","content":{"status":"failure","topics":["aws/chat"]}}`, 5, 2 * time.Second},
		{"half a second after a fault of the gateway", `{"message":"Internal server error","connectionId":"c=","requestId":"r="}`, 5, 2 * time.Second},
	} {
		t.Run(row.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				asked := 0
				ch.onFrame = func(s *chatSocket, topic string) bool {
					if topic != "aws/subscribe" {
						return false
					}
					if asked++; asked%row.tries == 0 {
						return false
					}
					if row.answer != "" {
						s.say(row.answer)
					}
					return true
				}
				start := time.Now()
				w := watchChat(t, ch.client(true))
				time.Sleep(row.after)
				synctest.Wait()
				if w.now().State != model.WatchLive || asked != row.tries || ch.count("CreateParticipantConnection") != 1 {
					t.Errorf("%+v after %v, asked %d times", w.now(), time.Since(start), asked)
				}
			})
		})
	}
}

func TestASubscriptionNeverGrantedGivesTheSocketUp(t *testing.T) {
	for _, text := range []string{"", `{"topic":"aws/subscribe","content":{"status":"failure"}}`} {
		inBubble(t, func(t *testing.T) {
			_, w := opensUnder(t, func(ch *chat) {
				ch.onFrame = func(s *chatSocket, topic string) bool {
					if text != "" {
						s.say(text)
					}
					return true
				}
			})
			if w.now().State != model.WatchPolling || !strings.Contains(w.now().Problem.Detail, "subscription") {
				t.Errorf("%+v", w.now())
			}
		})
	}
}

func TestGarbageIsIgnored(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		settleDown()
		for _, s := range ch.listeners() {
			for _, text := range []string{
				"", " ", "null", "[]", "7", "{", "\x00\xff", `"text"`, `{"topic":7}`, `{"topic":"aws/news","content":"{}"}`,
				`{"topic":"aws/chat"}`, `{"topic":"aws/chat","content":null}`, `{"topic":"aws/chat","content":7}`,
				`{"topic":"aws/chat","content":"{"}`, `{"topic":"aws/chat","content":"{\"Attachments\":\"none\"}"}`,
				`{"topic":"aws/chat","content":{"Attachments":[null,{}]}}`, `{"message":"Forbidden","connectionId":"c=","requestId":"r="}`,
				`{"topic":"aws/subscribe","content":{"status":"failure"}}`, `{"topic":"aws/chat","content":"{\"Type\":\"MESSAGEMETADATA\"}"}`,
			} {
				_ = s.conn.Write(t.Context(), websocket.MessageText, []byte(text))
				_ = s.conn.Write(t.Context(), websocket.MessageBinary, []byte(text))
			}
		}
		ch.send("a", "APPROVED")
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if w.status("a") != "APPROVED" || ch.count("CreateParticipantConnection") != 1 {
			t.Errorf("status %q, %d sockets", w.status("a"), ch.count("CreateParticipantConnection"))
		}
	})
}

func TestAFrameOverTheLimitCostsTheSocketAndNothingElse(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		time.Sleep(time.Minute)
		longest := file("longest", "APPROVED")
		longest["Content"] = strings.Repeat("\x01", 16384)
		ch.tell(ch.add(longest))
		synctest.Wait()
		if w.status("longest") != "APPROVED" {
			t.Error("the longest message of the service was refused")
		}
		item := ch.add(file("giant", "APPROVED"))
		giant := map[string]any{"Content": strings.Repeat("x", maxFrame)}
		for k, v := range item {
			giant[k] = v
		}
		ch.tell(giant)
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if w.status("giant") != "APPROVED" || w.now().State != model.WatchLive || w.filled() != 2 {
			t.Errorf("status %q, %+v, %d times filled", w.status("giant"), w.now(), w.filled())
		}
	})
}

func TestAFrameCutInTheMiddleIsReadAgain(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		w := watchChat(t, ch.client(true))
		time.Sleep(time.Minute)
		ch.add(file("cut", "APPROVED"))
		for _, s := range ch.listeners() {
			out, err := s.conn.Writer(t.Context(), websocket.MessageText)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = out.Write([]byte(`{"topic":"aws/chat","content":"{\"Type\":\"ATTACH` + strings.Repeat(" ", 8<<10)))
			_ = s.conn.CloseNow()
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if w.status("cut") != "APPROVED" {
			t.Errorf("%+v", w.now())
		}
	})
}

func TestABurstIsTakenWholeByASlowReader(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		c := ch.client(true)
		if err := c.Attachments(t.Context(), nil, func(model.Page) {}); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		seen, done := 0, make(chan struct{})
		go func() {
			defer close(done)
			_ = c.Watch(ctx, func(n model.Update) {
				seen += len(n.Attachments)
				time.Sleep(time.Millisecond)
			})
		}()
		settleDown()
		const burst = 10_000
		for n := range burst {
			for _, s := range ch.listeners() {
				s.sayItem(file(fmt.Sprintf("f-%d", n), "APPROVED"))
			}
		}
		settleDown()
		cancel()
		<-done
		if seen != burst || ch.count("CreateParticipantConnection") != 1 {
			t.Errorf("%d of %d seen, %d sockets", seen, burst, ch.count("CreateParticipantConnection"))
		}
	})
}

func TestAGatewayThatReadsNothingIsGivenUp(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		ch.add(nil)
		hang := make(chan struct{})
		ch.onFrame = func(_ *chatSocket, topic string) bool {
			if topic == "aws/heartbeat" {
				<-hang // the pipe has no room: whoever writes waits
			}
			return false
		}
		watchChat(t, ch.client(true))
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := ch.count("CreateParticipantConnection"); n < 2 {
			t.Errorf("%d sockets", n)
		}
		close(hang)
	})
}

func TestALaptopThatSleptReconnects(t *testing.T) {
	for name, attend := range map[string]bool{"at the next beat": false, "when somebody comes": true} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				ch := newChat(t)
				ch.add(nil)
				var asleep atomic.Int64
				c := ch.client(true, func(o *Options) {
					o.Now = func() time.Time { return time.Now().Add(time.Duration(asleep.Load())) }
				})
				w := watchChat(t, c)
				time.Sleep(time.Minute + time.Second)
				ch.add(file("overnight", "APPROVED"))
				asleep.Store(int64(25 * time.Second))
				wait := heartbeatEvery
				if attend {
					c.Attend(true)
					wait = 2 * time.Second
				}
				time.Sleep(wait)
				settleDown()
				if w.status("overnight") != "APPROVED" || ch.count("CreateParticipantConnection") != 2 {
					t.Errorf("%q, %d sockets", w.status("overnight"), ch.count("CreateParticipantConnection"))
				}
			})
		})
	}
}

// TestASocketGoesTheWayOfTheOtherCalls opens one over TLS to a server that prefers HTTP/2 and whose
// certificate only the CA bundle knows.
func TestASocketGoesTheWayOfTheOtherCalls(t *testing.T) {
	protocols := make(chan string, 8)
	ch := newChat(t)
	ch.add(nil)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protocols <- r.URL.Path + " " + r.Proto
		ch.ServeHTTP(w, r)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	ch.socketHost = "wss" + strings.TrimPrefix(server.URL, "https")
	bundle := filepath.Join(t.TempDir(), "ca.pem")
	block := &pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}
	if err := os.WriteFile(bundle, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	transport, err := NewTransport(Endpoint{CABundle: bundle})
	if err != nil {
		t.Fatal(err)
	}
	defer transport.CloseIdleConnections()
	endpoint, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(Options{Endpoint: endpoint, ParticipantToken: model.NewSecret("participant-token"), Transport: transport, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	live := make(chan struct{})
	done := make(chan error)
	go func() {
		done <- c.Watch(ctx, func(n model.Update) {
			if n.Filled {
				close(live)
			}
		})
	}()
	<-live
	cancel()
	trial.WantKind(t, <-done, model.KindCancelled)
	if a, b := <-protocols, <-protocols; a != "/participant/connection HTTP/2.0" || b != "/chat-socket HTTP/1.1" {
		t.Errorf("%s, %s", a, b)
	}
}
