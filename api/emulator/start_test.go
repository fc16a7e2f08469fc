package emulator

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"
)

func TestAStartedServerAnswersUntilItsContextEnds(t *testing.T) {
	r, err := Start(t.Context(), Options{Scenario: "empty"}, Outside{Address: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	ask := func() (*http.Response, error) {
		q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL()+"/participant/transcript", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set(bearer, r.ConnectionToken())
		return (&http.Transport{DisableKeepAlives: true}).RoundTrip(q)
	}
	a, err := ask()
	if err != nil || a.StatusCode != http.StatusOK {
		t.Fatalf("%v %v", a, err)
	}
	_ = a.Body.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Wait(ctx); err != nil {
		t.Error(err)
	}
	if a, err := ask(); err == nil {
		_ = a.Body.Close()
		t.Error("it still answers")
	}
}

func TestAStartThatFailsSaysWhy(t *testing.T) {
	if _, err := Start(t.Context(), Options{Scenario: "nowhere"}, Outside{Address: "127.0.0.1:0"}); err == nil {
		t.Error("it took an unknown scenario")
	}
	l, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var taken *net.OpError
	if _, err := Start(t.Context(), Options{}, Outside{Address: l.Addr().String()}); !errors.As(err, &taken) || taken.Op != "listen" {
		t.Errorf("a taken address: %v", err)
	}
}
