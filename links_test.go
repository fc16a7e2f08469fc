package main

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/api"
	"attache/api/emulator"
	"attache/model"
	"attache/model/session"
	"attache/ui"
	"attache/ui/clip"
	"attache/ui/opener"
)

// asked notes when the service is asked for what.
type asked struct {
	http.Handler
	mu    sync.Mutex
	links []time.Time
	pages []time.Time
}

func (a *asked) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	switch r.URL.Path {
	case "/participant/attachment":
		a.links = append(a.links, time.Now())
	case "/participant/transcript":
		a.pages = append(a.pages, time.Now())
	}
	a.mu.Unlock()
	time.Sleep(50 * time.Millisecond) // a service is not next door
	a.Handler.ServeHTTP(w, r)
}

// onChat runs the screen on a chat of the emulator with so many files, for d, in a bubble.
func onChat(t *testing.T, files int, d time.Duration) *asked {
	t.Helper()
	chat, err := emulator.New(emulator.Options{Scenario: "bulk", Count: files})
	if err != nil {
		t.Fatal(err)
	}
	a, pipe := &asked{Handler: chat}, emulator.Pipe()
	server := &http.Server{Handler: a, ReadHeaderTimeout: time.Hour}
	served := make(chan error, 1)
	go func() { served <- server.Serve(pipe) }()
	transport := &http.Transport{DialContext: pipe.DialContext, DisableCompression: true}
	client, err := api.New(api.Options{
		Endpoint: &url.URL{Scheme: "http", Host: "127.0.0.1:9"}, Transport: transport,
		ConnectionToken: model.NewSecret(chat.ConnectionToken()), Dir: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	in, keys := io.Pipe()
	screen := ui.New(ctx, ui.Options{
		Session: client, Keys: keymap(), Now: time.Now, Getenv: func(string) string { return "" },
		Clipboard: clip.New("off", os.Getenv), Opener: opener.New(os.Getenv),
		Life: model.DefaultLife, Prefetch: session.PrefetchVisible, Parallel: 3, NoLive: true,
	})
	p := tea.NewProgram(screen, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(io.Discard),
		tea.WithoutSignalHandler(), tea.WithWindowSize(120, 40), tea.WithEnvironment([]string{"TERM=xterm"}))
	ended := make(chan error, 1)
	go func() {
		_, err := p.Run()
		ended <- err
	}()
	time.Sleep(d)
	synctest.Wait()
	p.Quit()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	cancel()
	_ = keys.Close()
	client.Close()
	transport.CloseIdleConnections()
	_ = server.Close()
	<-served
	return a
}

func TestTheRowsOnScreenGetTheirLinksBeforeALongChatIsRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		a := onChat(t, 1000, 30*time.Second)
		if len(a.pages) < 10 || len(a.links) < 25 {
			t.Fatalf("%d pages and %d links were asked for", len(a.pages), len(a.links))
		}
		const answer = 50 * time.Millisecond
		for _, c := range []struct {
			links  int
			within time.Duration
		}{{1, 300 * time.Millisecond}, {8, time.Second}, {25, 5 * time.Second}} {
			if took := a.links[c.links-1].Add(answer).Sub(began); took > c.within {
				t.Errorf("%d rows have their link after %v, want %v", c.links, took, c.within)
			}
		}
		if further := slices.MaxFunc(a.links, time.Time.Compare); a.pages[1].Before(further) {
			t.Errorf("a further page is read before the last link of the screen")
		}
		if len(a.links) > 33 {
			t.Errorf("%d links were asked for, more than a screen", len(a.links))
		}
	})
}
