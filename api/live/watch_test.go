package live

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/coder/websocket"

	"attache/api/emulator"
	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

// service is a service made up for a test: sockets on an in-memory listener, and a transcript of pages.
type service struct {
	mu      sync.Mutex
	tokens  Tokens
	given   wire.Signal
	opened  []*websocket.Conn
	reads   int
	items   []transcript.Item
	dropped bool
}

func (s *service) Now() time.Time         { return time.Now() }
func (s *service) ServerNow() time.Time   { return time.Now() }
func (s *service) Given() <-chan struct{} { return s.given.Wait() }
func (s *service) TakesPlain() bool       { return false }
func (s *service) Offered() (Offer, bool) { return Offer{}, false }
func (s *service) DropParticipant()       { s.dropped = true }

func (s *service) Tokens() Tokens {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens
}

func (s *service) Exchange(context.Context, bool) (Offer, error) {
	return Offer{URL: model.NewSecret("ws://127.0.0.1:9/socket")}, nil
}

func (s *service) page(context.Context, transcript.Reading, model.Secret) (transcript.Answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads++
	return transcript.Answer{Transcript: slices.Clone(s.items)}, nil
}

// ServeHTTP grants every subscription and answers every heartbeat.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	s.mu.Lock()
	s.opened = append(s.opened, conn)
	s.mu.Unlock()
	for {
		_, data, err := conn.Read(context.Background())
		if err != nil {
			return
		}
		answer := map[string]string{
			subscribeFrame: `{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}`,
			heartbeatFrame: `{"topic":"aws/heartbeat"}`, pingFrame: `{"topic":"aws/ping","statusCode":200}`,
		}[string(data)]
		_ = conn.Write(context.Background(), websocket.MessageText, []byte(answer))
	}
}

// watching runs a watch over s until the test ends, and returns what it has told so far.
func watching(t *testing.T, s *service) func() []model.Update {
	t.Helper()
	pipe := emulator.Pipe()
	server := &http.Server{Handler: s, ReadHeaderTimeout: time.Hour}
	go func() { _ = server.Serve(pipe) }()
	transport := &http.Transport{DialContext: pipe.DialContext}
	w := Watch{
		Service: s, Reader: &transcript.Reader{Page: s.page, Now: time.Now}, Watcher: &Watcher{},
		Caller: &wire.Caller{Transport: transport, Now: time.Now, Jitter: func() float64 { return 0 }, Log: slog.New(slog.DiscardHandler)},
	}
	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex
	var told []model.Update
	done := make(chan error)
	go func() {
		done <- w.Run(ctx, func(n model.Update) {
			mu.Lock()
			defer mu.Unlock()
			told = append(told, n)
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; model.KindOf(err) != model.KindCancelled {
			t.Errorf("ended with %v", err)
		}
		transport.CloseIdleConnections()
		_ = server.Close()
	})
	return func() []model.Update {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(told)
	}
}

func brings(update []model.Update, id string) bool {
	return slices.ContainsFunc(update, func(n model.Update) bool {
		return slices.ContainsFunc(n.Attachments, func(a model.Attachment) bool { return a.ID == id })
	})
}

func TestAWatchAloneHearsItsSocketAndReadsWhatALostOneMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{tokens: Tokens{Version: 1, CanExchange: true}}
		told := watching(t, s)
		time.Sleep(time.Second)
		synctest.Wait()
		const item = `{"topic":"aws/chat","content":{"Type":"ATTACHMENT","Id":"i","Attachments":[{"AttachmentId":"heard","Status":"APPROVED"}]}}`
		_ = s.opened[0].Write(t.Context(), websocket.MessageText, []byte(item))
		synctest.Wait()
		if !brings(told(), "heard") {
			t.Fatalf("%+v", told())
		}
		s.mu.Lock()
		s.items = []transcript.Item{{ID: "j", Attachments: []transcript.ItemAttachment{{AttachmentID: "missed", Status: "APPROVED"}}}}
		s.mu.Unlock()
		_ = s.opened[0].CloseNow()
		time.Sleep(time.Minute)
		if !brings(told(), "missed") || len(s.opened) != 2 {
			t.Errorf("%d sockets, %+v", len(s.opened), told())
		}
	})
}

func TestAWatchAloneReadsWhereNoSocketCanBeHad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &service{tokens: Tokens{Version: 1}}
		told := watching(t, s)
		time.Sleep(10*time.Minute + time.Second) // not at the instant of a reading
		s.mu.Lock()
		reads := s.reads
		s.mu.Unlock()
		if update := told(); reads != int(10*time.Minute/pollLooking) || len(s.opened) != 0 || update[len(update)-1].Watch.State != model.WatchPolling {
			t.Errorf("%d readings, %d sockets, %+v", reads, len(s.opened), update[len(update)-1])
		}
	})
}
